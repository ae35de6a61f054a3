"""Figures that are typed in: what a form shows is what can be done, and a refusal takes nothing away."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Route, expect

from pavilions.drawings.geometry import touching
from pavilions.floor.models.floor_plan import FloorPlan
from tests.browser.editor.conftest import Desk, OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)

NO_FIGURE = "These values do not form a valid shape."


def rows_of(desk: Desk) -> Locator:
    """The form for rows of booths, with two rows of three that stand well and have free numbers."""
    desk.page.keyboard.press("a")
    form = desk.page.get_by_role("form", name="Rows of booths")
    for name, value in {"x": "10", "y": "8", "columns": "3", "row_letter": "Q"}.items():
        form.locator(f"[name={name}]").fill(value)
    return form


def test_rows_count_numbers_that_cannot_be_as_problems(open_desk: OpenDesk) -> None:
    preview = (form := rows_of(open_desk())).locator("[data-preview]")
    expect(preview).to_have_text("Booths: 6 (Q01, Q02, Q03, R01, R02, R03).")
    form.locator("[name=row_letter]").fill("A")
    expect(preview).to_have_text("Booths: 6 (A01, A02, A03, B01, B02, B03). Problems: 4.")
    form.locator("[name=row_letter]").fill("")
    form.locator("[name=prefix]").fill("Q" * 19)
    expect(preview).to_contain_text("Problems: 6.")


@pytest.mark.parametrize(
    ("name", "value"),
    [("aisle", "-3"), ("gap_x", "-1"), ("rows", "1.5"), ("step", "0"), ("start", "-1"), ("digits", "9"), ("x", "2001")],
)
def test_figure_that_would_be_refused_makes_no_shape(open_desk: OpenDesk, name: str, value: str) -> None:
    desk = open_desk()
    form = rows_of(desk)
    form.locator(f"[name={name}]").fill(value)
    expect(form.locator("[data-preview]")).to_have_text(NO_FIGURE)
    form.get_by_role("button", name="Draw booths").click()
    desk.said(NO_FIGURE)
    expect(form).to_be_visible()


def test_copies_count_numbers_that_are_used(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.keyboard.press("d")
    form = desk.page.get_by_role("form", name="Duplicate")
    form.locator("[name=dx]").fill("6,5")
    form.locator("[name=dy]").fill("0")
    expect(form.locator("[data-preview]")).to_have_text("Booths: 1 (B02).")
    form.locator("[name=prefix]").fill("A")
    form.locator("[name=start]").fill("1")
    expect(form.locator("[data-preview]")).to_have_text("Booths: 1 (A01). Problems: 1.")


def test_new_numbers_count_those_of_other_booths_alone(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.mouse.dblclick(*desk.at(450, 450))
    desk.page.keyboard.press("n")
    form = desk.page.get_by_role("form", name="Renumber")
    preview = form.locator("[data-preview]")
    form.locator("[name=direction]").select_option("left")
    expect(preview).to_have_text("New numbers: A04, A03, A02, A01.")
    form.locator("[name=prefix]").fill("b")
    expect(preview).to_have_text("New numbers: b04, b03, b02, b01. Problems: 1.")


def test_refused_form_is_open_again_with_what_was_typed_and_the_reason(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.keyboard.press("d")
    form = desk.page.get_by_role("form", name="Duplicate")
    form.locator("[name=dx]").fill("6.5")
    form.locator("[name=dy]").fill("0")
    form.locator("[name=prefix]").fill("A")
    form.locator("[name=start]").fill("1")
    form.get_by_role("button", name="Duplicate").click()
    expect(form.locator("[data-preview]")).to_have_text("The number A01 is used twice.")
    expect(form.locator("[name=dx]")).to_have_value("6.5")
    expect(form.locator("[name=dx]")).to_be_focused()
    form.locator("[name=prefix]").fill("C")
    form.get_by_role("button", name="Duplicate").click()
    desk.said("Duplicated: C01.")
    expect(form).to_be_hidden()
    assert desk.booth("C01").footprint[0] == [950, 1200]


def test_form_that_is_open_by_then_stays_when_another_is_refused(open_desk: OpenDesk) -> None:
    desk = open_desk()
    form = rows_of(desk)
    form.locator("[name=row_letter]").fill("A")
    held: list[Route] = []
    desk.page.route("**/edits/", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks the function
    form.get_by_role("button", name="Draw booths").click()
    desk.click(450, 1350)
    desk.page.keyboard.press("s")
    held[0].continue_()
    desk.said("The number A01 is used twice.")
    expect(form).to_be_hidden()
    expect(desk.page.get_by_role("form", name="Split the booth")).to_be_visible()


def test_comma_is_a_decimal_sign_and_nonsense_gives_way_to_the_old_figure(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    width = desk.page.locator("[data-figures] [name=width]")
    width.fill("3,5")
    width.press("Tab")
    expect(width).to_have_value("3.50")
    desk.saved()
    assert desk.booth("B01").footprint[1] == [650, 1200]
    for nonsense in ("3m", "", "1,000.5", "-2"):
        width.fill(nonsense)
        width.press("Enter")
        desk.said(NO_FIGURE)
        expect(width).to_have_value("3.50")
    assert desk.booth("B01").footprint[1] == [650, 1200]


def test_clearance_takes_a_comma_and_keeps_within_its_bounds(open_desk: OpenDesk, plan: FloorPlan) -> None:
    desk = open_desk()
    desk.click(130, 1780)
    clearance = desk.page.locator("[data-figures] [name=clearance_cm]")
    clearance.fill("0,8")
    clearance.press("Tab")
    desk.saved()
    assert plan.obstructions.get().clearance_cm == 80
    clearance.fill("101")
    clearance.press("Tab")
    desk.said(NO_FIGURE)
    expect(clearance).to_have_value("0.8")


def test_a_booth_around_a_column_says_what_is_usable(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    usable = desk.page.locator("[data-usable]")
    expect(usable).to_be_empty()
    left, top = (desk.page.locator(f"[data-figures] [name={name}]") for name in "xy")
    top.fill("16")
    top.press("Tab")
    left.fill("0.5")
    left.press("Tab")
    expect(usable).to_have_text("Usable, without columns: 8.64 m²")
    assert (desk.booth("B01").area_sqm, desk.booth("B01").usable_sqm) == (Decimal(9), Decimal("8.64"))


def test_corners_are_typed_with_points_or_commas(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("p")
    form = desk.page.get_by_role("form", name="By coordinates")
    form.locator("[name=corners]").fill("20,5 5\n23.5, 5\n23,5 8,25\n20.5,8.25")
    form.get_by_role("button", name="Draw", exact=True).click()
    desk.saved()
    assert desk.booth("B02").footprint == [[2050, 500], [2350, 500], [2350, 825], [2050, 825]]


@pytest.mark.parametrize(("booth", "numbers"), [((450, 450), "A05, A06"), ((450, 1350), "B02, B03")])
def test_copies_begin_with_the_next_free_number(open_desk: OpenDesk, booth: tuple[int, int], numbers: str) -> None:
    desk = open_desk()
    desk.click(*booth)
    desk.page.keyboard.press("d")
    form = desk.page.get_by_role("form", name="Duplicate")
    form.locator("[name=times]").fill("2")
    expect(form.locator("[data-preview]")).to_contain_text(f"Booths: 2 ({numbers}).")


def test_several_turn_together_by_figures_and_keep_their_area(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.mouse.dblclick(*desk.at(450, 450))
    for name, value in {"x": "10", "y": "8", "angle": "15"}.items():
        field = desk.page.locator(f"[data-figures] [name={name}]")
        field.fill(value)
        field.press("Enter")
    desk.saved()
    turned = [desk.booth(f"A0{place}") for place in range(1, 5)]
    assert [str(booth.area_sqm) for booth in turned] == ["9.00"] * 4
    assert {len({x for x, _y in booth.footprint}) for booth in turned} == {4}
    expect(desk.page.get_by_role("option", name="Booth A01, 9 m²")).to_be_visible()
    assert touching([booth.ring for booth in turned]) == [(0, 1), (1, 2), (2, 3)]


def test_several_are_aligned_distributed_and_mirrored(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.keyboard.down("Shift")
    desk.click(1350, 450)
    desk.page.get_by_role("group", name="Align").get_by_role("button", name="right").click()
    desk.saved()
    assert [desk.booth(number).footprint[0] for number in ("B01", "A04")] == [[1200, 1200], [1200, 300]]
    desk.click(450, 450)
    desk.page.get_by_role("group", name="Mirror").get_by_role("button", name="across").click()
    desk.saved()
    assert [desk.booth(number).footprint[0] for number in ("A01", "B01", "A04")] == [
        [1200, 300],
        [300, 1200],
        [300, 300],
    ]
    desk.page.get_by_role("group", name="Distribute").get_by_role("button", name="down").click()
    desk.saved()
    assert sorted(desk.booth(number).footprint[0][1] for number in ("A01", "B01", "A04")) == [300, 750, 1200]


def test_corners_are_typed(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.locator("[data-figures] summary").click()
    corners = desk.page.locator("[data-figures] [name=corners]")
    expect(corners).to_have_value("3.00 12.00\n6.00 12.00\n6.00 15.00\n3.00 15.00")
    corners.fill("3 12\n8 12\n3 15")
    desk.page.keyboard.press("Tab")
    desk.saved()
    assert (desk.booth("B01").footprint, float(desk.booth("B01").area_sqm)) == (
        [[300, 1200], [800, 1200], [300, 1500]],
        7.5,
    )
    corners.fill("3 12\n4 12\n4 18\n3 18")
    desk.page.keyboard.press("Tab")
    desk.saved()
    desk.page.locator("[data-figures] [name=number]").fill("B01-NORTH")
    desk.page.keyboard.press("Tab")
    number = desk.page.locator(".booth text", has_text="B01-NORTH")
    expect(number).to_have_attribute("transform", "rotate(-90 350 1500)")  # a narrow booth's letters lie
    corners.fill("3 12\n8")
    desk.page.keyboard.press("Tab")
    desk.said(NO_FIGURE)


def test_distance_is_measured_by_pointer_and_by_figures(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("l")
    desk.said("Measure:")
    desk.drag((600, 1200), (900, 1600), free=True)
    desk.said("5 m.")
    form = desk.page.get_by_role("form", name="Distance")
    for name, value in {"x": "1", "y": "1", "to_x": "1,5", "to_y": "1"}.items():
        form.locator(f"[name={name}]").fill(value)
    expect(form.locator("[data-preview]")).to_have_text("0.5 m.")


def test_number_of_a_turned_booth_is_as_large_as_before_and_turned_with_it(open_desk: OpenDesk) -> None:
    desk = open_desk()
    number = desk.page.get_by_role("option", name="Booth B01").locator("text")
    before = number.locator("tspan").first.get_attribute("font-size")
    desk.click(450, 1350)
    desk.page.locator("[data-figures] [name=angle]").fill("30")
    desk.page.keyboard.press("Enter")
    desk.saved()
    after = number.locator("tspan").first.get_attribute("font-size")
    assert abs(int(after or 0) - int(before or 0)) <= 1
    assert re.fullmatch(r"rotate\((29|30)[.\d]* [\d.]+ [\d.]+\)", number.get_attribute("transform") or "")
