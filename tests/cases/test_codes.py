"""Code lists: DfE children in need census guide and SSDA903 guide; our own lists."""

import inspect

import pytest
from django.db.models import TextChoices

import cases.codes
from cases.codes import (
    DROPPED_PLACEMENTS,
    NATIONAL_ACTIVITIES,
    RELATIONS,
    WITHDRAWN_NEEDS,
    Activity,
    ClockUnit,
    Ethnicity,
    GenogramLine,
    Placement,
    PresentingNeed,
    PrimaryNeed,
    ReferralSource,
    RelationType,
    StatusKind,
    end_reasons,
    grouped_choices,
    inverse_of,
    needs_flags,
)

LISTS = [
    value
    for _, value in inspect.getmembers(cases.codes)
    if inspect.isclass(value) and issubclass(value, TextChoices) and value is not ClockUnit
]  # A unit follows a number: "3 working days".
GROUPED = [codes for codes in LISTS if hasattr(codes, "groups")]


def named(codes):
    return codes.__name__


@pytest.mark.parametrize("codes", LISTS, ids=named)
def test_labels_are_distinct_plain_sentences(codes):
    assert len(set(codes.labels)) == len(codes)
    for label in codes.labels:
        assert label == label.strip()
        assert label[0].isupper() or label[0].isdigit()
        assert not label.endswith(".")
        assert "'" not in label


@pytest.mark.parametrize("codes", GROUPED, ids=named)
def test_groups_hold_every_code_once(codes):
    listed = [code for _, members in codes.groups() for code in members]
    assert sorted(listed) == sorted(codes)


@pytest.mark.parametrize(
    ("codes", "count"),
    [
        ("Sex", 3),
        ("Ethnicity", 20),
        ("Disability", 13),
        ("ReferralSource", 22),
        ("PrimaryNeed", 10),
        ("ClosureReason", 9),
        ("AbuseCategory", 5),
        ("UpnUnknown", 7),
        ("NewEpisodeReason", 6),
        ("LegalStatus", 13),
        ("Placement", 29),
        ("EpisodeCeased", 22),
        ("PlacementChange", 12),
        ("MissingKind", 2),
    ],
)
def test_national_lists_are_complete(codes, count):
    assert len(getattr(cases.codes, codes)) == count


def test_assessment_factors_are_42_in_use_and_two_withdrawn():
    """CIN census factors; 18A and 19A draw queries 8945Q and 8950Q."""
    assert len(set(PresentingNeed) - WITHDRAWN_NEEDS) == 42
    assert set(WITHDRAWN_NEEDS) == {"18A", "19A"}


def test_national_activities_are_the_care_leavers_codes():
    expected = {"F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"}
    assert set(NATIONAL_ACTIVITIES) == expected
    assert all(code.value.startswith("S") for code in set(Activity) - NATIONAL_ACTIVITIES)


def test_dropped_placements_are_not_offered():
    assert not set(DROPPED_PLACEMENTS) & set(Placement.values)


def test_grouped_choices_puts_long_lists_under_headings():
    choices = dict(grouped_choices(ReferralSource))
    assert ("2A", "School") in choices["Schools and education"]
    assert ("1A", "Family member or carer") in choices["Family and public"]


def test_grouped_choices_leaves_out_codes_and_empty_headings():
    headings = dict(grouped_choices(ReferralSource, leave_out=["2A", "2B", "3A"]))
    assert "Schools and education" not in headings
    assert "3A" not in dict(headings["Health"])


def test_grouped_choices_keeps_short_lists_flat():
    assert grouped_choices(PrimaryNeed)[0] == ("N1", "Abuse or neglect")
    assert grouped_choices(PrimaryNeed, with_code=True)[0] == ("N1", "N1: Abuse or neglect")


def test_grouped_choices_serve_a_django_select():
    from django import forms

    field = forms.ChoiceField(choices=grouped_choices(Ethnicity))
    assert field.clean("WBRI") == "WBRI"
    with pytest.raises(forms.ValidationError):
        field.clean("XXXX")


@pytest.mark.parametrize("kind", RelationType, ids=str)
def test_every_relation_has_an_inverse_that_leads_back(kind):
    relation = RELATIONS[kind]
    back = RELATIONS[relation.inverse]
    assert back.inverse == kind
    assert relation.symmetric == (relation.inverse == kind)
    assert relation.line == back.line
    assert relation.couple == back.couple
    if relation.generation is None:
        assert back.generation is None
    else:
        assert back.generation == -relation.generation


@pytest.mark.parametrize("kind", RelationType, ids=str)
def test_parental_responsibility_is_held_by_the_elder_side_only(kind):
    relation = RELATIONS[kind]
    assert not (relation.parental_responsibility and relation.symmetric)
    if relation.parental_responsibility:
        assert relation.downwards
        assert not RELATIONS[relation.inverse].parental_responsibility


def test_foster_carers_do_not_hold_parental_responsibility():
    """Children Act 1989: fostering does not give it, special guardianship does."""
    assert not RELATIONS[RelationType.FOSTER_CARER].parental_responsibility
    assert RELATIONS[RelationType.SPECIAL_GUARDIAN].parental_responsibility


def test_couples_are_drawn_and_told_apart():
    lines = {kind: RELATIONS[kind].line for kind in RelationType if RELATIONS[kind].couple}
    assert len(lines) == 6
    assert GenogramLine.NONE not in lines.values()
    assert lines[RelationType.SEPARATED] != lines[RelationType.DIVORCED]


def test_inverse_of_accepts_a_stored_value():
    assert inverse_of("parent") == RelationType.CHILD
    with pytest.raises(ValueError, match="nobody"):
        inverse_of("nobody")


@pytest.mark.parametrize(
    ("codes", "count", "parental"),
    [
        ([], 0, False),
        (["3A"], 1, False),
        (["1A", "2C"], 1, False),
        (["3B", "1B", "4B"], 3, True),
        (["3B", "2B", "4B"], 3, True),
        (["3A", "1A", "4A"], 3, False),
        (["3B", "4B"], 2, False),
        (["16A", "20"], 0, False),
        (["13A", "14A"], 0, False),
    ],
)
def test_needs_flags_count_the_three_issues(codes, count, parental):
    flags = needs_flags(codes)
    assert flags.trio_count == count
    assert flags.parental_trio is parental


@pytest.mark.parametrize("code", ["10A", "11A", "12A", "13A", "24A"])
def test_needs_flags_see_exploitation(code):
    assert needs_flags([PresentingNeed(code)]).exploitation
    assert not needs_flags(["1A", "2A", "9A", "14A", "22A"]).exploitation


@pytest.mark.parametrize("kind", StatusKind, ids=str)
def test_every_status_offers_reasons_to_end(kind):
    reasons = end_reasons(kind)
    assert len(reasons) > 1
    assert "X1" not in dict(reasons)
