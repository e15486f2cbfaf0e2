"""What is typed and not yet sent is kept, found again in the same form only, and really deleted."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Draft
from cases.services.drafts import remove_expired_drafts
from tests import factories
from tests.cast import sign_in

SUMMARY = "Mum <b>did</b> the work & “more”"


@pytest.fixture
def case(hampshire, worker):
    case = factories.make_case(by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def client(worker):
    return sign_in(worker)


def close_of(case) -> str:
    return f"/cases/{case.pk}/close/"


def hidden_fields(page: str) -> dict:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def opened(client, path: str) -> dict:
    """The hidden fields of the form, as a browser would send them back."""
    return hidden_fields(client.get(path).content.decode())


def autosave(client, fields: dict, **typed):
    headers = {"accept": "application/json"}
    return client.post("/drafts/", {**fields, **typed}, headers=headers)


def test_draft_is_shown_in_the_same_form_again(client, case):
    answer = autosave(client, opened(client, close_of(case)), summary=SUMMARY, on_0="31", on_1="")
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved"])
    page = client.get(close_of(case)).content.decode()
    assert "Mum &lt;b&gt;did&lt;/b&gt; the work &amp; “more”</textarea>" in page
    assert "You started this on" in page
    assert "There is a problem" not in page  # nothing has been sent: nothing is wrong yet
    case.refresh_from_db()
    assert case.closing_summary == ""


def test_draft_never_opens_for_anyone_or_anything_else(client, case, worker):
    autosave(client, opened(client, close_of(case)), summary=SUMMARY)
    other = factories.make_case(factories.make_family("Ross", people=[factories.make_person()]))
    colleague = factories.make_user("Colleague", team=worker.memberships.get().team)
    assert "Mum" not in client.get(close_of(other)).content.decode()
    assert "Mum" not in client.get(f"/cases/{case.pk}/hand-over/").content.decode()
    assert "Mum" not in sign_in(colleague).get(close_of(case)).content.decode()


def test_key_of_another_user_saves_nothing(client, case, worker):
    fields = opened(client, close_of(case))
    colleague = factories.make_user("Colleague", team=worker.memberships.get().team)
    assert autosave(sign_in(colleague), fields, summary=SUMMARY).status_code == 403
    assert autosave(client, {**fields, "draft": "x"}, summary=SUMMARY).status_code == 403
    assert not Draft.objects.exists()


def test_record_changed_since_shows_the_draft_beside(client, case):
    autosave(client, opened(client, close_of(case)), summary=SUMMARY, step_down="gp")
    case.version += 1
    case.save()
    page = client.get(close_of(case)).content.decode()
    assert "The record has changed since you typed this" in page
    assert "Mum &lt;b&gt;did" in page
    assert "Mum &lt;b&gt;did&lt;/b&gt; the work &amp; “more”</textarea>" not in page


def test_sending_the_form_deletes_the_draft(client, case):
    fields = opened(client, close_of(case))
    autosave(client, fields, summary=SUMMARY)
    today = timezone.localdate()
    whole = {
        **fields,
        "outcome": "goals_met",
        "step_down": "universal",
        "summary": SUMMARY,
        "on_day": today.day,
        "on_month": today.month,
        "on_year": today.year,
    }
    assert client.post(close_of(case), {**whole, "step_down": ""}).status_code == 200
    assert Draft.objects.count() == 1  # sent with a mistake: nothing was done
    assert client.post(close_of(case), whole).status_code == 302
    assert not Draft.objects.exists()
    # A last save that arrives after the form does not bring the draft back.
    assert autosave(client, fields, summary=SUMMARY).json() == {"gone": True}
    assert not Draft.objects.exists()


def test_another_window_is_not_overwritten_unseen(client, case):
    first, second = opened(client, close_of(case)), opened(client, close_of(case))
    autosave(client, first, summary="From the first window")
    answer = autosave(client, second, summary="From the second")
    assert (answer.status_code, list(answer.json())) == (409, ["elsewhere"])
    assert Draft.objects.get().typed["summary"] == "From the first window"
    assert autosave(client, first, summary="More from the first").status_code == 200
    again = opened(client, close_of(case))
    assert autosave(client, again, summary="Read, and gone on with").status_code == 200


def test_save_draft_button_works_without_a_script(client, case):
    fields = opened(client, close_of(case))
    response = client.post("/drafts/", {**fields, "summary": SUMMARY}, follow=True)
    assert response.redirect_chain == [(close_of(case), 302)]
    page = response.content.decode()
    assert "Draft saved. Only you can see it." in page
    assert "Mum &lt;b&gt;did" in page


def test_secrets_are_never_kept(client, case):
    secret = {"password": "x1", "new_password2": "x2", "otp_code": "x3", "code": "x4"}
    autosave(client, opened(client, close_of(case)), postcode="PO9 1AA", **secret)
    assert [name for name, _ in Draft.objects.get().fields] == ["postcode"]


def test_too_long_is_refused_and_what_was_saved_stays(client, case):
    fields = opened(client, close_of(case))
    autosave(client, fields, summary="Short")
    assert autosave(client, fields, summary="x" * 1_000_001).status_code == 413
    assert Draft.objects.get().typed["summary"] == "Short"


def test_my_day_lists_drafts_to_carry_on_or_throw_away(client, case):
    fields = opened(client, close_of(case))
    autosave(client, fields, summary=SUMMARY)
    page = client.get("/").content.decode()
    assert "Closing the case: Hill family" in page
    assert f'href="{close_of(case)}"' in page
    assert SUMMARY not in page
    draft = Draft.objects.get()
    assert client.post(f"/drafts/{draft.pk}/throw-away/").headers["Location"] == "/"
    assert not Draft.objects.exists()
    # The page it was typed on may still be open, or its last save on the way.
    assert autosave(client, fields, summary=SUMMARY).json() == {"gone": True}


def test_draft_closes_with_its_family(client, case, worker):
    autosave(client, opened(client, close_of(case)), summary=SUMMARY)
    draft = Draft.objects.get()
    case.family.access_list.create(user=worker, kind="deny", reason="Cousin")
    assert "Closing the case" not in client.get("/").content.decode()
    assert client.post(f"/drafts/{draft.pk}/throw-away/").status_code == 404


def test_draft_expires_after_thirty_days_with_a_warning_for_the_last_seven(case, worker):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        client = sign_in(worker)
        autosave(client, opened(client, close_of(case)), summary=SUMMARY)
        for days, warned, listed in ((22, False, True), (2, True, True), (7, False, False)):
            clock.shift(timedelta(days=days))
            page = sign_in(worker).get("/").content.decode()
            assert ("It will be deleted on" in page, "Closing the case" in page) == (warned, listed)
        remove_expired_drafts()
        assert not Draft.objects.exists()


def test_autosave_after_the_session_ended_says_so_and_can_be_sent_again(case, worker):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        client = sign_in(worker)
        fields = opened(client, close_of(case))
        clock.shift(settings.SESSION_IDLE_SECONDS + 61)
        assert autosave(client, fields, summary=SUMMARY).status_code == 401
        assert (
            client.get("/drafts/token/", headers={"accept": "application/json"}).status_code == 401
        )
        client.post("/account/login/", {"login": worker.email, "password": "correct horse battery"})
        assert autosave(client, fields, summary=SUMMARY).status_code == 200
        assert "Mum &lt;b&gt;did" in client.get(close_of(case)).content.decode()


def test_my_day_asks_as_often_however_many_drafts(client, case, worker):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        return len(seen)

    factories.make_draft(worker, case)
    queries()
    few = queries()
    for form in ("transfer", "decide", "step-across"):
        factories.make_draft(worker, case, form=form)
    assert queries() == few
