"""The editor without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor.conftest import OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


def test_arrows_travel_then_move_what_is_selected(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.get_by_role("option", name="Booth A01").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown"):
        desk.page.keyboard.press(key)
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Booth B01, 9 m², shell scheme, free")
    desk.page.keyboard.press("Space")
    expect(desk.page.locator(":focus")).to_have_attribute("aria-selected", "true")
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("Shift+ArrowDown")
    desk.saved()
    assert desk.booth("B01").footprint[0] == [350, 1210]


def test_space_moves_the_view_also_while_a_booth_has_the_focus(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 450)
    before = desk.at(0, 0)
    desk.page.keyboard.down("Space")
    desk.drag((450, 450), (750, 600))
    desk.page.keyboard.up("Space")
    desk.page.wait_for_timeout(300)
    after = desk.at(0, 0)
    assert after[0] > before[0] + 10
    assert after[1] > before[1] + 5
    assert desk.booth("A01").footprint[0] == [300, 300]


def test_tab_goes_from_booth_to_booth_while_one_is_selected_and_leaves_otherwise(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.get_by_role("option", name="Booth A01").focus()
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Booth A02, 9 m², shell scheme, free")
    desk.page.keyboard.press("Shift+Tab")
    expect(desk.page.locator("[data-title]")).to_contain_text("Booth A01")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Zoom in")


@pytest.mark.parametrize("key", ["Enter", "F2"])
def test_number_is_changed_in_place(open_desk: OpenDesk, key: str) -> None:
    desk = open_desk()
    desk.page.get_by_role("option", name="Booth B01").focus()
    desk.page.keyboard.press(key)
    desk.page.keyboard.type("C17")
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "C17"]


def test_booth_is_drawn_by_figures_alone(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("r")
    form = desk.page.get_by_role("form", name="By coordinates")
    for name, value in {"x": "10", "y": "12", "width": "6", "depth": "3"}.items():
        form.locator(f"[name={name}]").fill(value)
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert desk.booth("B02").footprint[2] == [1600, 1500]


@pytest.mark.parametrize(("key", "kind"), [("o", "column"), ("e", "exit")])
def test_obstruction_and_exit_are_drawn_by_figures_alone(open_desk: OpenDesk, key: str, kind: str) -> None:
    desk = open_desk()
    desk.page.keyboard.press(key)
    form = desk.page.get_by_role("form", name="By coordinates")
    for name, value in {"x": "20", "y": "12", "width": "1", "depth": "0.5"}.items():
        form.locator(f"[name={name}]").fill(value)
    desk.page.keyboard.press("Enter")
    desk.saved()
    drawn = desk.plan.obstructions.order_by("pk").last()
    assert drawn is not None
    assert (drawn.kind, drawn.footprint[2]) == (kind, [2100, 1250])


def test_text_is_drawn_named_and_hidden_with_its_layer(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("o")
    settings = desk.page.locator("[data-settings]")
    settings.locator("[name=obstruction]").select_option("text")
    settings.locator("[name=name]").fill("Registration")
    form = desk.page.get_by_role("form", name="By coordinates")
    for name, value in {"x": "1", "y": "1", "width": "12", "depth": "3"}.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name="Draw").click()
    desk.saved()
    text = desk.page.locator(".obstruction.text")
    expect(text.locator("text")).to_have_text("Registration")
    desk.page.locator("[data-figures] [name=name]").fill("Catering")
    desk.page.keyboard.press("Tab")
    desk.saved()
    assert desk.plan.obstructions.get(kind="text").name == "Catering"
    desk.page.get_by_text("Layers", exact=True).click()
    desk.page.get_by_label("Texts").uncheck()
    expect(text).to_be_hidden()


def test_booth_is_cut_by_figures_alone(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("k")
    form = desk.page.get_by_role("form", name="By coordinates")
    for name, value in {"x": "4", "y": "12", "to_x": "4", "to_y": "15"}.items():
        form.locator(f"[name={name}]").fill(value)
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert (desk.booth("B01").footprint[1], desk.booth("B01a").footprint[0]) == ([400, 1200], [400, 1200])


def test_delete_after_all_is_selected_spares_columns_until_it_is_pressed_again(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.press("Delete")
    desk.said("Removed: 5. Undo brings them back. Obstructions and exits (1) are still there and selected")
    desk.saved()
    assert (desk.numbers(), desk.plan.obstructions.count()) == ([], 1)
    desk.page.keyboard.press("Delete")
    desk.said("Removed: 1.")
    desk.saved()
    assert desk.plan.obstructions.count() == 0
    for _step in range(2):
        desk.page.keyboard.press("Control+z")
        desk.saved()
    assert (len(desk.numbers()), desk.plan.obstructions.count()) == (5, 1)


def test_ring_is_drawn_by_its_corners_alone(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("p")
    form = desk.page.get_by_role("form", name="By coordinates")
    form.locator("textarea").fill("10 12\n16 12\n16 15")
    form.get_by_role("button", name="Draw", exact=True).press("Enter")
    desk.saved()
    assert desk.booth("B02").footprint == [[1000, 1200], [1600, 1200], [1600, 1500]]


def test_escape_gives_up_a_drag_and_a_ring(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.mouse.move(*desk.at(450, 1350))
    desk.page.mouse.down()
    desk.page.mouse.move(*desk.at(950, 1350), steps=4)
    desk.page.keyboard.press("Escape")
    desk.page.mouse.up()
    desk.page.keyboard.press("p")
    desk.click(1000, 1200)
    desk.click(1300, 1200)
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert desk.booth("B01").footprint[0] == [300, 1200]
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "B01"]


def test_keys_are_listed(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("?")
    expect(desk.page.get_by_role("dialog", name="Shortcuts")).to_contain_text("change the number")
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("dialog", name="Shortcuts")).to_be_hidden()


def test_letters_typed_into_a_field_are_letters(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.locator("[data-figures] [name=blocked_reason]").fill("")
    desk.page.locator("[data-figures] [name=blocked_reason]").press_sequentially("a drama")
    expect(desk.page.get_by_role("form", name="Rows of booths")).to_be_hidden()
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert desk.booth("B01").blocked_reason == "a drama"


def test_after_enter_in_a_figure_keys_are_the_plans_again(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.click(450, 1350)
    desk.page.locator("[data-figures] [name=x]").fill("12")
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert desk.booth("B01").footprint[0] == [1200, 1200]
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Booth B01, 9 m², shell scheme, free")
    desk.page.keyboard.press("ArrowRight")
    desk.saved()
    assert desk.booth("B01").footprint[0] == [1250, 1200]
    desk.page.keyboard.press("Control+z")
    desk.page.keyboard.press("Control+z")
    desk.saved()
    desk.said("Undone.")
    assert desk.booth("B01").footprint[0] == [300, 1200]
