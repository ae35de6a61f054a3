"""From the list of halls to an empty draft and back, in a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.states import OrganizerRole
from tests.browser.accessibility import barriers
from tests.browser.tracing import trace
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory, organizer
from tests.pavilions.floor.floors import draft_of, edit_of, key, row_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_planner_opens_the_first_draft_of_a_hall_and_discards_it(page: Page, sign_in: Callable[[User], None]) -> None:
    planner = organizer(OrganizerRole.FLOOR_PLANNER, user__name="Ana Planner")
    drawn = draft_of(row_of(3))
    edit_draft(drawn.pk, edit_of(drawn, "remove", ids=[key(drawn, "A01")]), actor=planner, at=NOON)
    hall, sector = HallFactory(), SectorFactory()
    sign_in(planner)
    page.goto("/organizer/plans/")
    assert barriers(page) == []
    row = page.get_by_role("row").filter(has_text=hall.name)
    row.get_by_role("link", name="Open a draft").click()
    page.get_by_label("Sector").select_option(str(sector.pk))
    assert barriers(page) == []
    page.get_by_role("button", name="Open a draft").click()
    page.wait_for_url("**/organizer/drafts/*/")
    opened = FloorPlan.objects.get(hall=hall)
    assert page.url.endswith(f"/organizer/drafts/{opened.pk}/")
    page.goto("/organizer/plans/")
    row.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="Discard the draft").click()
    expect(page.get_by_text("has been discarded")).to_be_visible()
    assert not FloorPlan.objects.filter(pk=opened.pk).exists()


def test_planner_traces_a_hall_by_pressing_its_corners(
    page: Page, sign_in: Callable[[User], None], tmp_path: Path
) -> None:
    EditionFactory()
    sector = SectorFactory()
    sign_in(organizer(OrganizerRole.FLOOR_PLANNER))
    page.goto("/organizer/plans/new-hall/")
    assert barriers(page) == []
    page.get_by_role("link", name="Trace a PDF or picture").click()
    trace(page, tmp_path, [(100, 50), (900, 50), (900, 450)])
    page.get_by_role("button", name="Update", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Lengths of the walls")).to_contain_text("Area 1,600 m²")
    assert barriers(page) == []
    page.locator("[name=name]").fill("7.1H")
    page.get_by_label("Sector").select_option(str(sector.pk))
    page.get_by_role("button", name="Add the hall and open a draft").click()
    expect(page.locator("[data-editor][data-ready]")).to_have_count(1)
    assert FloorPlan.objects.get().hall.outline == [[0, 0], [8_000, 0], [8_000, 4_000]]
