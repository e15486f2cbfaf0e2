"""Two people at one record: handing over, saving at the same time, merging and taking it back."""

import re
from datetime import date

from playwright.sync_api import expect

from cases.models import Person, Relationship
from tests import factories


def main_button(page, name: str):
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def answering(page, case):
    name = re.compile(f"Read and answer.*{case.family}")
    return page.get_by_role("main").get_by_role("button", name=name)


def test_hand_over_waits_until_the_other_worker_accepts(screen, enter, worker, colleague):
    case = factories.make_case(by=worker)
    factories.allocate(case, worker)
    theirs, others = enter(worker, screen), enter(colleague, screen)

    page = theirs.go(f"/cases/{case.pk}/")
    main_button(page, "Hand over").click()
    page.get_by_label(colleague.name, exact=True).check()
    page.get_by_label("Hand-over note").fill("She likes to be met at school.")
    theirs.assert_clean("hand over")
    main_button(page, "Offer the case").click()
    expect(page.locator("main")).to_contain_text(f"Hand-over offered to {colleague.name}")
    expect(page.locator("main")).to_contain_text(f"{worker.name} is the key worker")

    page = others.go("/")
    expect(page.locator("main")).to_contain_text("1 hand-over is waiting for you")
    answering(page, case).click()
    expect(page.locator("main")).to_contain_text("She likes to be met at school.")
    page = others.go("/")
    expect(page.locator("main")).to_contain_text("1 hand-over is waiting for you")
    answering(page, case).click()
    page.get_by_label("Yes, I accept it").check()
    others.assert_clean("hand over answer")
    main_button(page, "Answer").click()
    expect(page.locator("main")).to_contain_text(f"{colleague.name} is the key worker")

    page = others.go("/")
    expect(page.locator("main")).to_contain_text("Nothing is waiting for you")
    expect(
        page.locator("main").get_by_role("link", name=str(case.family), exact=True)
    ).to_be_visible()


def test_second_to_save_sees_both_versions_and_chooses(screen, enter, worker, colleague):
    child = factories.make_person("Ava", "Hill")
    factories.make_case(factories.make_family(people=[child]), by=worker)
    first, second = enter(worker, screen), enter(colleague, screen)
    address = f"/people/{child.pk}/details/"
    one, two = first.go(address), second.go(address)

    one.locator("#id_first_language").fill("Welsh")
    one.locator("#id_pronouns").fill("she/her")
    main_button(one, "Save").click()
    expect(one.locator("h1")).to_contain_text("Ava Hill")

    two.locator("#id_first_language").fill("Polish")
    main_button(two, "Save").click()
    expect(two.locator("h1")).to_contain_text(
        f"{worker.name} saved this while you were changing it"
    )
    second.settled()
    second.assert_clean("conflict")
    two.get_by_role("radio", name=re.compile("Your version.*Polish", re.DOTALL)).check()
    main_button(two, "Save what I chose").click()
    expect(two.locator("h1")).to_contain_text("Ava Hill")

    child.refresh_from_db()
    assert (child.first_language, child.pronouns) == ("Polish", "she/her")


def test_manager_merges_two_records_and_undoes_it(screen, enter, worker, manager):
    kept = factories.make_person("Stephen", "Hill", date_of_birth=date(2012, 1, 2))
    retired = factories.make_person(
        "Steven", "Hill", date_of_birth=date(2012, 1, 2), pronouns="he/him"
    )
    factories.make_case(factories.make_family(people=[kept, retired]), by=worker)
    watched = enter(manager, screen)
    page = watched.go(f"/people/{kept.pk}/")

    page.get_by_role("link", name="Merge with another record").click()
    watched.settled()
    watched.assert_clean("merge choose")
    page.get_by_label("Reference of the other record").fill(retired.reference)
    main_button(page, "Compare the two records").click()
    expect(page.locator("h1")).to_have_text("Are these one person?")
    page.get_by_label(f"Stephen ({kept.reference})", exact=True).check()
    page.get_by_label(f"he/him ({retired.reference})", exact=True).check()
    page.get_by_label("How do you know this is one person?").fill("Their mother says so")
    watched.settled()
    watched.assert_clean("merge")
    main_button(page, "Merge the two records").dblclick()
    expect(page.locator("h1")).to_have_text("Stephen Hill")
    assert Person.objects.get(pk=retired.pk).merged_into == kept
    assert Person.objects.get(pk=kept.pk).pronouns == "he/him"

    page.get_by_role("main").get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("are two records again")
    assert Person.objects.get(pk=retired.pk).merged_into is None
    assert Person.objects.get(pk=kept.pk).pronouns == ""


def test_genogram_draws_the_family_and_leads_to_each_of_them(screen, enter, worker):
    mother = factories.make_person("Dana", "Hill", date_of_birth=date(1985, 1, 1))
    father = factories.make_person("Ed", "Hill", date_of_birth=date(1983, 1, 1), sex="M")
    child = factories.make_person("Ava", "Hill")
    family = factories.make_family(people=[child])
    factories.add_to_family(family, mother, "parent")
    factories.add_to_family(family, father, "parent")
    for parent in (mother, father):
        Relationship.objects.create(subject=parent, relative=child, kind="parent")
    factories.make_case(family, by=worker)
    watched = enter(worker, screen)
    page = watched.go(f"/families/{family.pk}/genogram/")

    people = page.locator("a.genogram__person")
    expect(people).to_have_count(3)
    for place in [people.nth(n).bounding_box() for n in range(3)]:
        assert place["width"] >= 24
        assert place["height"] >= 24
    ava = page.locator("svg").get_by_role("link", name="Ava Hill")
    for _ in range(40):
        if ava.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(ava).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ava Hill")
