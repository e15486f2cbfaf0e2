"""Who stands where."""

from datetime import date

from cases.genogram import Couple, Family, Kind, Parenting, Person, Sex, Tie, draw

TODAY = date(2026, 5, 3)


def person(key, sex="U", born=None, **facts):
    born = date(born, 6, 1) if born else None
    return Person(key, f"Person {key}", None, Sex(sex), born, **facts)


def children(parents, keys, bond=Parenting.BIRTH):
    return [Tie(Kind.PARENT, a, b, bond) for a in parents for b in keys]


def couple(a, b, bond=Couple.MARRIED, **dates):
    return Tie(Kind.COUPLE, a, b, bond, **dates)


def drawing(people, ties):
    return draw(Family(tuple(people), tuple(ties), TODAY))


def places(genogram):
    return {symbol.key: (symbol.x, symbol.y) for symbol in genogram.symbols}


def test_generations_stand_in_rows():
    ties = [couple(1, 2), *children((1, 2), (3,)), couple(3, 4), *children((3, 4), (5, 6))]
    at = places(drawing([person(key) for key in range(1, 7)], ties))
    assert at[1][1] == at[2][1] < at[3][1] == at[4][1] < at[5][1] == at[6][1]


def test_partner_stands_on_the_row_of_the_partner_not_at_the_top():
    ties = [*children((1,), (2,)), *children((2,), (3,)), couple(3, 4), *children((5,), (4,))]
    at = places(drawing([person(key) for key in range(1, 6)], ties))
    assert at[3][1] == at[4][1]
    assert at[5][1] == at[2][1]


def test_children_stand_oldest_first_and_unborn_last():
    people = [person(1), person(2), person(3, born=2015), person(4, born=2010)]
    people += [person(5, expected=date(2026, 9, 1)), person(6, born=2012)]
    at = places(drawing(people, [couple(1, 2), *children((1, 2), (3, 4, 5, 6))]))
    assert at[4][0] < at[6][0] < at[3][0] < at[5][0]


def test_lone_couple_stands_with_the_man_on_the_left():
    at = places(drawing([person(1, "F"), person(2, "M")], [couple(1, 2)]))
    assert at[2][0] < at[1][0]


def test_children_stand_under_the_middle_of_their_parents():
    at = places(drawing([person(k) for k in (1, 2, 3, 4)], [*children((1, 2), (3, 4))]))
    assert abs((at[1][0] + at[2][0]) - (at[3][0] + at[4][0])) <= 4


def test_former_partner_stands_left_and_present_one_right():
    ties = [
        couple(1, 2, Couple.PARTNER, started=date(2020, 1, 1)),
        couple(1, 3, Couple.DIVORCED, started=date(2005, 1, 1), ended=date(2012, 1, 1)),
        *children((1, 2), (4,)),
        *children((1, 3), (5, 6)),
    ]
    at = places(drawing([person(key) for key in range(1, 7)], ties))
    assert at[3][0] < at[1][0] < at[2][0]
    assert max(at[5][0], at[6][0]) < at[4][0]  # half-siblings under their own parents


def test_kinship_line_from_a_grandmother_passes_the_row_between():
    ties = [*children((1,), (2,)), *children((2,), (3,)), *children((1,), (3,), Parenting.KINSHIP)]
    genogram = drawing([person(key) for key in (1, 2, 3)], ties)
    at = places(genogram)
    assert at[1][1] < at[2][1] < at[3][1]
    assert genogram.not_drawn == ()
    assert any(stroke.style == "child-kinship" for stroke in genogram.strokes)


def test_parent_of_each_other_is_drawn_once_and_the_rest_told():
    people = [person(1, born=1980), person(2, born=2005)]
    ties = [Tie(Kind.PARENT, 2, 1, Parenting.BIRTH), Tie(Kind.PARENT, 1, 2, Parenting.BIRTH)]
    genogram = drawing(people, ties)
    at = places(genogram)
    assert at[1][1] < at[2][1]  # the record that fits the dates of birth
    assert genogram.not_drawn == ("Person 2: parent of Person 1 (it contradicts another record).",)


def test_ended_foster_care_is_told_and_not_drawn():
    ties = [Tie(Kind.PARENT, 1, 2, Parenting.FOSTER, ended=date(2024, 5, 3))]
    genogram = drawing([person(1), person(2)], ties)
    assert genogram.strokes == ()
    assert genogram.not_drawn == ("Person 1: foster carer of Person 2 (it has ended).",)


def test_latest_record_of_a_couple_is_drawn():
    ties = [
        couple(1, 2, Couple.FORMER, started=date(2008, 1, 1), ended=date(2010, 1, 1)),
        couple(2, 1, Couple.MARRIED, started=date(2014, 1, 1)),
    ]
    genogram = drawing([person(1), person(2)], ties)
    assert [stroke.style for stroke in genogram.strokes] == ["couple-married"]
    assert "former partner of" in str(genogram.people[0])


def test_ties_to_oneself_or_to_strangers_are_passed_over():
    ties = [Tie(Kind.PARENT, 1, 1, Parenting.BIRTH), Tie(Kind.COUPLE, 1, 99, Couple.MARRIED)]
    genogram = drawing([person(1), person(2)], ties)
    assert genogram.strokes == ()
    assert genogram.not_drawn == ()


def home(members, genogram):
    """The pieces of outline, and who stands inside them."""
    boxes = [box for outline in genogram.outlines for box in outline.boxes]
    inside = {
        symbol.key for symbol in genogram.symbols if any(box.overlaps(symbol.box) for box in boxes)
    }
    assert inside == members
    return genogram.outlines


def test_household_has_one_outline_across_generations():
    people = [person(key, household="a") for key in (1, 2, 3, 4)]
    outlines = home({1, 2, 3, 4}, drawing(people, children((1, 2), (3, 4))))
    assert [outline.letter for outline in outlines] == ["A"]


def test_household_outline_leaves_out_whoever_stands_between():
    people = [person(1, household="a"), person(2, born=2001, household="a")]
    people += [person(3, born=2003), person(4, born=2005, household="a")]
    outlines = home({1, 2, 4}, drawing(people, children((1,), (2, 3, 4))))
    assert {outline.letter for outline in outlines} == {"A"}
    assert len(outlines) == 2


def test_unborn_child_is_within_the_home_of_the_mother():
    people = [person(1, "F", household="a"), person(2, household="a")]
    people.append(person(3, expected=date(2026, 9, 1)))
    home({1, 2, 3}, drawing(people, children((1,), (3,)) + children((1,), (2,))))


def test_someone_living_alone_has_no_outline():
    genogram = drawing([person(1, household="a"), person(2, household="b")], [couple(1, 2)])
    assert genogram.outlines == ()


def test_housemate_without_ties_carries_the_letter_of_the_home():
    people = [person(1, household="a"), person(2, household="a"), person(3, household="a")]
    outlines = home({1, 2, 3}, drawing(people, [couple(1, 2)]))
    assert [outline.letter for outline in outlines] == ["A", "A"]
