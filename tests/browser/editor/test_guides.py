"""Guides while something is moved: how far its neighbours are, and where it is as far from one as from the other."""

import pytest

from pavilions.floor.models.venue import Hall
from tests.browser.editor.conftest import Desk, OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


def distances(desk: Desk) -> list[str]:
    return sorted(desk.page.locator(".overlay-distances text").all_text_contents())


def hover_with(desk: Desk, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag without letting go."""
    desk.page.mouse.move(*desk.at(*start))
    desk.page.mouse.down()
    desk.page.mouse.move(*desk.at((start[0] + end[0]) // 2, (start[1] + end[1]) // 2), steps=3)
    desk.page.mouse.move(*desk.at(*end), steps=3)
    desk.settle()


def test_distances_to_neighbours_and_walls_are_shown_while_moving(open_desk: OpenDesk) -> None:
    desk = open_desk()
    hover_with(desk, (450, 1350), (1050, 1250))
    assert distances(desk) == ["18 m", "5 m", "6 m", "9 m"]
    desk.page.mouse.up()
    desk.saved()
    assert (desk.booth("B01").footprint[0], distances(desk)) == ([900, 1100], [])


def test_distances_end_at_the_walls_of_a_hall_that_is_no_rectangle(open_desk: OpenDesk) -> None:
    desk = open_desk()
    ell = [[0, 0], [3000, 0], [3000, 1000], [1500, 1000], [1500, 2000], [0, 2000]]
    Hall.objects.filter(pk=desk.plan.hall_id).update(outline=ell)
    desk.page.reload()
    desk.page.locator("[data-editor][data-ready]").wait_for()
    hover_with(desk, (450, 1350), (950, 1350))
    assert distances(desk) == ["4 m", "5 m", "6 m", "8 m"]
    desk.page.mouse.up()
    desk.saved()


def test_a_booth_comes_to_rest_in_the_middle_between_two_neighbours(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.locator("[data-grid-step]").select_option("300")
    hover_with(desk, (450, 1350), (1502, 1353))
    assert distances(desk) == ["13.5 m", "13.5 m", "5 m", "6 m"]
    desk.page.mouse.up()
    desk.saved()
    assert desk.booth("B01").footprint[0] == [1350, 1200]
