"""Any family at all, however muddled its records, can be drawn."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.genogram import Couple, Family, Kind, Parenting, Person, Sex, Siblings, Tie, draw
from cases.genogram.reading import read, usable

TODAY = date(2026, 5, 3)
BONDS = {
    Kind.PARENT: list(Parenting),
    Kind.COUPLE: list(Couple),
    Kind.SIBLING: list(Siblings),
    Kind.OTHER: [],
}
days = st.dates(date(1900, 1, 1), date(2030, 1, 1))
maybe_day = st.none() | days
names = st.text(max_size=40) | st.sampled_from(
    [
        "Ava Hill",
        "x" * 200,
        "Bartholomew Featherstonehaugh-Cholmondeley",
        "محمد عبد الله",
        "李小龍",
        "",
    ]
)


@st.composite
def families(draw_from, most=14):
    """Muddled records: any tie between any two, loops and repeats included."""
    count = draw_from(st.integers(0, most))
    people = tuple(
        Person(
            key,
            draw_from(names),
            draw_from(st.none() | st.just(f"/people/{key}/")),
            draw_from(st.sampled_from(list(Sex))),
            draw_from(maybe_day),
            draw_from(maybe_day),
            draw_from(st.none() | days),
            is_focus=draw_from(st.booleans()),
            household=draw_from(st.sampled_from([None, "a", "b", "c"])),
        )
        for key in range(count)
    )
    ties = []
    for _ in range(draw_from(st.integers(0, count * 2))):
        kind = draw_from(st.sampled_from([Kind.PARENT, Kind.PARENT, *Kind]))
        ties.append(
            Tie(
                kind,
                draw_from(st.integers(0, count)),  # one past the end: somebody not in the family
                draw_from(st.integers(0, count)),
                draw_from(st.sampled_from([None, *BONDS[kind]])),
                draw_from(st.none() | days),
                draw_from(st.none() | days),
                words=draw_from(st.sampled_from(["", "uncle"])),
            )
        )
    return Family(people, tuple(ties), TODAY)


@st.composite
def plausible_families(draw_from):
    """Forty people or so over four generations, as records would be if all were well."""
    people, ties, row = [], [], []

    def add(born, **facts):
        key = len(people) + 1
        sex = draw_from(st.sampled_from(list(Sex)))
        home = draw_from(st.sampled_from([None, "a", "b", "c", "d"]))
        people.append(Person(key, f"Person {key} Hill", None, sex, born, household=home, **facts))
        return key

    row = [add(date(1945 + n, 1, 1)) for n in range(draw_from(st.integers(2, 6)))]
    for generation in range(3):
        born = date(1968 + 22 * generation, 1, 1)
        pairs = list(zip(row[::2], row[1::2], strict=False))
        following = []
        for a, b in pairs:
            ties.append(Tie(Kind.COUPLE, a, b, draw_from(st.sampled_from(list(Couple)))))
            for n in range(draw_from(st.integers(0, 4))):
                child = add(born + timedelta(days=400 * n))
                bond = draw_from(st.sampled_from([Parenting.BIRTH] * 4 + list(Parenting)))
                ties += [Tie(Kind.PARENT, parent, child, bond) for parent in (a, b)]
                following.append(child)
        row = draw_from(st.permutations(following))
        if not row:
            break
    return Family(tuple(people), tuple(ties), TODAY)


def check(family):
    genogram = draw(family)
    keys = [symbol.key for symbol in genogram.symbols]
    assert sorted(keys) == sorted({person.key for person in family.people})
    assert sorted(words.key for words in genogram.people) == sorted(keys)
    for one, two in combinations(genogram.symbols, 2):
        assert not one.box.overlaps(two.box), (one, two)
    for symbol in genogram.symbols:
        assert symbol.box.left >= 0
        assert symbol.box.top >= 0
        assert symbol.box.right <= genogram.width
        assert symbol.box.bottom <= genogram.height
    check_ties(family, genogram)
    check_homes(family, genogram)
    return genogram


def check_ties(family, genogram):
    """Each tie has one line, or a reason why it has none; and all are in the words."""
    drawn = Counter(tie for stroke in genogram.strokes for tie in stroke.ties)
    untold = read(family).untold
    for place, tie in usable(family).items():
        assert drawn[place] + (place in untold) == 1, (tie, drawn[place], untold.get(place))
    assert set(drawn) <= set(usable(family))


def check_homes(family, genogram):
    homes = {home.letter: home for home in genogram.homes}
    lives = {person.key: person.household for person in read(family).people.values()}
    letter_of = {}
    for one, two in combinations(genogram.outlines, 2):
        if one.letter != two.letter:
            assert not any(a.overlaps(b) for a in one.boxes for b in two.boxes)
    for outline in genogram.outlines:
        assert outline.letter in homes
        for symbol in genogram.symbols:
            if any(box.overlaps(symbol.box) for box in outline.boxes):
                assert lives[symbol.key] is not None
                assert letter_of.setdefault(symbol.key, outline.letter) == outline.letter
    together = Counter(home for home in lives.values() if home)
    for key, home in lives.items():
        assert (key in letter_of) == (home is not None and together[home] > 1)
    letters = {(lives[key], letter) for key, letter in letter_of.items()}
    assert len(letters) == len({letter for _, letter in letters})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families())
def test_any_records_are_drawn_without_overlap_or_loss(family):
    check(family)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plausible_families())
def test_large_families_are_drawn_without_overlap_or_loss(family):
    check(family)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(), st.randoms(use_true_random=False))
def test_the_same_records_are_always_drawn_the_same_way(family, chance):
    people = list(family.people)
    chance.shuffle(people)
    again = Family(tuple(people), family.ties, family.on, family.households)
    assert draw(family) == draw(again)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(most=8))
def test_any_records_reach_the_page(family):
    markup = render_to_string("cases/genogram/_genogram.html", {"genogram": draw(family)})
    assert ("<svg" in markup) == bool(family.people)
