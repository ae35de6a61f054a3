"""A planner decides for everybody whose booth a draft changes, publishes it, and looks back."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.states import PlanState
from tests.browser.accessibility import barriers, is_too_wide
from tests.exhibitors.plan_changes import BookedHall, books_are_right
from tests.factories import organizer
from tests.pavilions.plan_changes import renumber, reshape, square

pytestmark = pytest.mark.django_db(transaction=True)

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PICTURES = os.environ.get("PUBLISHING_PICTURES")
"""A folder to keep pictures of each page in, to look at."""


@pytest.fixture
def hall() -> BookedHall:
    scene = BookedHall(12)
    scene.plan.hall.outline = [[-300, -300], [5000, -300], [5000, 2000], [-300, 2000]]
    scene.plan.hall.save()
    return scene


@pytest.fixture
def draft(hall: BookedHall) -> FloorPlan:
    """Booth A1 has another number, A2 is larger, A3 is gone, A4 was split, N1 is new."""
    draft = hall.draft(without=["A3", "A4"])
    renumber(hall.booth("A1", draft), "B1")
    reshape(hall.booth("A2", draft), square(400, 0, 300, 600))
    hall.add(draft, "A4a", square(1200, 0, 150), hall.booth("A4"))
    hall.add(draft, "A4b", square(1350, 0, 150), hall.booth("A4"))
    hall.add(draft, "N1", square(0, 1000))
    return draft


def look_at(page: Page, name: str) -> None:
    """Nothing stands in anybody's way, light and dark, and on a telephone nothing is too wide."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert not is_too_wide(page), f"{name} at {width}"
            if PICTURES:
                page.screenshot(path=Path(PICTURES, f"{name}-{width}-{scheme}.png"), full_page=True)
        assert barriers(page) == [], f"{name}, {scheme}"
    page.set_viewport_size({"width": 1440, "height": 900})


def test_decisions_publication_and_history(
    page: Page, sign_in: Callable[[User], None], hall: BookedHall, draft: FloorPlan
) -> None:
    renamed, larger, lost = hall.approved("A1"), hall.booked("A2"), hall.booked("A3")
    sign_in(organizer())
    page.goto(f"/organizer/plans/{draft.pk}/")
    expect(page.get_by_text("3 holders are still undecided")).to_be_visible()
    look_at(page, "holders")
    page.get_by_role("link", name="On the plan").click()
    expect(page.get_by_role("img", name="B1, 9 m², renumbered")).to_be_visible()
    look_at(page, "plan")
    page.get_by_role("link", name="Changes (5)").click()
    page.wait_for_url("**/?view=changes")
    look_at(page, "changes")
    page.get_by_role("link", name="Holders (3)").click()

    decide_for_each(page, renamed, larger, lost)
    expect(page.get_by_text("All decisions have been made. 3 holders will receive an email.")).to_be_visible()
    look_at(page, "decided")

    page.get_by_role("button", name="Publish", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Versions in force over time")).to_be_visible()
    look_at(page, "versions")
    draft.refresh_from_db()
    assert (draft.state, books_are_right()) == (PlanState.PUBLISHED, True)
    taken = [booking.claims.live().get().booth for booking in (renamed, larger, lost)]
    assert [booth and booth.number for booth in taken] == ["B1", "A2", "N1"]

    page.get_by_label("The plan as of").fill("2024-05-17")
    page.get_by_role("button", name="Show that day").click()
    expect(page.get_by_text("Booths taken at the end of the day: 3.")).to_be_visible()
    look_at(page, "as-of")
    page.goto(f"/organizer/plans/halls/{hall.plan.hall.name}/compare/?before=1&after={draft.version}")
    look_at(page, "compare")


def decide_for_each(page: Page, renamed: Booking, larger: Booking, lost: Booking) -> None:
    """One keeps its booth, one takes it with its new area, and one moves, first to a booth that is given already."""
    card = page.locator("li.claim-card", has_text=renamed.company.name)
    card.get_by_label("Keeps it as B1, 9 m²").check()
    card.get_by_label("Note to the holder", exact=True).fill("Numbers now follow the aisle.")
    card.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("2 holders are still undecided")).to_be_visible()
    card = page.locator("li.claim-card", has_text=larger.company.name)
    card.get_by_label("Accepts A2 with its new area, 18 m²").check()
    card.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("1 holder is still undecided")).to_be_visible()
    card = page.locator("li.claim-card", has_text=lost.company.name)
    card.get_by_label("Relocates to another free booth:", exact=True).check()
    card.get_by_label("Number of the free booth for the holder of A3").fill("B1")
    card.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("Booth B1 was assigned to two holders.").first).to_be_visible()
    card.get_by_label("Number of the free booth for the holder of A3").fill("N1")
    card.get_by_role("button", name="Save decision").click()
