"""Problems are shown while drawing, kept, and saved once they are corrected."""

import pytest
from playwright.sync_api import expect

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.states import PlanState
from tests.browser.editor.conftest import OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


def test_overlap_is_shown_kept_and_saved_once_corrected(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.drag((450, 1350), (950, 450))
    desk.said("There is a problem, so nothing has been saved yet.")
    expect(desk.page.locator("[data-saving-words]")).to_have_text("Not saved: 1 with a problem")
    problems = desk.page.locator("[data-problem-list] li")
    assert sorted(problems.all_inner_texts()) == ["B01 and A02 overlap.\nDiscard", "B01 and A03 overlap.\nDiscard"]
    assert desk.booth("B01").footprint[0] == [300, 1200]
    desk.page.reload()
    desk.said("Not saved earlier: 1.")
    problems.first.get_by_role("button", name="overlap").click()
    expect(desk.page.locator("[data-title]")).to_have_text("2 selected, 18 m²")
    desk.page.keyboard.press("Escape")
    desk.drag((950, 500), (950, 1400))
    desk.saved()
    expect(problems).to_have_count(0)
    assert desk.booth("B01").footprint[0] == [800, 1200]


def test_shape_with_a_problem_is_dropped(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("r")
    desk.drag((2700, 100), (3300, 700))
    expect(desk.page.locator("[data-problem-list]")).to_contain_text("B02 is not completely inside the hall.")
    desk.page.get_by_role("button", name="Discard").click()
    desk.saved()
    expect(desk.page.get_by_role("option", name="Booth B02")).to_have_count(0)


def test_column_needs_its_clearance(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.drag((450, 1350), (350, 1850))
    expect(desk.page.locator("[data-problem-list]")).to_contain_text("B01 is too close to column.")


def test_number_used_twice_is_kept_until_it_is_another(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    number = desk.page.locator("[data-figures] [name=number]")
    number.fill("a02")
    number.press("Enter")
    expect(desk.page.locator("[data-problem-list]")).to_contain_text("is used 2 times.")
    assert desk.booth("B01").pk
    number.fill("B09")
    number.press("Enter")
    desk.saved()
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "B09"]


def test_two_that_change_places_are_saved_together(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.drag((450, 1350), (450, 450))
    expect(desk.page.locator("[data-saving-words]")).to_have_text("Not saved: 1 with a problem")
    desk.page.keyboard.press("Escape")
    desk.page.get_by_role("option", name="Booth A01").focus()
    desk.page.keyboard.press("Space")
    desk.page.locator("[data-figures] [name=y]").fill("12")
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert (desk.booth("B01").footprint[0], desk.booth("A01").footprint[0]) == ([300, 300], [300, 1200])


def test_draft_that_has_been_published_meanwhile_takes_no_more(open_desk: OpenDesk) -> None:
    desk = open_desk()
    FloorPlan.objects.filter(pk=desk.plan.pk).update(state=PlanState.PUBLISHED)
    desk.drag((450, 1350), (950, 1350))
    expect(desk.page.locator("[data-saving-words]")).to_have_text("No longer a draft")
    expect(desk.page.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_shape_with_a_problem_does_not_keep_others_from_being_renumbered_split_and_merged(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk()
    desk.drag((450, 1350), (950, 450))
    expect(desk.page.locator("[data-saving-words]")).to_have_text("Not saved: 1 with a problem")
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.press("n")
    form = desk.page.get_by_role("form", name="Renumber")
    form.locator("[name=prefix]").fill("C")
    form.locator("[name=start]").fill("1")
    expect(form.locator("[data-preview]")).to_have_text(
        "New numbers: C01, C02, C03, C04. Left out because of a problem: B01."
    )
    desk.page.keyboard.press("Enter")
    desk.said("Renumbered: 4.")
    assert desk.numbers() == ["B01", "C01", "C02", "C03", "C04"]
    desk.page.get_by_role("option", name="Booth C01").focus()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("s")
    parts = desk.page.locator("[data-form=split] [name=parts]")
    parts.press("Enter")
    desk.said("Split into")
    desk.page.get_by_role("option", name="Booth B01").focus()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("s")
    parts.press("Enter")
    desk.said("Correct or discard the unsaved changes of B01 first.")
    expect(desk.page.locator("[data-saving-words]")).to_have_text("Not saved: 1 with a problem")
