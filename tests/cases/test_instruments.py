"""Scores, bands and rules as their authors published them."""

from decimal import Decimal

import pytest

from cases.codes import Informant
from cases.instruments import INSTRUMENTS, instrument_offered
from cases.instruments.audit import AUDIT, AUDIT_C
from cases.instruments.dash import DASH
from cases.instruments.gad7 import GAD7
from cases.instruments.gbo import GBO
from cases.instruments.phq9 import PHQ9
from cases.instruments.sdq import SDQ
from cases.instruments.seraf import SERAF
from cases.instruments.swemwbs import SWEMWBS


def answers_adding_up_to(instrument, total: int) -> dict:
    """Each question answered as high as is needed."""
    answers = {}
    for question in instrument.questions:
        answers[question.slug] = min(question.highest, total)
        total -= answers[question.slug]
    return answers


def levels_of(instrument, totals) -> list[str]:
    return [instrument.score(answers_adding_up_to(instrument, n), "self").level for n in totals]


def test_phq9_bands_are_the_published_ones():
    """Kroenke, Spitzer, Williams 2001: 5, 10, 15 and 20 begin mild to severe depression."""
    assert levels_of(PHQ9, (0, 4, 5, 9, 10, 14, 15, 19, 20, 27)) == [
        "minimal", "minimal", "mild", "mild", "moderate", "moderate",
        "moderately_severe", "moderately_severe", "severe", "severe",
    ]  # fmt: skip


def test_gad7_bands_are_the_published_ones():
    """Spitzer and others 2006: 5, 10 and 15 begin mild, moderate and severe anxiety."""
    assert levels_of(GAD7, (0, 4, 5, 9, 10, 14, 15, 21)) == [
        "minimal", "minimal", "mild", "mild", "moderate", "moderate", "severe", "severe",
    ]  # fmt: skip


def test_phq9_counts_up_to_two_missing_answers_as_the_average():
    answers = {f"q{n}": 2 for n in range(1, 8)}
    scored = PHQ9.score(answers, "self")
    assert scored.total == 18
    assert "2 questions left out" in scored.note


def test_phq9_with_three_missing_answers_has_no_score():
    scored = PHQ9.score({f"q{n}": 2 for n in range(1, 7)}, "self")
    assert (scored.total, scored.level) == (None, "")


def test_phq9_last_question_above_nought_is_a_risk_even_without_a_score():
    assert [risk.slug for risk in PHQ9.risks({"q9": 1})] == ["phq9_item9"]
    assert PHQ9.risks({**dict.fromkeys(("q1", "q2"), 3), "q9": 0}) == ()


def test_audit_zones_are_the_published_ones():
    """WHO manual 2001: zones begin at 8, 16 and 20."""
    by_total = {
        7: "lower", 8: "increasing", 15: "increasing", 16: "higher", 19: "higher", 20: "dependence",
        40: "dependence",
    }  # fmt: skip
    found = {}
    for total in by_total:
        answers = {f"q{n}": 0 for n in range(1, 11)} | {"q1": 1}
        rest = total - 1
        for question in (*AUDIT.questions[1:8], *AUDIT.questions[8:], AUDIT.questions[0]):
            step = question.highest - answers[question.slug]
            if question.slug in ("q9", "q10"):
                step = 4
            taken = min(step, rest) if question.slug not in ("q9", "q10") else 4 * (rest >= 4)
            answers[question.slug] += taken
            rest -= taken
        found[total] = AUDIT.score(answers, "self").level
    assert found == by_total


def test_audit_may_skip_to_question_nine_after_never():
    """WHO manual 2001, skip rule."""
    scored = AUDIT.score({"q1": 0, "q9": 2, "q10": 4}, "self")
    assert scored.total == 6
    assert AUDIT.problems({"q1": 0, "q9": 2, "q10": 4}, "self") == {}
    assert AUDIT.problems({"q1": 0, "q10": 4}, "self").keys() == {"q9"}


def test_audit_c_asks_for_all_ten_from_five():
    assert levels_of(AUDIT_C, (5, 12)) == ["go_on", "go_on"]
    assert AUDIT_C.score({"q1": 4, "q2": 0, "q3": 0}, "self").level == "lower"


def test_audit_refuses_drinks_for_someone_who_never_drinks():
    assert AUDIT_C.problems({"q1": 0, "q2": 3}, "self").keys() == {"q2"}
    answers = {"q1": 0, "q6": 2, "q9": 0, "q10": 0}
    assert AUDIT.problems(answers, "self").keys() == {"q6"}


def test_audit_adds_up_by_the_manual():
    """Our own answers, added by the scoring of the WHO manual (Babor and others 2001): each answer
    to questions 1 to 8 counts 0 to 4, to questions 9 and 10 it counts 0, 2 or 4."""
    answers = dict(
        zip([f"q{n}" for n in range(1, 11)], (3, 2, 2, 1, 1, 0, 2, 1, 2, 4), strict=True)
    )
    assert AUDIT.score(answers, "self").total == 18
    assert AUDIT.score(answers, "self").level == "higher"
    assert AUDIT_C.score(answers, "self").total == 7
    assert [value for value, _ in AUDIT.questions[8].choices] == [0, 2, 4]


def test_phq9_and_gad7_add_up_by_the_manual():
    """Our own answers, added by the instruction manual for the PHQ and GAD-7: 0 to 3 each."""
    answers = dict(zip([f"q{n}" for n in range(1, 10)], (2, 3, 1, 3, 0, 2, 1, 0, 0), strict=True))
    assert (PHQ9.score(answers, "self").total, PHQ9.score(answers, "self").level) == (
        12,
        "moderate",
    )
    answers = dict(zip([f"q{n}" for n in range(1, 8)], (1, 2, 3, 0, 1, 0, 3), strict=True))
    assert (GAD7.score(answers, "self").total, GAD7.score(answers, "self").level) == (
        10,
        "moderate",
    )
    assert PHQ9.highest == 27
    assert GAD7.highest == 21


def test_phq9_scores_a_published_example():
    """The PHQ-9 response and observation published as examples with the core data set module for
    patient-reported outcomes of the German Medical Informatics Initiative
    (github.com/medizininformatik-initiative/kerndatensatzmodul-proms, input/fsh/examples): each of
    the nine answers is LOINC LA6571-9, nearly every day; the total, LOINC 44261-6, is 27."""
    answers = {f"q{n}": 3 for n in range(1, 10)}
    assert (PHQ9.score(answers, "self").total, PHQ9.score(answers, "self").level) == (27, "severe")


def test_change_is_reliable_from_the_published_size():
    """PHQ-9 6 points, GAD-7 4 points (NHS Talking Therapies manual); GBO 2.45 points (CORC)."""
    assert (PHQ9.reliable_change, GAD7.reliable_change) == (6, 4)
    assert GBO.reliable_change == Decimal("2.45")
    assert (PHQ9.cutoff, GAD7.cutoff) == (10, 8)


@pytest.mark.parametrize(
    ("informant", "edges"),
    [
        (Informant.PARENT, (13, 14, 16, 17, 19, 20)),
        (Informant.TEACHER, (11, 12, 15, 16, 18, 19)),
        (Informant.SELF, (14, 15, 17, 18, 19, 20)),
    ],
)
def test_sdq_total_has_four_bands_by_informant(informant, edges):
    """The four-band categories for total difficulties published by Youthinmind."""
    found = []
    for total in edges:
        answers = {"prosocial": 10}
        for scale in ("emotional", "conduct", "hyperactivity", "peer"):
            answers[scale] = min(10, total - sum(answers.values()) + 10)
        found.append(SDQ.score(answers, informant).level)
    assert found == ["average", "raised", "raised", "high", "high", "very_high"]


def test_sdq_total_leaves_prosocial_and_impact_out():
    answers = {"emotional": 4, "conduct": 3, "hyperactivity": 6, "peer": 2, "prosocial": 7}
    assert SDQ.score({**answers, "impact": 5}, Informant.PARENT).total == 15


@pytest.mark.parametrize(
    ("scale", "informant", "raised_from", "high_from", "very_high_from"),
    [
        ("emotional", Informant.PARENT, 4, 5, 7),
        ("emotional", Informant.TEACHER, 4, 5, 6),
        ("emotional", Informant.SELF, 5, 6, 7),
        ("conduct", Informant.PARENT, 3, 4, 6),
        ("conduct", Informant.TEACHER, 3, 4, 5),
        ("conduct", Informant.SELF, 4, 5, 6),
        ("hyperactivity", Informant.PARENT, 6, 8, 9),
        ("hyperactivity", Informant.TEACHER, 6, 8, 9),
        ("hyperactivity", Informant.SELF, 6, 7, 8),
        ("peer", Informant.PARENT, 3, 4, 5),
        ("peer", Informant.TEACHER, 3, 5, 6),
        ("peer", Informant.SELF, 3, 4, 5),
    ],
)
def test_sdq_scales_have_four_bands_by_informant(
    scale, informant, raised_from, high_from, very_high_from
):
    """The four-band categories published by Youthinmind for ages 4 to 17."""
    bands = {band.level.slug: band.lowest for band in SDQ.scale_bands(scale, informant)}
    assert bands == {
        "average": 0, "raised": raised_from, "high": high_from, "very_high": very_high_from,
    }  # fmt: skip


@pytest.mark.parametrize(
    "bands", [instrument_offered("sdq").scale_bands(s, i) for s, _ in SDQ.score_labels
              for i in SDQ.informants],
)  # fmt: skip
def test_sdq_bands_leave_no_score_out(bands):
    covered = sorted(score for band in bands for score in range(band.lowest, band.highest + 1))
    assert covered == list(range(len(covered)))


def test_sdq_scales_of_a_teacher_are_those_of_a_published_table():
    """Table 1 of PMC4830858, taken from the scoring instructions of sdqinfo.org: the lowest score of
    slightly raised, high and very high; for prosocial behaviour the highest of each."""
    table = {
        "total": (12, 16, 19),
        "emotional": (4, 5, 6),
        "conduct": (3, 4, 5),
        "hyperactivity": (6, 8, 9),
        "peer": (3, 5, 6),
    }
    for scale, edges in table.items():
        bands = SDQ.bands_of(scale, Informant.TEACHER)
        assert tuple(band.lowest for band in bands[1:]) == edges
    prosocial = SDQ.bands_of("prosocial", Informant.TEACHER)
    assert {band.level.slug: band.highest for band in prosocial} == {
        "average": 10,
        "raised": 5,
        "high": 4,
        "very_high": 3,
    }


def test_swemwbs_raw_scores_become_metric_ones():
    """Warwick's conversion table: 7 is 7.00, 21 is 19.25, 35 is 35.00."""
    found = {raw: SWEMWBS.score({"raw": raw}, "self").total for raw in (7, 21, 35)}
    assert found == {7: Decimal("7.00"), 21: Decimal("19.25"), 35: Decimal("35.00")}


def test_swemwbs_table_rises_from_sum_to_sum():
    totals = [SWEMWBS.score({"raw": raw}, "self").total for raw in range(7, 36)]
    assert totals == sorted(set(totals))
    assert SWEMWBS.score({"raw": 36}, "self").total is None


@pytest.mark.parametrize(("now", "earlier", "points"), [(0, 0, 0), (0, 1, 1), (1, 0, 5), (1, 1, 6)])
def test_seraf_gives_a_significant_indicator_0_1_5_or_6_points(now, earlier, points):
    """Hampshire scoring guidance."""
    counts = {"vulnerabilities": 0, "moderate": 0}
    counts |= {"significant_now": now, "significant_earlier": earlier}
    assert SERAF.score(counts, "worker").total == points


def test_seraf_weighs_significant_indicators_five_and_one():
    """Hampshire scoring guidance: 5 for one present now, 1 more if it was there before."""
    counts = {"vulnerabilities": 4, "moderate": 3, "significant_now": 1, "significant_earlier": 1}
    scored = SERAF.score(counts, "worker")
    assert (scored.total, scored.level) == (13, "moderate")


@pytest.mark.parametrize(
    ("total", "level"),
    [(5, "not_at_risk"), (6, "mild"), (10, "mild"), (11, "moderate"), (15, "moderate")],
)
def test_seraf_categories_begin_at_6_11_and_16(total, level):
    counts = {"vulnerabilities": total, "moderate": 0, "significant_now": 0}
    assert SERAF.score({**counts, "significant_earlier": 0}, "worker").level == level
    more = SERAF.score({**counts, "moderate": 16 - total, "significant_earlier": 0}, "worker")
    assert more.level == "significant"


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"count": 9}, "standard"),
        ({"count": 10}, "medium"),
        ({"count": 13}, "medium"),
        ({"count": 14}, "high"),
        ({"count": 2, "judgement_high": True}, "high"),
        ({"count": 2, "escalation": True}, "high"),
    ],
)
def test_dash_is_high_by_count_judgement_or_escalation(answers, level):
    """SafeLives: 14 or more, professional judgement, or escalation."""
    assert DASH.score(answers, "worker").level == level
    assert bool(DASH.risks(answers)) == (level == "high")


def test_dash_refuses_marac_without_high_risk():
    assert DASH.problems({"count": 3, "marac_referred_on": "2026-01-05"}, "worker")


def test_gbo_score_is_the_mean_of_the_goals():
    answers = {"goal1_words": "Sleep", "goal1": 3, "goal2_words": "School", "goal2": 6}
    assert GBO.score(answers, "self").total == Decimal("4.50")
    assert GBO.problems({"goal1": 3}, "self").keys() == {"goal1_words"}


def test_every_instrument_says_its_licence_and_source():
    for one in INSTRUMENTS:
        assert one.licence
        assert one.source
        assert one.informants
        assert one.score({}, one.informants[0]).total is None
