"""Where things stand on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.world import World, small_world
from tests.exhibitors.catalogue.exhibits import verified
from tests.pavilions.programme.programme import announced

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)


@pytest.fixture
def world() -> World:
    return small_world()


@pytest.mark.usefixtures("world")
def test_times_of_the_agenda_stand_under_their_head(page: Page) -> None:
    announced()
    page.set_viewport_size(DESK)
    page.goto("/agenda/")
    head, time = (page.locator("#rows").locator(cell).first.bounding_box() for cell in ("th", "td"))
    assert head is not None
    assert time is not None
    assert (head["x"], head["width"]) == (time["x"], time["width"])


def test_facets_are_behind_a_button_above_the_list_where_there_is_no_room_beside_it(page: Page, world: World) -> None:
    verified(world.company, world.allotment.edition)
    button, facets = page.get_by_text("Filter", exact=True), page.get_by_role("navigation", name="Narrow the list")
    page.set_viewport_size(DESK)
    page.goto("/directory/")
    expect(button).to_be_hidden()
    expect(facets.get_by_role("link").first).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(facets.get_by_role("link").first).to_be_hidden()
    button.click()
    expect(facets.get_by_role("link").first).to_be_visible()
    place, found = button.bounding_box(), page.locator("#found").bounding_box()
    assert place is not None
    assert found is not None
    assert place["y"] < found["y"]
