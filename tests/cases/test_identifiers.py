"""NHS number: modulus 11. UPN: DfE check letter, census rules 1510 to 1560Q. LA child id: 1570, 1580."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.codes import IdentifierKind
from cases.identifiers import (
    PUPIL_AUTHORITIES,
    UPN_LETTERS,
    Reference,
    clean_former_upn,
    clean_identifier,
    clean_la_child_id,
    clean_nhs_number,
    clean_other_number,
    clean_temporary_upn,
    clean_upn,
    format_identifier,
    format_reference,
    nhs_check_digit,
    parse_reference,
    upn_check_letter,
)

DIGITS = "0123456789"


def problem(clean, raw):
    with pytest.raises(ValidationError) as caught:
        clean(raw)
    return " ".join(caught.value.messages)


@st.composite
def nhs_numbers(draw):
    nine = draw(st.text(DIGITS, min_size=9, max_size=9))
    check = nhs_check_digit(nine)
    assume(check is not None)
    number = f"{nine}{check}"
    assume(len(set(number)) > 1)
    return number


@st.composite
def upns(draw, *, temporary=False):
    authority = draw(st.sampled_from(sorted(PUPIL_AUTHORITIES)))
    middle = draw(st.text(DIGITS, min_size=8, max_size=8))
    last = draw(st.sampled_from(UPN_LETTERS if temporary else DIGITS))
    body = authority + middle + last
    return upn_check_letter(body) + body


def swapped(text, first, second):
    chars = list(text)
    chars[first], chars[second] = chars[second], chars[first]
    return "".join(chars)


# NHS number


def test_nhs_number_published_example_is_accepted():
    assert clean_nhs_number("943 476 5919") == "9434765919"


@pytest.mark.parametrize(
    "raw",
    [
        "943-476-5919",
        " 9434765919 ",
        "943 476 5919",
        "９４３４７６５９１９",
        "943\u200b4765919",
        9434765919,
    ],
)
def test_nhs_number_forgives_how_it_is_typed(raw):
    assert clean_nhs_number(raw) == "9434765919"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "Enter an NHS number"),
        (None, "Enter an NHS number"),
        ("943476591", "has 10 digits; this has 9"),
        ("94347659190", "has 10 digits; this has 11"),
        ("943476591O", "digits only"),
        ("9434765918", "does not match the others"),
        ("4444444444", "same digit ten times"),
        ("٩٤٣٤٧٦٥٩١٩", "digits only"),
    ],
)
def test_nhs_number_says_what_is_wrong(raw, words):
    assert words in problem(clean_nhs_number, raw)


def test_nhs_number_that_would_need_a_check_digit_of_ten_is_never_made():
    """No NHS number is issued where 11 minus the remainder is 10."""
    nine = next(f"{n:09d}" for n in range(1, 1000) if nhs_check_digit(f"{n:09d}") is None)
    for last in DIGITS:
        problem(clean_nhs_number, nine + last)


@given(nhs_numbers(), st.integers(0, 9), st.sampled_from(DIGITS))
def test_nhs_number_with_one_digit_changed_is_refused(number, place, digit):
    assume(number[place] != digit)
    problem(clean_nhs_number, number[:place] + digit + number[place + 1 :])


@given(nhs_numbers(), st.integers(0, 9), st.integers(0, 9))
def test_nhs_number_with_any_two_digits_swapped_is_refused(number, first, second):
    """Weights 10 to 1 differ modulo 11, so every swap shows, not only of neighbours."""
    assume(number[first] != number[second])
    problem(clean_nhs_number, swapped(number, first, second))


@given(nhs_numbers())
def test_nhs_number_reads_back_from_its_printed_form(number):
    printed = format_identifier(IdentifierKind.NHS_NUMBER, number)
    assert [len(part) for part in printed.split()] == [3, 3, 4]
    assert clean_nhs_number(printed) == number


# UPN


def test_upn_published_example_is_accepted():
    assert clean_upn("b801 2000 05001") == "B801200005001"


@pytest.mark.parametrize("code", ["850", "921", "851", "852", "001", "943"])
def test_upn_of_our_and_other_authorities_is_accepted(code):
    body = f"{code}123419001"
    assert clean_upn(upn_check_letter(body) + body) == upn_check_letter(body) + body


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "Enter a UPN"),
        ("B80120000500", "13 characters; this has 12"),
        ("8801200005001", "starts with a letter"),
        ("A801200005001", "first letter does not match"),
        ("B8O1200005001", "letter O is never used in a UPN. Should it be 0, the digit zero"),
        ("B80I200005001", "letter I is never used"),
        ("B80120S005001", "letter S is never used"),
        ("B80120A005001", "11 digits"),
        ("E000200005001", "000 is not the number of a council"),
        ("B80120000500é", "digit or a letter"),
    ],
)
def test_upn_says_what_is_wrong(raw, words):
    assert words in problem(clean_upn, raw)


@given(upns(), st.integers(1, 12), st.sampled_from(DIGITS))
def test_upn_with_one_digit_changed_is_refused(upn, place, digit):
    assume(upn[place] != digit)
    problem(clean_upn, upn[:place] + digit + upn[place + 1 :])


@given(upns(), st.sampled_from(UPN_LETTERS))
def test_upn_with_another_check_letter_is_refused(upn, letter):
    assume(upn[0] != letter)
    problem(clean_upn, letter + upn[1:])


@given(upns(), st.integers(1, 12), st.integers(1, 12))
def test_upn_with_any_two_digits_swapped_is_refused(upn, first, second):
    """23 is prime and weights and digits differ by less, so every swap shows."""
    assume(upn[first] != upn[second])
    problem(clean_upn, swapped(upn, first, second))


@given(upns(temporary=True), st.sampled_from(UPN_LETTERS))
def test_temporary_upn_counts_its_last_letter(upn, letter):
    assert clean_temporary_upn(upn.lower()) == upn
    assume(upn[12] != letter)
    problem(clean_temporary_upn, upn[:12] + letter)


@given(upns(), upns(temporary=True))
def test_upn_of_either_kind_is_sent_to_its_own_field(permanent, temporary):
    assert "temporary UPN because it ends in a letter" in problem(clean_upn, temporary)
    assert "permanent UPN because it ends in a digit" in problem(clean_temporary_upn, permanent)
    assert clean_former_upn(permanent) == permanent
    assert clean_former_upn(temporary) == temporary


# Other numbers


@pytest.mark.parametrize("raw", ["A1", "0012345", "abcDEF", "12-345 6", "x" * 20])
def test_la_child_id_keeps_capitals_and_drops_separators(raw):
    assert clean_la_child_id(raw) == raw.replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "Enter the council child number"),
        ("x" * 21, "20 characters at most; this has 21"),
        ("12£45", "letters A to Z and digits only"),
        ("Zoë1", "letters A to Z and digits only"),
    ],
)
def test_la_child_id_says_what_is_wrong(raw, words):
    assert words in problem(clean_la_child_id, raw)


def test_other_numbers_are_kept_as_written():
    assert clean_other_number("  AB/12 -  34 ") == "AB/12 - 34"
    assert "Enter the number" in problem(clean_other_number, "   ")
    assert "50 characters" in problem(clean_other_number, "9" * 51)


@pytest.mark.parametrize("kind", IdentifierKind, ids=str)
def test_clean_identifier_knows_every_kind(kind):
    assert "Enter" in problem(lambda raw: clean_identifier(kind, raw), " ")


@pytest.mark.parametrize("kind", IdentifierKind, ids=str)
@given(raw=st.text(max_size=60))
def test_clean_identifier_accepts_or_explains_anything_typed(kind, raw):
    refused = []
    kept = None
    try:
        kept = clean_identifier(kind, raw)
    except ValidationError as refusal:
        refused = refusal.messages
    assert bool(refused) == (kept is None)
    assert all(message.endswith((".", "?")) for message in refused)
    if kept is not None:
        assert clean_identifier(kind, kept) == kept


# Our own references


@pytest.mark.parametrize(
    ("raw", "kind", "number"),
    [
        ("C000123", "case", 123),
        ("c123", "case", 123),
        (" F-000 007 ", "family", 7),
        ("p1234567", "person", 1234567),
    ],
)
def test_reference_is_read_as_people_type_it(raw, kind, number):
    assert parse_reference(raw) == Reference(kind, number)


@pytest.mark.parametrize(
    "raw", ["", None, "C", "C0", "123", "X000123", "C12a", "Carter", "C" + "9" * 13]
)
def test_reference_that_is_not_one_is_none(raw):
    assert parse_reference(raw) is None


@given(st.sampled_from(["case", "family", "person"]), st.integers(1, 10**12 - 1))
def test_reference_reads_back(kind, number):
    assert parse_reference(format_reference(kind, number)) == Reference(kind, number)


def test_reference_has_six_digits_or_more():
    assert format_reference("case", 123) == "C000123"
    assert format_reference("person", 1234567) == "P1234567"
