"""What was typed, taken apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search.query import Query, clean, one_letter_off, read

TODAY = date(2026, 6, 1)
THIRD_OF_MAY = date(2014, 5, 3)


@pytest.mark.parametrize(
    "typed",
    [
        *("3/5/2014", "03/05/2014", "3.5.2014", "3-5-14", "03 05 2014", "030514", "03052014"),
        *("2014-05-03", "2014/5/3", "20140503", "3 May 2014", "3rd of May 2014", "3 may 14"),
        *("May 3, 2014", "3May2014", "3 Sept 2014"),
    ],
)
def test_date_of_birth_is_read_in_every_spelling(typed):
    expected = date(2014, 9, 3) if "Sept" in typed else THIRD_OF_MAY
    assert read(typed, today=TODAY).days[0] == (expected, "exact")
    assert read(f"hill {typed}", today=TODAY).words == ("hill",)


def test_date_comes_with_its_slips():
    slips = {how: day for day, how in read("3/5/2014", today=TODAY).days if how != "digit"}
    assert slips["swapped"] == date(2014, 3, 5)
    days = [day for day, _ in read("3/5/2014", today=TODAY).days]
    assert {date(2013, 5, 3), date(2015, 5, 3), date(2014, 5, 2), date(2014, 5, 4)} <= set(days)
    assert date(2014, 5, 13) in days, "one digit off"
    assert len(days) == len(set(days))


def test_date_that_cannot_be_is_read_by_what_may_have_been_meant():
    assert read("5/13/2014", today=TODAY).days[0] == (date(2014, 5, 13), "exact")
    assert date(2014, 3, 31) in dict(read("31/02/2014", today=TODAY).days)


def test_two_digit_year_is_of_this_century_when_it_can_be():
    assert read("3/5/26", today=TODAY).days[0][0].year == 2026
    assert read("3/5/88", today=TODAY).days[0][0].year == 1988


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("hill 2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("hill May 2014", date(2014, 5, 1), date(2014, 5, 31)),
        ("hill December 2014", date(2014, 12, 1), date(2014, 12, 31)),
        ("hill age 9", date(2016, 6, 2), date(2017, 6, 1)),
        ("hill 9 years old", date(2016, 6, 2), date(2017, 6, 1)),
        ("hill 9yo", date(2016, 6, 2), date(2017, 6, 1)),
        ("hill 9", date(2016, 6, 2), date(2017, 6, 1)),
    ],
)
def test_year_month_and_age_are_spans(typed, first, last):
    query = read(typed, today=TODAY)
    assert (query.spans[0].first, query.spans[0].last) == (first, last)
    assert query.words == ("hill",)


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("hill PO30", "PO30"),
        ("po30 1ab hill", "PO30 1AB"),
        ("PO301AB", "PO30 1AB"),
        ("hill po30 1", "PO30 1"),
        ("hill", ""),
    ],
)
def test_postcode_or_its_start_is_read(typed, postcode):
    assert read(typed, today=TODAY).postcode == postcode


def test_number_is_read_with_or_without_spaces():
    assert "9434765919" in read("943 476 5919", today=TODAY).numbers
    assert "9434765919" in read("9434765919", today=TODAY).numbers
    assert "H801200001001" in read("h801200001001", today=TODAY).numbers
    assert "AB1234" in read("ab 12/34", today=TODAY).numbers


@pytest.mark.parametrize("typed", ["P000123", "p123", "P 123", "hill P000123"])
def test_reference_is_read(typed):
    assert [str(r) for r in read(typed, today=TODAY).references] == ["P000123"]


def test_initial_and_label_words_are_not_demanded():
    query = read("a hill dob 2014", today=TODAY)
    assert (query.words, query.initials) == (("hill",), ("a",))


def test_particles_are_not_demanded_but_joined():
    query = read("maria de la cruz", today=TODAY)
    assert query.words == ("maria", "cruz")
    assert (1, "delacruz") in query.joined


@pytest.mark.parametrize("typed", ["", "   ", "a", "%", "_", "%%", "'", "\0", "-", "…"])
def test_nothing_to_go_by_cannot_be_searched(typed):
    assert not read(typed, today=TODAY).can_be_searched


def test_one_letter_off_holds_each_kind_of_slip():
    assert {"hil", "hlil", "hilll", "hell"} <= set(one_letter_off("hill"))
    assert one_letter_off("محمد") == []


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text):
    query = read(text, today=TODAY)
    assert isinstance(query, Query)
    assert len(clean(text)) <= 200


@given(st.text(alphabet="0123456789/-. abpPCF", max_size=40))
def test_any_mixture_of_digits_is_read_without_error(text):
    assert isinstance(read(text, today=TODAY), Query)
