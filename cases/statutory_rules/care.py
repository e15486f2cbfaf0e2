"""Care episodes: rules of the looked-after children return (SSDA903), by number in comments.

A period of care is a run of episodes. It starts with reason S; each further episode starts on the
day the one before it ended with X1; the last ends with any other reason.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.codes import (
    DROPPED_PLACEMENTS,
    SHORT_BREAKS,
    EpisodeCeased,
    LegalStatus,
    NewEpisodeReason,
    Placement,
)
from cases.statutory_rules.care_limits import age_problems, combination_problems, length_problems
from cases.statutory_rules.facts import (
    Findings,
    Problems,
    after_death,
    except_itself,
    future_or_reversed,
    say,
)

FIRST_DAY = date(1991, 10, 14)  # the Children Act 1989 came into force (353)

_STARTED, _CONTINUES = NewEpisodeReason.STARTED, EpisodeCeased.CONTINUES
_LEGAL_CHANGES = {
    NewEpisodeReason.LEGAL_STATUS,
    NewEpisodeReason.ALL,
    NewEpisodeReason.LEGAL_STATUS_AND_PLACEMENT,
}
_ADULT_OR_DIED = {
    EpisodeCeased.DIED,
    EpisodeCeased.AGE_ASSESSED_ADULT,
    EpisodeCeased.STAYED_PUT,
}


def episode_problems(
    episode: Any, *, child: Any, today: date, others: Iterable[Any] = ()
) -> Problems:
    findings = Findings()
    _codes(findings, episode)
    if episode.starts is None:
        findings.add("starts", "Enter the start date.")
        return findings.problems
    future_or_reversed(findings, episode, today)
    _dates(findings, episode, child)
    after_death(findings, episode, child)
    _ending(findings, episode)
    age_problems(findings, episode, child)
    combination_problems(findings, episode)
    length_problems(findings, episode, today)
    _chain(findings, episode, except_itself(episode, others))
    return findings.problems


def episode_queries(episode: Any, *, others: Iterable[Any] = ()) -> Problems:
    """An episode that says another follows, where none does yet (388)."""
    findings = Findings()
    _, following = _neighbours(episode, except_itself(episode, others))
    if episode.reason_ceased == _CONTINUES and following is None:
        findings.add("reason_ceased", "The child is still looked after. Add the next episode.")
    return findings.problems


def is_care_entry(episode: Any) -> bool:
    """Whether the child entered care with this episode. Short breaks are not entering care."""
    return episode.reason_started == _STARTED and episode.legal_status not in SHORT_BREAKS


def care_entries(
    episodes: Iterable[Any], *, first: date | None = None, last: date | None = None
) -> list[Any]:
    """The episodes with which the child entered care between two days, both counted."""
    return [
        episode
        for episode in _in_order(episodes)
        if is_care_entry(episode)
        and (first is None or episode.starts >= first)
        and (last is None or episode.starts <= last)
    ]


def periods_of_care(episodes: Iterable[Any]) -> list[list[Any]]:
    """Episodes in order, gathered into periods: a new one at each reason S."""
    periods: list[list[Any]] = []
    for episode in _in_order(episodes):
        if episode.reason_started == _STARTED or not periods:
            periods.append([])
        periods[-1].append(episode)
    return periods


def _in_order(episodes: Iterable[Any]) -> list[Any]:
    return sorted(
        (episode for episode in episodes if episode.starts),
        key=lambda episode: (episode.starts, episode.ends or date.max),
    )


def _codes(findings: Findings, episode: Any) -> None:
    if episode.reason_started not in NewEpisodeReason.values:  # 143
        findings.add("reason_started", "Choose why this episode started.")
    if episode.legal_status not in LegalStatus.values:  # 144
        findings.add("legal_status", "Choose a legal status.")
    if episode.placement in DROPPED_PLACEMENTS:
        findings.add("placement", DROPPED_PLACEMENTS[episode.placement])
    elif episode.placement not in Placement.values:  # 146
        findings.add("placement", "Choose a placement from the list.")
    if episode.reason_ceased and episode.reason_ceased not in EpisodeCeased.values:  # 149
        findings.add("reason_ceased", "Choose why this episode ended.")


def _dates(findings: Findings, episode: Any, child: Any) -> None:
    born = child.date_of_birth
    if born and episode.starts < born:  # 302
        findings.add("starts", f"This is before the child was born on {say(born)}.")
    if not born and child.expected_date:
        findings.add("starts", "An unborn child cannot be looked after.")
    if episode.starts < FIRST_DAY:  # 353
        findings.add("starts", f"No episode can start before {say(FIRST_DAY)}.")
    if episode.ends == episode.starts:  # 355
        findings.add("ends", "An episode lasts at least 24 hours, so it ends on a later day.")


def _ending(findings: Findings, episode: Any) -> None:
    if episode.ends and not episode.reason_ceased:  # 148
        findings.add("reason_ceased", "Choose why the episode ended.")
    if episode.reason_ceased and not episode.ends:  # 148
        findings.add("ends", "Enter the date the episode ended, or take the reason away.")


def _neighbours(episode: Any, others: list[Any]) -> tuple[Any | None, Any | None]:
    before = [other for other in _in_order(others) if other.starts <= episode.starts]
    after = [other for other in _in_order(others) if other.starts > episode.starts]
    return (before[-1] if before else None, after[0] if after else None)


def _chain(findings: Findings, episode: Any, others: list[Any]) -> None:
    previous, following = _neighbours(episode, others)
    if previous is None:
        if episode.reason_started != _STARTED:  # 357
            findings.add(
                "reason_started",
                "The first episode is “started to be looked after”. Is an earlier episode missing?",
            )
    else:
        _after(findings, episode, previous)
    if following is not None:
        _before(findings, episode, following)


def _after(findings: Findings, episode: Any, previous: Any) -> None:
    if previous.ends is None:  # 142
        findings.add(
            "starts",
            f"The episode that started on {say(previous.starts)} has not ended. End it first.",
        )
        return
    if episode.starts < previous.ends:  # 501
        findings.add("starts", f"The episode before this one ended on {say(previous.ends)}.")
        return
    if previous.reason_ceased in _ADULT_OR_DIED:  # 437
        findings.add(
            "starts",
            "The last episode ended with “"
            f"{EpisodeCeased(previous.reason_ceased).label.lower()}”, so no other can follow it.",
        )
    elif previous.reason_ceased == _CONTINUES:
        _continues(findings, episode, previous)
    elif episode.reason_started != _STARTED:  # 432
        findings.add(
            "reason_started",
            f"The child stopped being looked after on {say(previous.ends)}, so this is "
            "“started to be looked after”.",
        )
    elif episode.starts == previous.ends:  # 431
        findings.add(
            "starts",
            "The last period of care ended on this day. If the child stayed looked after, change "
            "the end of that episode to “still looked after”.",
        )


def _continues(findings: Findings, episode: Any, previous: Any) -> None:
    if episode.reason_started == _STARTED:
        findings.add(
            "reason_started",
            "The child was already looked after. Choose what changed: legal status, placement "
            "or both.",
        )
        return
    if episode.starts != previous.ends:  # 433
        findings.add(
            "starts",
            f"This episode follows on, so it starts on the day the last one ended, "
            f"{say(previous.ends)}.",
        )
    same_status = episode.legal_status == previous.legal_status
    if episode.reason_started in _LEGAL_CHANGES and same_status:  # 434, 436
        findings.add(
            "legal_status", "The reason says the legal status changed, but it is the same."
        )
    if episode.reason_started not in _LEGAL_CHANGES and not same_status:  # 435
        findings.add("legal_status", "The reason says only the placement changed.")
    legal_only = episode.reason_started == NewEpisodeReason.LEGAL_STATUS
    if legal_only and episode.placement != previous.placement:  # 434
        findings.add("placement", "The reason says only the legal status changed.")


def _before(findings: Findings, episode: Any, following: Any) -> None:
    starts = following.starts
    if episode.ends is None:  # 142
        findings.add("ends", f"Another episode starts on {say(starts)}, so this one has ended.")
    elif episode.ends > starts:  # 501
        findings.add("ends", f"The next episode starts on {say(starts)}.")
    elif episode.reason_ceased == _CONTINUES and episode.ends != starts:  # 388
        findings.add("ends", f"The next episode starts on {say(starts)}, so this ends that day.")
    elif episode.reason_ceased != _CONTINUES and following.reason_started != _STARTED:  # 432
        findings.add(
            "reason_ceased",
            f"The episode from {say(starts)} carries on from this one. Choose “still looked after”.",
        )
    elif episode.reason_ceased != _CONTINUES and episode.ends == starts:  # 431
        findings.add(
            "reason_ceased", "A new period of care cannot start on the day this one ended."
        )
