"""The questions of an audit: changed as a new version, never under a sample already drawn."""

import pytest

from cases.audits.questions import FIRST_QUESTIONS
from cases.models import AuditForm, AuditQuestion
from cases.services.audits import draw_sample
from tests import factories
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(hampshire):
    return f"/audits/form/{hampshire.pk}/"


def sent(questions, *, seen=0, why="To ask about fathers", **changed) -> dict:
    """What the form sends back for these questions, in this order."""
    data = {
        "seen_number": seen,
        "why": why,
        "questions-TOTAL_FORMS": len(questions),
        "questions-INITIAL_FORMS": min(len(questions), len(FIRST_QUESTIONS)),
    }
    for number, asked in enumerate(questions):
        data |= {f"questions-{number}-{name}": value for name, value in asked.items()}
    return data | changed


def as_shown() -> list[dict]:
    return [
        {**asked._asdict(), "position": place}
        for place, asked in enumerate(FIRST_QUESTIONS, start=1)
    ]


def test_new_version_keeps_keys_and_old_samples_keep_theirs(
    url, worker, programme_manager, hampshire
):
    family = factories.make_family(people=[factories.make_person()])
    factories.make_case(family, by=worker)
    sample = draw_sample(authority=hampshire, strand="", draw="random", size=1, second_scores=0,
                         by=programme_manager)  # fmt: skip
    questions = as_shown()
    questions[0]["position"] = 3
    questions[1]["left_out"] = "on"
    questions.append({"key": "", "position": "", "section": "The child", "text": "Are fathers in?",
                      "guidance": "", "scale": "yes-no"})  # fmt: skip
    client = sign_in(programme_manager)
    assert client.post(url, sent(questions, seen=1)).status_code == 302
    form = AuditForm.objects.in_use(hampshire.pk)
    assert (form.number, form.why, form.made_by) == (2, "To ask about fathers", programme_manager)
    keys = list(form.questions.order_by("position").values_list("key", flat=True))
    assert keys == ["voice", "analysis", "plan", "family", "oversight", "timely", "are-fathers-in"]
    assert sample.form.questions.count() == len(FIRST_QUESTIONS)
    page = client.get("/audits/").content.decode()
    assert "Are fathers in?" in page
    assert url in page


def test_two_managers_changing_it_do_not_overwrite_each_other(url, programme_manager, hampshire):
    client = sign_in(programme_manager)
    client.post(url, sent(as_shown()))
    again = client.post(url, sent(as_shown(), why="What I typed")).content.decode()
    assert "has saved version 1 since you opened this" in again
    assert "What I typed" in again
    assert AuditForm.objects.filter(authority=hampshire).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"why": ""}, "Enter why it is changed"),
        ({"questions-0-text": ""}, "Enter the question"),
        ({f"questions-{n}-left_out": "on" for n in range(7)}, "Keep at least one question"),
    ],
)
def test_form_that_cannot_be_used_is_refused(url, programme_manager, change, words):
    page = sign_in(programme_manager).post(url, sent(as_shown(), **change)).content.decode()
    assert words in page
    assert not AuditForm.objects.exists()
    assert not AuditQuestion.objects.exists()


def test_team_manager_reads_results_and_does_not_change_the_questions(url, manager):
    client = sign_in(manager)
    assert client.get(url).status_code == 403
    assert client.post(url, sent(as_shown())).status_code == 403
    assert not AuditForm.objects.exists()


def test_case_page_links_to_its_finished_audits(worker, manager, hampshire):
    family = factories.make_family(people=[factories.make_person()])
    case = factories.make_case(family, by=worker)
    sample = factories.make_sample(hampshire, case.strand)
    open_one = factories.make_audit(sample, case, manager)
    other = factories.make_sample(hampshire, case.strand)
    done = factories.make_audit(other, case, manager, done_at=case.created_at, is_settled=True)
    page = sign_in(worker).get(f"/cases/{case.pk}/").content.decode()
    assert f'href="/audits/{done.pk}/"' in page
    assert f'href="/audits/{open_one.pk}/"' not in page
