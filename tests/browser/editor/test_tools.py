"""Each tool once by hand."""

import pytest
from playwright.sync_api import expect

from pavilions.floor.models.floor_plan import Obstruction
from tests.browser.editor.conftest import OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


def test_booth_is_moved_and_snaps_to_the_grid(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.drag((450, 1350), (770, 1560))
    desk.said("Moved: 1.")
    desk.saved()
    assert desk.booth("B01").footprint[0] == [600, 1400]


def test_booth_snaps_to_the_wall_of_another_off_the_grid(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("r")
    desk.drag((2012, 1213), (2312, 1513), free=True)
    desk.saved()
    right = desk.booth("B02").footprint[0][0] + 300
    desk.page.keyboard.press("v")
    desk.drag((450, 1350), (450 + right - 300 + 4, 1350))
    desk.saved()
    assert desk.booth("B01").footprint[0][0] == right


def test_shapes_are_resized_and_an_l_keeps_its_arms(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("p")
    for corner in ((1000, 1200), (1300, 1200), (1300, 1500), (1900, 1500), (1900, 1800), (1000, 1800)):
        desk.click(*corner)
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert desk.booth("B02").area_sqm == 36
    desk.page.keyboard.press("v")
    desk.click(1100, 1400)
    desk.drag((1900, 1500), (2200, 1500))
    desk.saved()
    assert desk.booth("B02").footprint == [
        [1000, 1200],
        [1300, 1200],
        [1300, 1500],
        [2200, 1500],
        [2200, 1800],
        [1000, 1800],
    ]


def test_corners_of_a_triangle_are_moved_and_its_figures_keep_its_right_angle(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("p")
    for corner in ((1000, 1200), (1300, 1200), (1300, 1600)):
        desk.click(*corner)
        desk.page.keyboard.down("Shift")
    desk.page.keyboard.up("Shift")
    desk.page.keyboard.press("Enter")
    desk.saved()
    desk.page.keyboard.press("v")
    desk.click(1250, 1350)
    expect(desk.page.locator("[data-handle]")).to_have_count(4)
    width = desk.page.locator("[data-figures] [name=width]")
    width.fill("6")
    width.press("Enter")
    desk.saved()
    assert desk.booth("B02").footprint == [[1000, 1200], [1600, 1200], [1600, 1600]]
    desk.drag((1000, 1200), (1200, 1200))
    desk.saved()
    assert desk.booth("B02").footprint == [[1200, 1200], [1600, 1200], [1600, 1600]]


def test_booth_is_turned_by_its_handle(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    handle = desk.page.locator("[data-handle=turn]").bounding_box()
    assert handle is not None
    start = (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    desk.page.mouse.move(*start)
    desk.page.mouse.down()
    desk.page.mouse.move(start[0] + 90, start[1] + 15, steps=5)
    desk.settle()
    desk.page.mouse.up()
    desk.saved()
    assert len({x for x, _y in desk.booth("B01").footprint}) == 4


def test_several_are_selected_by_band_shift_row_and_all(open_desk: OpenDesk) -> None:
    desk = open_desk()
    title = desk.page.locator("[data-title]")
    desk.drag((200, 200), (1000, 700))
    expect(title).to_have_text("2 selected, 18 m²")
    desk.page.keyboard.down("Shift")
    desk.click(450, 1350)
    desk.page.keyboard.up("Shift")
    expect(title).to_have_text("3 selected, 27 m²")
    desk.page.mouse.dblclick(*desk.at(450, 450))
    expect(title).to_have_text("4 selected, 36 m²")
    desk.page.keyboard.press("Control+a")
    expect(title).to_have_text("6 selected, 45 m²")


def test_booth_is_cut_by_a_line(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("k")
    desk.drag((450, 1100), (455, 1600))
    desk.saved()
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "B01", "B01a"]
    assert desk.booth("B01").area_sqm == 4.5
    desk.drag((2000, 1100), (2000, 1600))
    desk.said("The line does not cross a booth")


@pytest.mark.parametrize(("way", "value", "areas"), [("parts", "3", [3, 3, 3]), ("area", "2,25", [2.25, 6.75])])
def test_booth_is_split_by_figures(open_desk: OpenDesk, way: str, value: str, areas: list[int]) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.keyboard.press("s")
    desk.page.get_by_label("How").select_option(way)
    desk.page.locator(f"[data-form=split] [name={way}]").fill(value)
    desk.page.get_by_role("button", name="Split", exact=True).last.click()
    desk.saved()
    desk.said("Split into B01, B01a")
    parts = [number for number in desk.numbers() if number.startswith("B")]
    assert sorted(desk.booth(number).area_sqm for number in parts) == areas


def test_row_is_merged_and_what_does_not_touch_is_refused_in_words(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.mouse.dblclick(*desk.at(450, 450))
    desk.page.keyboard.press("m")
    desk.saved()
    desk.said("Merged into A01.")
    assert desk.numbers() == ["A01", "B01"]
    assert desk.booth("A01").area_sqm == 36
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.press("m")
    desk.said("no shared wall with A01")
    assert desk.numbers() == ["A01", "B01"]


def test_rows_of_booths_are_shown_before_they_are_drawn(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("a")
    form = desk.page.get_by_role("form", name="Rows of booths")
    for name, value in {"x": "18", "y": "2", "rows": "4", "columns": "3", "row_letter": "C"}.items():
        form.locator(f"[name={name}]").fill(value)
    expect(form.locator("[data-preview]")).to_have_text("Booths: 12 (C01, C02, C03, …, F02, F03).")
    form.locator("[name=rows]").fill("5")
    expect(form.locator("[data-preview]")).to_contain_text("Problems: 3.")
    form.locator("[name=rows]").fill("4")
    form.get_by_role("button", name="Draw booths").click()
    desk.saved()
    desk.said("Drawn: C01, C02, C03, D01, D02 ….")
    assert len(desk.numbers()) == 17
    assert desk.booth("E01").footprint[0] == [1800, 1100]
    expect(desk.page.locator("[data-title]")).to_have_text("12 selected, 108 m²")


def test_row_is_duplicated_with_new_numbers(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.mouse.dblclick(*desk.at(450, 450))
    desk.page.keyboard.press("d")
    form = desk.page.get_by_role("form", name="Duplicate")
    form.locator("[name=prefix]").fill("C")
    form.locator("[name=start]").fill("1")
    form.get_by_role("button", name="Duplicate").click()
    desk.saved()
    desk.said("Duplicated: C01, C02, C03, C04.")
    assert desk.booth("C04").footprint[0] == [1200, 600]


def test_selected_booths_are_renumbered_as_the_preview_said(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.mouse.dblclick(*desk.at(450, 450))
    desk.page.keyboard.press("n")
    form = desk.page.get_by_role("form", name="Renumber")
    form.locator("[name=prefix]").fill("8.")
    form.locator("[name=direction]").select_option("left")
    form.locator("[name=start]").fill("10")
    expect(form.locator("[data-preview]")).to_have_text("New numbers: 8.13, 8.12, 8.11, 8.10.")
    form.get_by_role("button", name="Renumber").click()
    desk.saved()
    desk.said("Renumbered: 4.")
    assert desk.numbers() == ["8.10", "8.11", "8.12", "8.13", "B01"]
    assert desk.booth("8.10").footprint[0] == [1200, 300]


def test_obstacles_and_exits_are_drawn_moved_and_set(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("e")
    desk.said("Exit:")
    desk.drag((2500, 1800), (2800, 2000))
    desk.saved()
    desk.page.keyboard.press("o")
    desk.page.locator("[data-settings] [name=obstruction]").select_option("wall")
    desk.page.locator("[data-settings] [name=clearance]").fill("0.3")
    desk.drag((2000, 1000), (2100, 1600))
    desk.saved()
    drawn = Obstruction.objects.filter(plan=desk.plan).order_by("pk").values_list("kind", "clearance_cm")
    assert list(drawn) == [("column", 50), ("exit", 140), ("wall", 30)]
    desk.page.keyboard.press("v")
    desk.drag((2050, 1300), (2250, 1300))
    desk.saved()
    desk.page.locator("[data-figures] [name=clearance_cm]").fill("0.8")
    desk.page.keyboard.press("Tab")
    desk.saved()
    wall = Obstruction.objects.get(plan=desk.plan, kind="wall")
    assert (wall.footprint[0], wall.clearance_cm) == ([2200, 1000], 80)


def test_details_and_exact_figures_are_typed_in(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    form = desk.page.locator("[data-figures]")
    for name, value in {"x": "4.25", "width": "4.5", "depth": "3.2", "blocked_reason": "Fire lane"}.items():
        form.locator(f"[name={name}]").fill(value)
        desk.page.keyboard.press("Tab")
    form.locator("[name=kind]").select_option("raw")
    form.locator("[name=open_sides_override]").select_option("3")
    desk.saved()
    booth = desk.booth("B01")
    assert booth.footprint == [[425, 1200], [875, 1200], [875, 1520], [425, 1520]]
    assert (booth.kind, booth.open_sides_override, booth.blocked_reason) == ("raw", 3, "Fire lane")
    form.locator("[name=width]").fill("-2")
    desk.page.keyboard.press("Tab")
    desk.said("These values do not form a valid shape")


def test_undo_and_redo_take_every_stroke(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.drag((450, 1350), (950, 1350))
    desk.click(450, 450)
    desk.page.keyboard.press("Delete")
    desk.saved()
    assert desk.numbers() == ["A02", "A03", "A04", "B01"]
    desk.page.keyboard.press("Control+z")
    desk.saved()
    desk.said("Undone.")
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "B01"]
    desk.page.get_by_role("button", name="Undo").click()
    desk.saved()
    assert desk.booth("B01").footprint[0] == [300, 1200]
    desk.page.keyboard.press("Control+Shift+z")
    desk.page.keyboard.press("Control+Shift+z")
    desk.saved()
    desk.said("Redone.")
    assert desk.numbers() == ["A02", "A03", "A04", "B01"]
    assert desk.booth("B01").footprint[0] == [800, 1200]


def test_outline_of_the_hall_is_dragged_by_its_corners_and_saved(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.plan.hall.allotments.update(capacity_sqm=100)
    desk.page.keyboard.press("u")
    desk.said("Outline:")
    form = desk.page.get_by_role("form", name="Outline of the hall")
    expect(form.locator("textarea")).to_have_value("0, 0\n30, 0\n30, 20\n0, 20")
    desk.drag((3000, 2000), (2800, 2000))
    expect(form.locator("textarea")).to_have_value("0, 0\n30, 0\n28, 20\n0, 20")
    desk.drag((1000, 2000), (1000, 1950))  # a new corner in a wall
    expect(form.locator("textarea")).to_have_value("0, 0\n30, 0\n28, 20\n10, 19.5\n0, 20")
    form.get_by_role("button", name="Reset").click()
    desk.drag((3000, 2000), (2500, 2000))
    form.get_by_role("button", name="Save the outline").click()
    expect(desk.page.get_by_text("The outline of the hall has been changed")).to_be_visible()
    desk.plan.hall.refresh_from_db()
    assert desk.plan.hall.outline == [[0, 0], [3000, 0], [2500, 2000], [0, 2000]]
