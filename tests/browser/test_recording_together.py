"""On a phone: two colleagues change one note, a clock is missed and met, a story is printed."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import CaseNote, MissingEpisode
from cases.services.facts import add_fact
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def child(hampshire):
    return factories.make_person("Ava", "Hill", date_of_birth=date(2014, 5, 3))


@pytest.fixture
def case(child, worker):
    case = factories.make_case(factories.make_family(people=[child]), by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def watched(case, enter, worker):
    return enter(worker, "phone")


def test_two_who_change_one_note_choose_and_all_readings_stay(case, child, watched, colleague):
    note = factories.make_note(case, people=[child], account="All was well.", minutes=30)
    url = f"/notes/{note.pk}/change/"
    page = watched.go(url)
    theirs = sign_in(colleague)
    opened = theirs.get(url).context["form"]
    sent = {field.html_name: field.value() for field in opened if field.value() is not None}
    at = timezone.localtime(note.happened_at)
    sent |= {
        "happened_at_day": at.day,
        "happened_at_month": at.month,
        "happened_at_year": at.year,
        "happened_at_time": f"{at:%H:%M}",
        "minutes": "45",
        "account": "All was not well.",
        "reason": "I was there too",
    }
    assert theirs.post(url, sent).status_code == 302
    page.get_by_label("What was said and done").fill("All was well at first.")
    page.get_by_label("Why are you changing it?").fill("Left something out")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tom Reed saved this")
    watched.settled()
    watched.assert_clean("note-conflict")
    page.get_by_label("Your version").check()
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.get_by_text("Changed. How it read before is kept below.")).to_be_visible()
    note = CaseNote.objects.get()
    assert (note.account, note.minutes) == ("All was well at first.", 45)
    for reading in ("All was well.", "All was not well.", "I was there too"):
        expect(page.locator("main")).to_contain_text(reading)


def test_clock_missed_is_overdue_until_it_is_met(case, child, watched, worker):
    back = timezone.now() - timedelta(hours=100)
    add_fact(
        MissingEpisode(
            person=child,
            missing_at=back - timedelta(hours=9),
            returned_at=back,
            interview_offered=True,
            interview_accepted=True,
        ),
        by=worker,
    )
    page = watched.go("/")
    expect(page.get_by_role("heading", name="Overdue (1)")).to_be_visible()
    clock = page.get_by_role("listitem").filter(has_text="Return home interview")
    expect(clock).to_contain_text("Ava, 1 day late")
    clock.get_by_role("button", name=re.compile("^Record")).click()
    told = timezone.localtime() - timedelta(minutes=2)
    held = page.get_by_role("group", name="When was it held or declined?")
    for label, text in (
        ("Day", told.day),
        ("Month", told.month),
        ("Year", told.year),
        ("Time", f"{told:%H:%M}"),
    ):
        held.get_by_label(label).fill(str(text))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ava Hill")
    page = watched.go("/")
    expect(page.get_by_role("heading", name=re.compile("^Good "))).to_be_visible()
    expect(page.get_by_text("Return home interview")).to_have_count(0)


def test_story_is_chosen_read_and_printed(case, child, watched):
    factories.make_note(case, people=[child], account="Ava showed her new room.")
    page = watched.go(f"/people/{child.pk}/story/")
    page.get_by_role("link", name="Choose which lines to print").click()
    page.get_by_role("checkbox", name=re.compile("Visit to Ava")).check()
    page.get_by_role("button", name=re.compile("Print")).click()
    expect(page.get_by_text("Ava showed her new room.")).to_be_visible()
    watched.settled()
    watched.assert_clean("story-paper")
    with page.expect_download() as kept:
        page.get_by_role("link", name="PDF").click()
    assert "Ava" not in kept.value.suggested_filename
    assert kept.value.path().read_bytes().startswith(b"%PDF")
