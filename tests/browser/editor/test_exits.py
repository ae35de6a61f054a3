"""Exits by mouse: one click on a wall makes one."""

import pytest
from playwright.sync_api import expect

from pavilions.floor.models.floor_plan import Obstruction
from tests.browser.editor.conftest import Desk, OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


def exits(desk: Desk) -> list[list[list[int]]]:
    rows = Obstruction.objects.filter(plan=desk.plan, kind="exit").order_by("pk")
    return [sorted(row.footprint) for row in rows]


def box(left: int, top: int, right: int, bottom: int) -> list[list[int]]:
    return sorted([[left, top], [right, top], [right, bottom], [left, bottom]])


def test_a_click_on_a_wall_makes_an_exit_in_it(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("e")
    desk.said("Exit:")
    desk.click(2005, 4)
    desk.saved()
    desk.click(8, 1000)
    desk.saved()
    assert exits(desk) == [box(1800, 0, 2200, 20), box(0, 800, 20, 1200)]
    desk.said("Drawn.")


def test_an_exit_at_a_corner_stays_in_its_wall_and_has_the_width_that_is_set(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("e")
    desk.said("Exit:")
    desk.page.locator("[data-settings] [name=exit_width]").fill("2.4")
    desk.click(2990, 1500)
    desk.saved()
    desk.click(2960, 1995)
    desk.saved()
    assert exits(desk) == [box(2980, 1400, 3000, 1640), box(2760, 1980, 3000, 2000)]


def test_a_drag_along_a_wall_makes_an_exit_from_here_to_there(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("e")
    desk.said("Exit:")
    desk.drag((1500, 3), (2100, 40))
    desk.saved()
    assert exits(desk) == [box(1500, 0, 2100, 20)]


def test_a_click_on_a_drawn_wall_makes_a_door_as_deep_as_the_wall(open_desk: OpenDesk) -> None:
    desk = open_desk()
    wall = [[1500, 1000], [1530, 1000], [1530, 2000], [1500, 2000]]
    Obstruction.objects.create(plan=desk.plan, kind="wall", footprint=wall)
    desk.page.reload()
    desk.page.locator("[data-editor][data-ready]").wait_for()
    desk.page.keyboard.press("e")
    desk.said("Exit:")
    desk.click(1515, 1500)
    desk.saved()
    assert exits(desk) == [box(1500, 1300, 1530, 1700)]


def test_a_click_away_from_walls_says_what_to_do(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("e")
    expect(desk.page.locator("[data-said]")).to_have_text(
        "Exit: click a wall, or drag along it. Alt: from corner to corner, anywhere."
    )
    desk.click(2000, 1500)
    desk.said("Click a wall, or drag along it.")
    assert exits(desk) == []
    desk.drag((2003, 1503), (2403, 1553), free=True)
    desk.saved()
    assert len(exits(desk)) == 1


@pytest.mark.parametrize("width", ["", "wide", "0", "-4"])
def test_a_width_that_is_none_makes_no_exit_and_is_kept(open_desk: OpenDesk, width: str) -> None:
    desk = open_desk()
    desk.page.keyboard.press("e")
    desk.said("Exit:")
    desk.page.locator("[data-settings] [name=exit_width]").fill(width)
    desk.click(2005, 4)
    desk.said("These values do not form a valid shape.")
    assert exits(desk) == []
    expect(desk.page.locator("[data-settings] [name=exit_width]")).to_have_value(width)
