"""Drawing in a real browser: each tool once by hand, saved and still there after a reload."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor.conftest import OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


def test_rectangle_is_saved_and_still_there_after_a_reload(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.keyboard.press("r")
    desk.drag((1010, 1190), (1590, 1510))
    desk.said("Booth B02 drawn, 18 m²")
    desk.saved()
    assert desk.booth("B02").footprint == [[1000, 1200], [1600, 1200], [1600, 1500], [1000, 1500]]
    desk.page.reload()
    expect(desk.page.get_by_role("option", name="Booth B02, 18 m², raw space, free")).to_be_visible()
