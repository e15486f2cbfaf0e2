"""One of everything in one place, for the access matrix to ask for."""

from datetime import date, timedelta

from django.utils import timezone

from cases.codes import AlertKind, CaseStage, FamilyRole, RelationType, StatusKind
from cases.models import Alert, FamilyAccess, PersonMerge, Relationship, Transfer
from tests import factories
from tests.access.places import OTHER_AUTHORITY, OTHER_STRAND, RESTRICTED


def build(place: str, *, worker) -> dict:
    """A family with a case and every kind of record on it, lying in that place."""
    authority = factories.make_authority(
        *(("921", "Isle of Wight") if place == OTHER_AUTHORITY else ("850", "Hampshire"))
    )
    strand = "fit" if place == OTHER_STRAND else "edge"
    child = factories.make_person("Ava", "Hill", authority=authority)
    mother = factories.make_person(
        "Dana", "Hill", authority=authority, date_of_birth=date(1985, 1, 1)
    )
    twin_record = factories.make_person("Eva", "Hill", authority=authority)
    family = factories.make_family(authority=authority, people=[child, twin_record])
    factories.add_to_family(family, mother, FamilyRole.PARENT)
    case = factories.make_case(family, strand=strand, stage=CaseStage.ACTIVE, by=worker)
    factories.allocate(case, worker)
    records = {
        "family": family,
        "person": child,
        "two people": (child, twin_record),
        "case": case,
        "referral": case.referrals.get(),
        "allocation": case.allocations.get(),
        "membership": family.memberships.get(person=child),
        "transfer": Transfer.objects.create(
            case=case, from_worker=worker, to_worker=worker, note="Please take over"
        ),
        "relationship": Relationship.objects.create(
            subject=mother, relative=child, kind=RelationType.PARENT
        ),
        "merge": _merged(family, authority, worker),
        **_facts(child, family),
    }
    if place == RESTRICTED:
        family.restricted, family.restricted_contact = True, worker
        family.save()
    return records


def _merged(family, authority, worker) -> PersonMerge:
    from cases.services.merging import merge_people

    kept = factories.make_person("Ben", "Hill", authority=authority)
    retired = factories.make_person("Benjamin", "Hill", authority=authority)
    factories.add_to_family(family, kept)
    return merge_people(kept=kept, retired=retired, reason="Same boy", by=worker)


def _facts(child, family) -> dict:
    today = timezone.localdate()
    return {
        "name": child.names.create(kind="known_as", forename="Avie"),
        "identifier": child.identifiers.create(kind="legacy", value="A1"),
        "address": child.addresses.create(kind="home", line_1="1 Low Road"),
        "contact": child.contact_details.create(kind="mobile", value="07700 900123"),
        "status": child.statuses.create(kind=StatusKind.CHILD_IN_NEED, starts=date(2024, 1, 1)),
        "care": child.care_episodes.create(
            starts=date(2025, 1, 1), reason_started="S", legal_status="V2", placement="U4"
        ),
        "missing": child.missing_episodes.create(missing_at=timezone.now() - timedelta(days=9)),
        "education": child.education_statuses.create(starts=date(2024, 9, 1), activity="F2"),
        "alert": Alert.objects.create(
            person=child, kind=AlertKind.OTHER, text="Dog", starts=today, review_on=today
        ),
        "family access": FamilyAccess.objects.create(
            family=family, user=factories.make_user("Denied Dan"), kind="deny", reason="Cousin"
        ),
    }
