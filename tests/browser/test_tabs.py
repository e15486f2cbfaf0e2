"""The tabs of a family: pages of their own, of which only the main part is fetched."""

import re

from playwright.sync_api import expect

from tests import factories


def test_tab_is_fetched_in_place_and_keeps_the_focus(worker, enter):
    child = factories.make_person("Ava", "Hill")
    family = factories.make_case(factories.make_family(people=[child]), by=worker).family
    watched = enter(worker)
    page = watched.go(f"/families/{family.pk}/who-looked/")
    documents = []
    page.on("request", lambda r: documents.append(r.url) if r.resource_type == "document" else None)
    page.get_by_label("This family").get_by_role("link", name="Genogram").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Genogram of")
    expect(page).to_have_title("Genogram – Hill family – Strands")
    expect(page).to_have_url(re.compile(f"/families/{family.pk}/genogram/$"))
    assert documents == []
    expect(page.get_by_label("This family").get_by_role("link", name="Genogram")).to_be_focused()
    watched.settled()
    watched.assert_clean("genogram-in-place")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who has looked")
