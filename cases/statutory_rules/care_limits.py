"""Limits on a single care episode: ages, codes that go together, longest stays (SSDA903)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.codes import (
    SHORT_BREAKS,
    EpisodeCeased,
    LegalStatus,
    NewEpisodeReason,
    Placement,
)
from cases.statutory_rules.facts import ADULT, Findings, age_on, birthday, say

TEMPORARY = {
    Placement.TEMPORARY_ANY,
    Placement.TEMPORARY_HOSPITAL,
    Placement.TEMPORARY_HOLIDAY,
    Placement.TEMPORARY_CARER_AWAY,
    Placement.TEMPORARY_WEEK,
}
_WITH_PLACEMENT_ORDER = {Placement.ADOPTION_ORDER_CARER, Placement.ADOPTION_ORDER_NEW}
_FOR_ADOPTION = {
    Placement.ADOPTION_CONSENT_CARER,
    Placement.ADOPTION_CONSENT_NEW,
    *_WITH_PLACEMENT_ORDER,
}
_ADOPTED = {EpisodeCeased.ADOPTED_UNOPPOSED, EpisodeCeased.ADOPTED_CONSENT_DISPENSED}
_LONG_TERM = {Placement.KIN_LONG_TERM, Placement.FOSTER_LONG_TERM}
_PLACEMENT_ORDERS_BEGAN = date(2005, 12, 30)


@dataclass(frozen=True)
class _Age:
    """A code that needs the child to be at least, or still under, an age on a day."""

    field: str
    codes: frozenset[str]
    message: str
    at_least: int | None = None
    under: int | None = None


_AT_START = (
    _Age(
        "placement",
        frozenset({Placement.SUPPORTED}),
        "Supported accommodation is for young people aged 16 and over.",  # 371
        at_least=16,
    ),
    _Age(
        "legal_status",
        frozenset({LegalStatus.REMAND, LegalStatus.PACE, LegalStatus.YOUTH_REHABILITATION}),
        "A child under 10 cannot be held under youth justice law.",  # 358
        at_least=10,
    ),
)
_AT_END = (
    _Age(
        "reason_ceased",
        frozenset({EpisodeCeased.ADULT_RESIDENTIAL}),
        "Moving to adult residential care is for young people aged 16 and over.",  # 389
        at_least=16,
    ),
    _Age(
        "reason_ceased",
        frozenset({EpisodeCeased.INDEPENDENT_SUPPORTED, EpisodeCeased.INDEPENDENT}),
        "A child under 14 cannot leave care to live independently.",  # 387
        at_least=14,
    ),
    _Age(
        "reason_ceased",
        frozenset({EpisodeCeased.STAYED_PUT}),
        "The young person had not turned 18 on the end date.",  # 460
        at_least=ADULT,
    ),
    _Age(
        "reason_ceased",
        frozenset(_ADOPTED),
        "Someone aged 18 or over cannot leave care by adoption.",  # 386
        under=ADULT,
    ),
    _Age(
        "reason_ceased",
        frozenset(
            {
                EpisodeCeased.GUARDIAN_KIN_FOSTER,
                EpisodeCeased.GUARDIAN_FOSTER,
                EpisodeCeased.GUARDIAN_KIN,
                EpisodeCeased.GUARDIAN_OTHER,
            }
        ),
        "Special guardianship is for children under 18.",  # 407
        under=ADULT,
    ),
)

# Field, code, most days, words. A stay that has not ended is counted to today.
_LONGEST = (
    ("placement", Placement.TEMPORARY_HOSPITAL, 42, "A temporary stay in hospital", "6 weeks"),
    ("placement", Placement.TEMPORARY_CARER_AWAY, 21, "A stay while the carer is away", "3 weeks"),
    ("placement", Placement.TEMPORARY_WEEK, 7, "This kind of temporary stay", "7 days"),
    ("legal_status", LegalStatus.SHORT_BREAK_SINGLE, 17, "One short break", "17 days"),
    ("legal_status", LegalStatus.POLICE_PROTECTION, 3, "Police protection", "72 hours"),
)  # 375, 376, 379, 365, 361


def age_problems(findings: Findings, episode: Any, child: Any) -> None:
    born = child.date_of_birth
    if born is None or episode.starts < born:
        return
    started = episode.reason_started == NewEpisodeReason.STARTED
    if started and episode.starts >= birthday(born, ADULT):  # 352
        findings.add("starts", f"The young person turned 18 on {say(birthday(born, ADULT))}.")
    for limits, day in ((_AT_START, episode.starts), (_AT_END, episode.ends)):
        for limit in limits if day else ():
            if getattr(episode, limit.field) in limit.codes and not _fits(limit, born, day):
                findings.add(limit.field, limit.message)


def _fits(limit: _Age, born: date, day: date) -> bool:
    age = age_on(born, day)
    return (limit.at_least is None or age >= limit.at_least) and (
        limit.under is None or age < limit.under
    )


def combination_problems(findings: Findings, episode: Any) -> None:
    """Codes that cannot stand together in one episode."""
    _orders(findings, episode)
    _temporary(findings, episode)
    if episode.legal_status in SHORT_BREAKS and episode.placement in _LONG_TERM:  # 384
        findings.add("placement", "A short break cannot be a long-term foster placement.")
    if episode.reason_ceased in _ADOPTED and episode.placement not in _FOR_ADOPTION:  # 390
        findings.add(
            "reason_ceased", "The child must be placed for adoption before they are adopted."
        )


def _orders(findings: Findings, episode: Any) -> None:
    status, starts = episode.legal_status, episode.starts
    if status == LegalStatus.FREEING_ORDER and starts > _PLACEMENT_ORDERS_BEGAN:  # 445
        findings.add("legal_status", "Freeing orders ended in December 2005.")
    if status == LegalStatus.PLACEMENT_ORDER and starts < _PLACEMENT_ORDERS_BEGAN:  # 446
        findings.add("legal_status", "Placement orders began in December 2005.")
    if episode.placement in _WITH_PLACEMENT_ORDER and status != LegalStatus.PLACEMENT_ORDER:  # 408
        findings.add(
            "legal_status", "This placement for adoption needs the legal status “placement order”."
        )


def _temporary(findings: Findings, episode: Any) -> None:
    if episode.placement not in TEMPORARY:
        return
    if episode.reason_started not in {
        NewEpisodeReason.PLACEMENT_AND_CARER,
        NewEpisodeReason.ALL,
    }:  # 380
        findings.add(
            "placement",
            "A temporary stay follows a placement with a change of carer. It cannot start care.",
        )
    if episode.reason_ceased and episode.reason_ceased != EpisodeCeased.CONTINUES:  # 381
        findings.add(
            "reason_ceased",
            "Care cannot end from a temporary stay. Record the return to the usual placement "
            "first.",
        )
    if episode.legal_status in SHORT_BREAKS:  # 382
        findings.add("placement", "A short break cannot be a temporary stay.")


def length_problems(findings: Findings, episode: Any, today: date) -> None:
    lasted = ((episode.ends or today) - episode.starts).days
    for field, code, most, words, limit in _LONGEST:
        if getattr(episode, field) == code and lasted > most:
            findings.add(field, f"{words} cannot last longer than {limit}. Has it ended?")
