"""Copy and paste, in a hall and from one to another; templates and groups."""

import pytest
from playwright.sync_api import expect

from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from tests.browser.editor.conftest import OUTLINE, Desk, OpenDesk, desk_on
from tests.factories import AllotmentFactory, FloorPlanFactory, HallFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_copies_are_placed_at_the_pointer_under_numbers_of_their_own(open_desk: OpenDesk) -> None:
    desk = open_desk()
    Booth.objects.filter(plan=desk.plan, number="A02").update(blocked_reason="For the organizer")
    desk.page.reload()
    desk.page.locator("[data-editor][data-ready]").wait_for()
    desk.drag((250, 250), (950, 650))
    desk.page.keyboard.press("Control+c")
    desk.said("Copied: 2.")
    desk.page.mouse.move(*desk.at(2300, 1450))
    desk.settle()
    desk.page.keyboard.press("Control+v")
    desk.saved()
    desk.said("Pasted: 2.")
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "A05", "A06", "B01"]
    assert (desk.booth("A05").footprint[0], desk.booth("A06").footprint[0]) == ([2000, 1300], [2300, 1300])
    assert (desk.booth("A06").kind, desk.booth("A06").blocked_reason) == (desk.booth("A02").kind, "")
    desk.page.keyboard.press("Control+z")
    desk.saved()
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "B01"]


def test_copies_go_to_another_hall_and_to_its_sector(open_desk: OpenDesk) -> None:
    desk = open_desk()
    hall = HallFactory(name="9.1H", outline=OUTLINE, gross_area_sqm=600)
    sector = desk.plan.booths.earliest("pk").allotment.sector
    AllotmentFactory(hall=hall, edition=desk.plan.edition, capacity_sqm=300)
    same = AllotmentFactory(hall=hall, edition=desk.plan.edition, capacity_sqm=300, sector=sector)
    other: FloorPlan = FloorPlanFactory(edition=desk.plan.edition, hall=hall, published=False)
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.press("Control+c")
    desk.said("Copied: 6.")
    there = desk_on(desk.page, other)
    there.page.mouse.move(*there.at(1500, 1000))
    there.settle()
    there.page.keyboard.press("Control+v")
    there.saved()
    assert there.numbers() == ["A01", "A02", "A03", "A04", "B01"]
    assert set(other.booths.values_list("allotment", flat=True)) == {same.pk}
    assert Obstruction.objects.get(plan=other).clearance_cm == 50


def test_copies_with_a_problem_are_kept_until_they_are_moved(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.keyboard.press("Control+c")
    desk.page.keyboard.press("Control+v")
    expect(desk.page.locator("[data-problem-list]")).to_contain_text("overlap")
    desk.drag((450, 1350), (1950, 1350))
    desk.saved()
    assert desk.booth("B02").footprint[0] == [1800, 1200]


def test_without_anything_copied_it_is_said(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("Control+v")
    desk.said("Nothing has been copied.")
    desk.page.keyboard.press("Control+c")
    desk.said("Select at least 1 first.")


def test_a_template_is_kept_under_a_name_and_placed_again_in_any_hall(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.get_by_text("Templates").click()
    keep = desk.page.get_by_role("button", name="Keep what is selected")
    name = desk.page.locator("[data-templates] [name=name]")
    keep.click()
    desk.said("Enter a name for the template.")
    name.fill("Pair")
    keep.click()
    desk.said("Select at least 1 first.")
    desk.drag((250, 250), (950, 650))
    keep.click()
    desk.said("The template “Pair” has been kept.")
    name.fill("Pair")
    keep.click()
    desk.said("There is a template “Pair” already.")
    hall = HallFactory(name="9.1H", outline=OUTLINE, gross_area_sqm=600)
    AllotmentFactory(hall=hall, edition=desk.plan.edition, capacity_sqm=300)
    other: FloorPlan = FloorPlanFactory(edition=desk.plan.edition, hall=hall, published=False)
    there = desk_on(desk.page, other)
    there.page.get_by_text("Templates").click()
    there.page.get_by_role("button", name="Pair", exact=True).click()
    there.saved()
    assert there.numbers() == ["A01", "A02"]
    there.page.get_by_role("button", name="Remove Pair").click()
    expect(there.page.get_by_role("button", name="Pair", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    "content",
    [
        "no shape",
        '"text"',
        "null",
        "[]",
        "{}",
        '[{"ring": "0 0 3 3", "isBooth": true, "number": "A01"}]',
        '[{"ring": [[0, 0], [300, 0], [300, null]], "isBooth": true, "number": "A01"}]',
        '[{"ring": [[0, 0], [300, 0], [300, 300]], "isBooth": true}]',
        '[{"ring": [[0, 0], [1e400, 0], [300, 300]], "isBooth": false}]',
    ],
)
def test_what_is_no_copy_of_shapes_is_not_pasted(open_desk: OpenDesk, content: str) -> None:
    desk = open_desk()
    faults: list[str] = []
    desk.page.on("pageerror", lambda fault: faults.append(str(fault)))
    store(desk, "copied", content)
    store(desk, "templates", f'{{"Odd": {content if content != "no shape" else 1}}}')
    desk.page.keyboard.press("Control+v")
    desk.said("Nothing has been copied.")
    desk.page.get_by_text("Templates").click()
    expect(desk.page.get_by_role("button", name="Keep what is selected")).to_be_visible()
    expect(desk.page.locator("[data-templates] li")).to_have_count(0)
    assert (desk.numbers(), faults) == (["A01", "A02", "A03", "A04", "B01"], [])


@pytest.mark.parametrize(
    "fault",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    ],
)
def test_a_store_that_is_full_or_closed_is_said_and_loses_nothing(open_desk: OpenDesk, fault: str) -> None:
    desk = open_desk()
    desk.page.evaluate(f"() => {{ {fault} }}")
    desk.click(450, 1350)
    desk.page.keyboard.press("Control+c")
    desk.said("This browser has no room left to keep copies.")
    desk.page.get_by_text("Templates").click()
    name = desk.page.locator("[data-templates] [name=name]")
    name.fill("Pair")
    name.press("Enter")
    desk.said("This browser has no room left to keep copies.")
    expect(name).to_have_value("Pair")
    desk.drag((450, 1350), (1050, 1350))
    assert desk.page.locator("[data-figures] [name=x]").input_value() == "9.00"


@pytest.mark.parametrize("name", ["__proto__", "<img src=x onerror=alert(1)>", "模板"])
def test_a_template_may_have_any_name(open_desk: OpenDesk, name: str) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.get_by_text("Templates").click()
    desk.page.locator("[data-templates] [name=name]").fill(name)
    desk.page.get_by_role("button", name="Keep what is selected").click()
    desk.said(f"The template “{name}” has been kept.")
    desk.page.reload()
    desk.page.locator("[data-editor][data-ready]").wait_for()
    desk.page.get_by_text("Templates").click()
    expect(desk.page.get_by_role("button", name=name, exact=True)).to_have_text(name)


def test_grouped_shapes_are_selected_and_moved_together_until_the_group_is_taken_apart(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("r")
    desk.drag((1500, 1200), (1800, 1500))
    desk.saved()
    desk.page.keyboard.press("v")
    desk.page.keyboard.down("Shift")
    desk.click(450, 1350)
    desk.page.keyboard.up("Shift")
    desk.page.keyboard.press("g")
    desk.said("Grouped: 2.")
    desk.page.keyboard.press("Escape")
    desk.drag((450, 1350), (950, 1350))
    desk.saved()
    assert (desk.booth("B01").footprint[0], desk.booth("B02").footprint[0]) == ([800, 1200], [2000, 1200])
    desk.page.keyboard.press("Escape")
    desk.drag((2150, 1350), (2150, 1650))
    desk.saved()
    assert (desk.booth("B01").footprint[0], desk.booth("B02").footprint[0]) == ([800, 1500], [2000, 1500])
    desk.page.keyboard.press("g")
    desk.said("Taken apart: 2.")
    desk.page.keyboard.press("Escape")
    desk.drag((2150, 1650), (2150, 1350))
    desk.saved()
    assert (desk.booth("B01").footprint[0], desk.booth("B02").footprint[0]) == ([800, 1500], [2000, 1200])


def test_a_group_leaves_the_selection_as_a_whole(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.drag((250, 250), (950, 650))
    desk.page.keyboard.press("g")
    desk.said("Grouped: 2.")
    desk.page.keyboard.down("Shift")
    desk.click(450, 1350)
    desk.click(450, 450)
    desk.page.keyboard.up("Shift")
    expect(desk.page.locator("[data-figures] [name=number]")).to_have_value("B01")
    desk.page.keyboard.press("g")
    desk.said("Select at least 2 first.")


def store(desk: Desk, what: str, content: str) -> None:
    """Leave this in the browser's store, in the place of the editor."""
    desk.page.evaluate(
        "([what, content]) => localStorage.setItem("
        "`plan ${what} ${document.querySelector('[data-editor]').dataset.person}`, content)",
        [what, content],
    )
