"""A date in three boxes: what is taken, what is refused, and in which words."""

from datetime import date, timedelta

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm


class Birthday(GovukForm):
    born = DateField(label="When were they born?", called="Date of birth")


class Review(GovukForm):
    review = DateField(label="Next review", earliest=today, latest=None, required=False)


def sent(form_class, day="", month="", year=""):
    name = next(iter(form_class.base_fields))
    return form_class({f"{name}_day": day, f"{name}_month": month, f"{name}_year": year})


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("3", "5", "2014"),
        ("03", "05", "2014"),
        (" 3 ", "May", " 2014"),
        ("3", "may", "2014"),
    ],
)
def test_date_is_taken_however_the_month_is_written(day, month, year):
    form = sent(Birthday, day, month, year)

    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2014, 5, 3)


@pytest.mark.parametrize("month", ["sep", "Sept", "SEPT.", "September", "9"])
def test_september_is_taken_in_all_its_short_forms(month):
    assert sent(Birthday, "1", month, "2015").is_valid()


@pytest.mark.parametrize(
    ("typed", "message", "first_wrong"),
    [
        (("", "", ""), "Enter date of birth", "id_born_0"),
        (("3", "5", ""), "Date of birth must include a year", "id_born_2"),
        (("", "", "2014"), "Date of birth must include a day and month", "id_born_0"),
        (("3", "", "2014"), "Date of birth must include a month", "id_born_1"),
        (("31", "2", "2014"), "Date of birth must be a real date", "id_born_0"),
        (("3", "13", "2014"), "Date of birth must be a real date", "id_born_1"),
        (("3", "Mai", "2014"), "Date of birth must be a real date", "id_born_1"),
        (("x", "5", "2014"), "Date of birth must be a real date", "id_born_0"),
        (("3", "5", "0000"), "Date of birth must be a real date", "id_born_2"),
        (
            ("3", "5", "14"),
            "Date of birth must have a year with 4 numbers, like 2019",
            "id_born_2",
        ),
        (("31", "12", "1899"), "Date of birth must be 1 January 1900 or after", "id_born_0"),
        (("3", "5", "2999"), "Date of birth must be today or in the past", "id_born_0"),
    ],
)
def test_wrong_date_is_refused_naming_what_is_wrong(typed, message, first_wrong):
    form = sent(Birthday, *typed)

    assert not form.is_valid()
    assert form.errors["born"] == [message]
    assert form["born"].first_input_id == first_wrong


def test_what_was_typed_comes_back_as_it_was_typed():
    form = sent(Birthday, "31", "Feb", "2014")

    html = str(form)

    assert 'value="31"' in html
    assert 'value="Feb"' in html
    assert 'value="2014"' in html


def test_only_the_wrong_box_is_marked():
    html = str(sent(Birthday, "3", "5", "14")["born"])

    assert html.count("govuk-input--error") == 1
    assert html.index("govuk-input--error") > html.index('id="id_born_2"') - 200


def test_today_is_not_in_the_future():
    now = today()

    assert sent(Birthday, str(now.day), str(now.month), str(now.year)).is_valid()


def test_optional_date_may_stay_empty_but_not_half_filled():
    empty = sent(Review)
    half = sent(Review, day="3")

    assert empty.is_valid()
    assert empty.cleaned_data["review"] is None
    assert half.errors["review"] == ["Next review must include a month and year"]


def test_future_date_refuses_yesterday():
    past = today() - timedelta(days=1)

    form = sent(Review, str(past.day), str(past.month), str(past.year))

    assert form.errors["review"] == ["Next review must be today or in the future"]


def test_saved_date_is_shown_in_figures():
    html = str(Birthday(initial={"born": date(2014, 5, 3)})["born"])

    assert [f'value="{part}"' in html for part in (3, 5, 2014)] == [True, True, True]


def test_unchanged_date_counts_as_unchanged():
    form = Birthday(
        {"born_day": "3", "born_month": "May", "born_year": "2014"},
        initial={"born": date(2014, 5, 3)},
    )

    assert not form.has_changed()


def test_plain_date_field_becomes_three_boxes():
    class Plain(GovukForm):
        started = forms.DateField(label="Start date")

    form = Plain({"started_day": "1", "started_month": "2", "started_year": "2020"})

    assert form.is_valid()
    assert form.cleaned_data["started"] == date(2020, 2, 1)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 12, 31)))
def test_every_date_survives_being_shown_and_sent_again(value):
    shown = DateField().widget.decompress(value)

    assert DateField().clean(shown) == value


@given(st.lists(st.text(max_size=6), min_size=3, max_size=3))
def test_no_text_breaks_the_field(typed):
    try:
        result = DateField(latest=None, required=False).clean(typed)
    except forms.ValidationError:
        return
    assert result is None or isinstance(result, date)
