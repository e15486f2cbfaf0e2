"""One family moving from one strand to another without anybody typing it again."""

from django.db import transaction

from cases.codes import CaseOutcome, StepDown
from cases.models import Case, Referral
from cases.services.beginning import Details, begin_case, held_family, taking_part_in
from cases.services.closure import close_case
from cases.services.recorded import counted_together
from cases.services.refusals import Refused
from cases.services.stages import locked, require_under_way
from cases.strand import strand_named


@transaction.atomic
@counted_together()
def step_across(
    *, case: Case, strand: str, reason: str, by, close: bool = False, outcome: str = ""
) -> Referral:
    """Refer the family on to another strand, as the last referral here told it; close this case or not.

    `reason` is why the family needs the other strand; what was said before follows it.
    """
    held_family(case.family_id)
    case = locked(case)
    require_under_way(case, wanted="stepped across")
    if strand == case.strand:
        raise Refused("Choose a different strand.", field="strand")
    latest = case.referrals.order_by("-received_at", "-pk").first()
    ours = strand_named(case.strand)
    referral = begin_case(
        family=case.family,
        strand=strand,
        details=Details.copied_from(
            latest, reason=f"{reason}\n\nWhy {ours} was asked to help:\n{latest.reason}"
        ),
        taking_part=taking_part_in(case),
        stepped_from=case,
        by=by,
        reason=f"Stepped across from {ours}",
    )
    if close:
        close_case(
            case=case,
            outcome=outcome or CaseOutcome.OTHER,
            step_down=StepDown.OTHER_STRAND,
            summary=reason,
            by=by,
        )
    return referral
