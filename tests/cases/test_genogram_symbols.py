"""The standard symbols, as they reach the page."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from cases.genogram import Couple, Family, Kind, Parenting, Person, Sex, Siblings, Tie, draw

TODAY = date(2026, 5, 3)
SVG = "{http://www.w3.org/2000/svg}"


def person(key, label="", sex="U", born=None, **facts):
    born = date(born, 6, 1) if isinstance(born, int) else born
    return Person(key, label or f"Person {key}", f"/people/{key}/", Sex(sex), born, **facts)


def parent(a, b, bond=Parenting.BIRTH, **dates):
    return Tie(Kind.PARENT, a, b, bond, **dates)


def couple(a, b, bond, **dates):
    return Tie(Kind.COUPLE, a, b, bond, **dates)


def picture(people, ties=(), **more):
    genogram = draw(Family(tuple(people), tuple(ties), TODAY, **more))
    return genogram, page(genogram)


def page(genogram):
    markup = render_to_string("cases/genogram/_drawing.html", {"genogram": genogram})
    return ElementTree.fromstring(markup)  # noqa: S314 - our own markup


def found(svg, css_class):
    return [node for node in svg.iter() if css_class in node.get("class", "").split()]


def symbol(svg, key):
    link = next(node for node in svg.iter(f"{SVG}a") if node.get("href") == f"/people/{key}/")
    return link


def lines(svg, style):
    return found(svg, f"genogram__line--{style}")


@pytest.mark.parametrize(
    ("who", "tag", "corners"),
    [
        (person(1, sex="M", born=1990), "rect", None),
        (person(1, sex="F", born=1990), "circle", None),
        (person(1, sex="U", born=1990), "polygon", 4),
        (person(1, expected=date(2026, 9, 1)), "polygon", 3),
    ],
    ids=["man", "woman", "not known", "unborn"],
)
def test_symbol_has_standard_shape(who, tag, corners):
    _, svg = picture([who])
    (shape,) = found(svg, "genogram__symbol")
    assert shape.tag == f"{SVG}{tag}"
    if corners:
        assert len(shape.get("points").split()) == corners


def test_age_stands_inside_the_symbol():
    _, svg = picture([person(1, born=date(2017, 5, 4))])
    (age,) = found(svg, "genogram__age")
    assert age.text == "8"


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2017, 5, 3), "9"),
        (date(2025, 9, 20), "7m"),
        (date(2026, 4, 20), "1w"),
        (date(2027, 1, 1), ""),
        (None, ""),
    ],
)
def test_age_is_counted_on_the_day(born, age):
    genogram, _ = picture([person(1, born=born)])
    assert genogram.symbols[0].age == age


def test_death_crosses_the_symbol_and_keeps_the_dates():
    _, svg = picture([person(1, "Arthur Hill", "M", 1948, died=date(2019, 5, 3))])
    assert len(found(svg, "genogram__cross")) == 1
    assert found(svg, "genogram__age")[0].text == "70"
    assert found(svg, "genogram__years")[0].text == "1948–2019"
    assert "died 3 May 2019 aged 70" in symbol(svg, 1).get("aria-label")


def test_living_person_is_not_crossed():
    _, svg = picture([person(1, born=1990)])
    assert found(svg, "genogram__cross") == []


@pytest.mark.parametrize("sex", ["M", "F", "U"])
def test_focus_person_has_two_outlines(sex):
    _, svg = picture([person(1, sex=sex, born=2015, is_focus=True), person(2, sex=sex, born=2010)])
    assert len(found(symbol(svg, 1), "genogram__ring")) == 1
    assert found(symbol(svg, 2), "genogram__ring") == []


@pytest.mark.parametrize(
    ("bond", "dashed", "slashes"),
    [
        (Couple.MARRIED, False, 0),
        (Couple.PARTNER, True, 0),
        (Couple.APART, True, 0),
        (Couple.FORMER, True, 1),
        (Couple.SEPARATED, False, 1),
        (Couple.DIVORCED, False, 2),
    ],
)
def test_couple_line_drops_and_is_crossed_for_each_parting(bond, dashed, slashes):
    _, svg = picture([person(1, sex="M"), person(2, sex="F")], [couple(1, 2, bond)])
    (line,) = lines(svg, f"couple-{bond}")
    assert bool(line.get("stroke-dasharray")) is dashed
    assert len(lines(svg, "slash")) == slashes
    start, bottom, end = map(int, re.match(r"M\d+ (\d+)V(\d+)H\d+V(\d+)$", line.get("d")).groups())
    assert bottom > start
    assert bottom > end


def test_marriage_that_ended_is_a_divorce_unless_by_death():
    ended = couple(1, 2, Couple.MARRIED, ended=date(2019, 5, 3))
    _, divorced = picture([person(1), person(2)], [ended])
    assert lines(divorced, "couple-divorced")
    _, widowed = picture([person(1, died=date(2019, 5, 3)), person(2)], [ended])
    assert lines(widowed, "couple-married")


def test_same_sex_couple_is_drawn_like_any_other():
    _, svg = picture(
        [person(1, sex="F"), person(2, sex="F"), person(3)],
        [couple(1, 2, Couple.MARRIED), parent(1, 3), parent(2, 3)],
    )
    assert len(lines(svg, "couple-married")) == 1
    assert len(lines(svg, "child-birth")) == 2  # the stem with its bar, and the child's own line


@pytest.mark.parametrize(
    ("bond", "dash"),
    [
        (Parenting.BIRTH, None),
        (Parenting.FOSTER, "2 4"),
        (Parenting.KINSHIP, "10 4 2 4"),
        (Parenting.GUARDIAN, "10 4 2 4 2 4"),
        (Parenting.STEP, "10 5"),
    ],
)
def test_child_line_tells_the_bond_without_colour(bond, dash):
    _, svg = picture([person(1), person(2)], [parent(1, 2, bond)])
    assert {line.get("stroke-dasharray") for line in lines(svg, f"child-{bond}")} == {dash}


def test_adopted_child_has_solid_and_broken_line_and_brackets():
    _, svg = picture([person(1), person(2)], [parent(1, 2, Parenting.ADOPTIVE)])
    dashes = {line.get("stroke-dasharray") for line in lines(svg, "child-adoptive")}
    assert dashes == {None, "5 4"}
    assert len(found(svg, "genogram__brackets")) == 1


def test_twins_leave_the_bar_at_one_point():
    people = [person(1), person(2), *(person(key, born=date(2017, 2, 2)) for key in (3, 4))]
    people.append(person(5, born=2015))
    ties = [parent(a, child) for a in (1, 2) for child in (3, 4, 5)]
    _, svg = picture(people, ties)
    starts = [
        line.get("d").split("V")[0] for line in lines(svg, "child-birth") if "L" in line.get("d")
    ]
    assert len(starts) == 2
    assert len(set(starts)) == 1


def test_siblings_without_known_parents_share_a_bar_with_broken_stem():
    _, svg = picture(
        [person(1), person(2), person(3)],
        [Tie(Kind.SIBLING, 1, 2, Siblings.FULL), Tie(Kind.SIBLING, 2, 3, Siblings.FULL)],
    )
    (stem,) = lines(svg, "siblings-stem")
    assert stem.get("stroke-dasharray")
    assert len(lines(svg, "siblings-full")) == 4  # one bar, three lines down


def test_half_siblings_by_records_alone_have_a_broken_bar():
    _, svg = picture([person(1), person(2)], [Tie(Kind.SIBLING, 1, 2, Siblings.HALF)])
    assert all(line.get("stroke-dasharray") for line in lines(svg, "siblings-half"))


def test_siblings_with_a_shared_parent_get_no_second_bar():
    genogram, svg = picture(
        [person(1), person(2), person(3)],
        [parent(1, 2), parent(1, 3), Tie(Kind.SIBLING, 2, 3, Siblings.FULL)],
    )
    assert lines(svg, "siblings-full") == []
    assert genogram.not_drawn == ()


def test_parents_without_a_couple_record_are_joined_by_a_line_of_its_own_kind():
    _, svg = picture([person(1), person(2), person(3)], [parent(1, 3), parent(2, 3)])
    (line,) = lines(svg, "couple-unrecorded")
    assert line.get("stroke-dasharray")


def test_step_parent_beside_the_parent_needs_no_line():
    genogram, svg = picture(
        [person(1), person(2), person(3)],
        [parent(1, 3), couple(1, 2, Couple.PARTNER), parent(2, 3, Parenting.STEP)],
    )
    assert lines(svg, "child-step") == []
    assert "step-child of Person 2" in str(genogram.people[-1])


def test_people_without_ties_are_listed_apart():
    genogram, svg = picture([person(1), person(2), person(3)], [parent(1, 2)])
    assert genogram.apart.text == "Not joined to anyone by a line"
    heights = {drawn.key: drawn.y for drawn in genogram.symbols}
    assert heights[3] > max(heights[1], heights[2])
    assert "Not joined to anyone by a line" in "".join(svg.itertext())


def test_drawing_keeps_to_the_content_policy():
    everything = [
        parent(1, 3),
        parent(2, 3, Parenting.ADOPTIVE),
        couple(1, 2, Couple.DIVORCED),
        Tie(Kind.SIBLING, 3, 4, Siblings.HALF),
    ]
    people = [
        person(key, sex="MFU"[key % 3], born=1980 + key, household="a") for key in range(1, 6)
    ]
    genogram, _ = picture(people, everything, households={"a": "1 High Street"})
    markup = render_to_string("cases/genogram/_genogram.html", {"genogram": genogram})
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", markup)


def test_names_cannot_break_out_of_the_markup():
    genogram, svg = picture([person(1, "<script>\"&'</script>\u202eevil\x00")])
    assert symbol(svg, 1).get("aria-label").startswith("<script>\"&'</script>evil")
    assert "<script>" not in render_to_string(
        "cases/genogram/_genogram.html", {"genogram": genogram}
    )


def test_each_person_is_a_named_link_in_reading_order():
    _, svg = picture(
        [person(3, "Ava Hill", "F", 2017), person(1, "Dana Hill", "F", 1990), person(2, "Ed", "M")],
        [parent(1, 3), parent(2, 3), couple(1, 2, Couple.SEPARATED)],
    )
    links = list(svg.iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["/people/2/", "/people/1/", "/people/3/"]
    assert links[2].get("aria-label") == "Ava Hill, 8, female"
    assert svg.get("role") == "group"  # an image would hide its links from screen readers


def test_person_without_a_page_is_named_but_not_a_link():
    svg = page(draw(Family((Person(1, "Unknown father"),), (), TODAY)))
    assert list(svg.iter(f"{SVG}a")) == []
    (group,) = found(svg, "genogram__person")
    assert group.get("role") == "img"
    assert group.get("aria-label") == "Unknown father, age not known, sex not known"


def test_long_name_is_cut_in_the_drawing_and_whole_in_the_title():
    name = "Bartholomew-Christopherson " * 8
    _, svg = picture([person(1, name)])
    drawn = [node.text for node in found(svg, "genogram__name")]
    assert len(drawn) == 3
    assert drawn[-1].endswith("…")
    assert name.strip() in symbol(svg, 1).find(f"{SVG}title").text


def test_name_from_right_to_left_is_set_from_right_to_left():
    _, svg = picture([person(1, "محمد"), person(2, "Zoë")])
    directions = {node.text: node.get("direction") for node in found(svg, "genogram__name")}
    assert directions == {"محمد": "rtl", "Zoë": None}


def test_text_is_never_smaller_than_twelve():
    _, svg = picture([person(1, born=1990), person(2)], [couple(1, 2, Couple.MARRIED)])
    sizes = {int(node.get("font-size")) for node in svg.iter() if node.get("font-size")}
    assert min(sizes) >= 12


def test_legend_names_only_what_is_drawn():
    genogram, _ = picture([person(1, sex="M"), person(2, sex="M")], [couple(1, 2, Couple.MARRIED)])
    assert [words for _, words in genogram.legend.shapes] == ["Male"]
    assert [line.words for line in genogram.legend.lines] == ["Married or in a civil partnership"]
    assert not genogram.legend.has_death
    assert not genogram.legend.has_twins
    assert genogram.legend.homes == ()


def test_empty_family_says_what_to_do():
    genogram = draw(Family((), (), TODAY))
    markup = render_to_string("cases/genogram/_genogram.html", {"genogram": genogram})
    assert "nobody to draw yet" in markup
    assert "<svg" not in markup


def test_numbers_in_the_drawing_are_plain_whatever_the_locale(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    _, svg = picture([person(key, born=2000) for key in range(1, 30)])
    assert re.fullmatch(r"[\d. ]+", svg.get("viewBox"))
    assert re.fullmatch(r"\d+", svg.get("width"))
