"""One paragraph about a family, made from its records and nothing else."""

from collections import defaultdict

from cases.ages import day_words
from cases.codes import NOT_ENGAGED
from cases.family_page import FamilyPage, listed

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_STATUS_WORDS = {
    "early_help": "receiving early help",
    "cin": "a child in need",
    "cp": "on a child protection plan",
    "cla": "looked after",
}


def summary_of(page: FamilyPage) -> str:
    sentences = [
        _children(page),
        _missing(page),
        *_statuses(page),
        _learning(page),
        _strands(page),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _children(page: FamilyPage) -> str:
    children = [member for member in page.members if member.is_child]
    unborn = sum(child.person.is_unborn for child in children)
    count = len(children) - unborn
    words = [f"{_number(count)} {'child' if count == 1 else 'children'}"] if count else []
    if unborn:
        expected = (
            "a baby expected" if unborn == 1 else f"{_number(unborn).lower()} babies expected"
        )
        words.append(expected)
    if not words:
        return "No children are recorded."
    text = " and ".join(words)
    return f"{text[:1].upper()}{text[1:]}."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _names(page: FamilyPage, ids: list[int]) -> str:
    names = {person.pk: person.short_name for person in page.people}
    return listed(names[pk] for pk in dict.fromkeys(ids))


def _missing(page: FamilyPage) -> str:
    ids = list(dict.fromkeys(missing.person_id for missing in page.missing_now))
    if not ids:
        return ""
    return f"{_names(page, ids)} {'is' if len(ids) == 1 else 'are'} missing now."


def _statuses(page: FamilyPage) -> list[str]:
    together: dict[tuple, list[int]] = defaultdict(list)
    for status in page.statuses:
        together[(status.kind, status.starts)].append(status.person_id)
    return [
        f"{_names(page, ids)} {_is(kind, ids)} since {day_words(starts)}."
        for (kind, starts), ids in together.items()
    ]


def _is(kind: str, ids: list[int]) -> str:
    if len(ids) == 1:
        return f"has been {_STATUS_WORDS[kind]}"
    return f"have been {'children in need' if kind == 'cin' else _STATUS_WORDS[kind]}"


def _learning(page: FamilyPage) -> str:
    out = [one.person_id for one in page.education if one.activity in NOT_ENGAGED]
    out = list(dict.fromkeys(out))
    if not out:
        return ""
    verb = "is" if len(out) == 1 else "are"
    return f"{_names(page, out)} {verb} out of school, work or training."


def _strands(page: FamilyPage) -> str:
    known = [one for one in page.known if one.is_open]
    if not known:
        before = dict.fromkeys(one.strand for one in page.known)
        if before:
            return f"No open case. Worked with before by {listed(before)}."
        return "No strand is working with them."
    texts = []
    for one in known:
        workers = listed(worker.name for worker in one.workers)
        texts.append(f"{one.strand} ({workers or 'no worker yet'})")
    return f"Known to {listed(texts)}."
