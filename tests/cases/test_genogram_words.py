"""The same family told in words."""

from datetime import date

from django.template.loader import render_to_string

from cases.genogram import Couple, Family, Kind, Parenting, Person, Sex, Siblings, Tie, draw

TODAY = date(2026, 5, 3)
AVA = Person(1, "Ava Hill", "/people/1/", Sex.FEMALE, date(2017, 1, 9), is_focus=True)
DANA = Person(2, "Dana Hill", None, Sex.FEMALE, date(1991, 2, 3))
ED = Person(3, "Ed Ross", None, Sex.MALE, date(1989, 2, 3))
PARENTS = (
    Tie(Kind.PARENT, 2, 1, Parenting.BIRTH),
    Tie(Kind.PARENT, 3, 1, Parenting.BIRTH),
    Tie(Kind.COUPLE, 2, 3, Couple.SEPARATED, date(2012, 1, 1), date(2018, 1, 1)),
)


def told(people, ties, **more):
    genogram = draw(Family(tuple(people), tuple(ties), TODAY, **more))
    return {words.key: str(words) for words in genogram.people}, genogram


def test_each_person_is_told_in_a_sentence_with_the_focus_first():
    words, genogram = told([DANA, ED, AVA], PARENTS)
    assert genogram.people[0].key == 1
    assert words == {
        1: "Ava Hill, 9, child of Dana Hill and Ed Ross (separated).",
        2: "Dana Hill, 35, separated from Ed Ross (2012 to 2018); parent of Ava Hill.",
        3: "Ed Ross, 37, separated from Dana Hill (2012 to 2018); parent of Ava Hill.",
    }


def test_death_of_a_partner_is_told_without_a_parting():
    arthur = Person(4, "Arthur Hill", None, Sex.MALE, date(1948, 6, 1), died=date(2019, 5, 3))
    words, _ = told([arthur, DANA], [Tie(Kind.COUPLE, 2, 4, Couple.MARRIED, date(1999, 1, 1))])
    assert words[4] == (
        "Arthur Hill, died 3 May 2019 aged 70, was married to Dana Hill (since 1999)."
    )


def test_unborn_child_is_told_with_the_date_due():
    baby = Person(4, "Baby Hill", None, expected=date(2026, 10, 1))
    words, _ = told([baby, DANA], [Tie(Kind.PARENT, 2, 4, Parenting.BIRTH)])
    assert words[4] == "Baby Hill, not yet born, due 1 October 2026, child of Dana Hill."


def test_care_by_others_is_told_with_its_end():
    words, _ = told(
        [AVA, DANA, ED],
        [
            Tie(Kind.PARENT, 2, 1, Parenting.FOSTER, ended=date(2024, 5, 3)),
            Tie(Kind.PARENT, 3, 1, Parenting.GUARDIAN),
        ],
    )
    assert words[1] == (
        "Ava Hill, 9, under special guardianship with Ed Ross; "
        "formerly fostered by Dana Hill (until 3 May 2024)."
    )


def test_other_relatives_are_told_from_both_sides_and_as_not_drawn():
    words, genogram = told([AVA, ED], [Tie(Kind.OTHER, 3, 1, words="uncle")])
    assert words[3] == "Ed Ross, 37, uncle of Ava Hill."
    assert words[1] == "Ava Hill, 9, has Ed Ross as uncle."
    assert genogram.not_drawn == ("Ed Ross: uncle of Ava Hill.",)


def test_recorded_siblings_are_told_by_kind():
    words, _ = told([AVA, ED], [Tie(Kind.SIBLING, 3, 1, Siblings.HALF)])
    assert words[1] == "Ava Hill, 9, half-brother or half-sister of Ed Ross."


def test_households_are_listed_with_the_letter_of_the_drawing():
    people = [
        Person(1, "Ava", household="x"),
        Person(2, "Ben", household="x"),
        Person(3, "Cai", household="y", is_focus=True),
        Person(4, "Dee", household="y"),
    ]
    _, genogram = told(people, [], households={"x": "12 Elm Road"})
    assert [(home.letter, home.place, home.names) for home in genogram.homes] == [
        ("A", "", "Cai and Dee"),
        ("B", "12 Elm Road", "Ava and Ben"),
    ]
    markup = render_to_string("cases/genogram/_words.html", {"genogram": genogram})
    assert "<li>A: Cai and Dee.</li>" in markup
    assert "12 Elm Road" in markup


def test_address_left_out_by_the_caller_appears_nowhere():
    people = [
        Person(1, "Ava", household="77 Hidden Lane"),
        Person(2, "Ben", household="77 Hidden Lane"),
    ]
    _, genogram = told(people, [])
    markup = render_to_string("cases/genogram/_genogram.html", {"genogram": genogram})
    assert "Hidden" not in markup
    assert "Living together" in markup


def test_name_from_right_to_left_does_not_reorder_the_sentence():
    words, _ = told([AVA, Person(2, "محمد")], [Tie(Kind.PARENT, 2, 1, Parenting.BIRTH)])
    assert words[1] == "Ava Hill, 9, child of \u2068محمد\u2069."


def test_missing_name_is_said_to_be_missing():
    words, _ = told([Person(1, " ")], [])
    assert words[1] == "No name recorded, age not known."


def test_words_link_to_each_person_with_a_page():
    _, genogram = told([AVA, DANA], PARENTS[:1])
    markup = render_to_string("cases/genogram/_words.html", {"genogram": genogram})
    assert '<a class="govuk-link" href="/people/1/"><bdi>Ava Hill</bdi></a>' in markup
    assert "<bdi>Dana Hill</bdi>" in markup
