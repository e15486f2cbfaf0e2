"""How one dated fact reads on a page: a heading, a few lines, a tag when it matters."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.html import format_html

from cases.ages import day_words
from cases.codes import SECRET_BY_NATURE, SHORT_BREAKS, AddressKind
from cases.identifiers import format_identifier
from cases.models import (
    Address,
    Alert,
    CareEpisode,
    ContactDetail,
    EducationStatus,
    Identifier,
    MissingEpisode,
    PersonName,
    StatutoryStatus,
)
from cases.statutory_rules import return_interview_due
from cases.values import shown


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    lines: tuple[str, ...] = ()
    tag: str = ""
    colour: str = ""
    is_over: bool = False
    url: str = ""
    target: str = ""


def span(starts: date | None, ends: date | None) -> str:
    """ "Since 3 May 2026", "3 May 2026 to 1 June 2026"; nothing when neither day is known."""
    if starts and ends:
        return f"{day_words(starts)} to {day_words(ends)}"
    if starts:
        return f"Since {day_words(starts)}"
    return f"Until {day_words(ends)}" if ends else ""


def is_over(ends: date | None) -> bool:
    return ends is not None and ends < timezone.localdate()


def lines(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def is_secret(address: Address) -> bool:
    return address.do_not_disclose or address.kind in SECRET_BY_NATURE


def name_card(name: PersonName) -> Card:
    return Card(
        title=format_html("<bdi>{}</bdi>", str(name)),
        lines=lines(name.get_kind_display(), span(name.starts, name.ends)),
        is_over=is_over(name.ends),
    )


def identifier_card(number: Identifier) -> Card:
    return Card(
        title=number.get_kind_display(),
        lines=lines(format_identifier(number.kind, number.value), span(number.starts, number.ends)),
        is_over=is_over(number.ends),
    )


def address_card(address: Address) -> Card:
    secret = is_secret(address)
    note = address.disclosure_note
    why = f"Must not be told: {note}" if note else "Must not be told to anyone outside this work"
    return Card(
        title=format_html("<bdi>{}</bdi>", str(address)),
        lines=lines(
            why if secret else "",
            AddressKind(address.kind).label,
            span(address.starts, address.ends),
        ),
        tag="Do not disclose" if secret else "",
        colour="red" if secret else "",
        is_over=is_over(address.ends),
    )


def contact_card(contact: ContactDetail) -> Card:
    safe = contact.safe_to_call
    return Card(
        title=format_html("<bdi>{}</bdi>", contact.value),
        lines=lines(
            contact.get_kind_display(),
            "Safe to use" if safe else "",
            contact.safety_note,
            span(contact.starts, contact.ends),
        ),
        tag="" if safe else "Not always safe to use",
        colour="" if safe else "red",
        is_over=is_over(contact.ends),
    )


def status_card(status: StatutoryStatus) -> Card:
    category = status.latest_category or status.initial_category
    return Card(
        title=status.get_kind_display(),
        lines=lines(
            status.get_latest_category_display() if category else "",
            span(status.starts, status.ends),
            status.get_end_reason_display(),
        ),
        is_over=is_over(status.ends),
    )


def care_card(episode: CareEpisode) -> Card:
    return Card(
        title=episode.get_placement_display(),
        lines=lines(
            episode.get_legal_status_display(),
            episode.get_reason_started_display(),
            span(episode.starts, episode.ends),
            episode.get_reason_ceased_display(),
        ),
        tag="Short break" if episode.legal_status in SHORT_BREAKS else "",
        colour="grey",
        is_over=is_over(episode.ends),
    )


def missing_card(missing: MissingEpisode) -> Card:
    still = missing.returned_at is None
    interview = ""
    if missing.interview_accepted:
        interview = "Return interview offered and accepted"
    elif missing.interview_offered:
        interview = "Return interview offered"
    elif due := return_interview_due(missing.returned_at):
        interview = f"Return interview due by {_moment_words(due)}"
    return Card(
        title=f"{'Missing' if missing.kind == 'M' else 'Away without permission'} from "
        f"{shown(missing, 'missing_at')}",
        lines=lines(
            "" if still else f"Back {shown(missing, 'returned_at')}",
            f"Reported by {missing.reported_by}" if missing.reported_by else "",
            interview,
        ),
        tag="Missing now" if still else "",
        colour="red" if still else "",
        is_over=not still and bool(missing.interview_offered),
    )


def _moment_words(moment) -> str:
    local = timezone.localtime(moment)
    return f"{day_words(local.date())}, {local:%H:%M}"


def education_card(education: EducationStatus) -> Card:
    hours = education.hours_per_week
    return Card(
        title=education.get_activity_display(),
        lines=lines(
            education.place,
            f"Year {education.year_group}"
            if education.year_group.isdigit()
            else education.year_group,
            f"{hours.normalize():f} hours a week" if hours is not None else "",
            span(education.starts, education.ends),
        ),
        is_over=is_over(education.ends),
    )


def alert_card(alert: Alert) -> Card:
    over = is_over(alert.ends)
    overdue = not over and alert.review_on < timezone.localdate()
    review = f"Look at it again on {day_words(alert.review_on)}"
    return Card(
        title=alert.get_kind_display(),
        lines=lines(alert.text, span(alert.starts, alert.ends) if over else review),
        tag="" if over else ("Review is overdue" if overdue else "Alert"),
        colour="orange" if overdue else "red",
        is_over=over,
    )
