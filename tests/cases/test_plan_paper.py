"""The plan the family is given: on the page, in Word and in PDF."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessEvent
from cases.models import FamilyAccess, PlanAgreement
from cases.plan_content import content_of
from cases.services.plans import share_plan
from tests import factories
from tests.cases.planning import make_whole_plan
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(worker):
    child = factories.make_person("Ava")
    case = factories.make_case(factories.make_family("Hill", people=[child]), by=worker)
    factories.allocate(case, worker)
    plan = make_whole_plan(case, child, by=worker)
    PlanAgreement.objects.update_or_create(
        plan=plan,
        person=child,
        defaults={"answer": "agreed", "not_asked_reason": "", "words": "I want to *sleep* at home"},
    )
    return plan


@pytest.fixture
def version(plan, worker):
    plan.approvals.create(
        asked_by=worker, answer="approved", answered_by=factories.make_user("Boss"),
        answered_at=plan.created_at, content=content_of(plan),
    )  # fmt: skip
    return share_plan(plan=plan, by=worker)


def words_of(response) -> str:
    parts = []
    document = docx.Document(BytesIO(response.content))
    parts += [one.text for one in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def test_family_has_the_same_words_on_page_word_and_pdf(plan, version, worker):
    client = sign_in(worker)
    url = f"/plans/{plan.pk}/versions/1/"
    page = client.get(url).content.decode()
    word = client.get(f"{url}docx/")
    pdf = client.get(f"{url}pdf/")
    read = " ".join(one.extract_text() for one in PdfReader(BytesIO(pdf.content)).pages)
    goal = plan.goals.get()
    action = goal.actions.first()
    for text in (page, words_of(word), " ".join(read.split())):
        assert "Our plan" in text
        assert goal.different in text
        assert action.what in text
        assert "I want to *sleep* at home" in text
        assert "Signed" in text
    for response in (word, pdf):
        assert "Ava" not in response["Content-Disposition"]
        assert "Hill" not in response["Content-Disposition"]
    assert AccessEvent.objects.filter(case_id=plan.case_id, how="export").count() == 2


def test_ratings_until_it_was_given_stand_in_it_in_order(plan, version, worker):
    goal = plan.goals.get()
    goal.ratings.all().delete()
    today = timezone.localdate()
    for days_ago, score in ((3, 7), (20, 2), (-1, 9)):
        on = today - timedelta(days=days_ago)
        goal.ratings.create(person=goal.person, score=score, on=on)
    response = sign_in(worker).get(f"/plans/{plan.pk}/versions/1/docx/")
    ratings = docx.Document(BytesIO(response.content)).tables[-1]
    assert [row.cells[2].text for row in ratings.rows] == ["0 to 10", "2", "7"]


def test_plan_of_a_closed_family_is_no_file(plan, version, worker):
    FamilyAccess.objects.create(family=plan.case.family, user=worker, kind="deny", reason="Aunt")
    client = sign_in(worker)
    for form in ("docx", "pdf"):
        assert client.get(f"/plans/{plan.pk}/versions/1/{form}/").status_code == 404
    assert client.get(f"/plans/{plan.pk}/versions/1/odt/").status_code == 404


def test_paper_costs_the_same_with_more_goals(plan, worker):
    client = sign_in(worker)
    url = f"/plans/{plan.pk}/versions/{{}}/"
    goal = plan.goals.get()

    def queries(number: int) -> int:
        content = content_of(plan)
        plan.versions.create(number=number, content=content, shared_by=worker)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url.format(number)).status_code == 200
        return len(seen)

    queries(1)
    few = queries(2)
    for _ in range(5):
        one = plan.goals.create(person=goal.person, different="More", by_when=goal.by_when)
        one.ratings.create(score=4, person=goal.person)
    assert queries(3) == few
