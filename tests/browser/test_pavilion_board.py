"""The national exhibition by stage: what is late, moving on, and what is out of order, with a mouse and without."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from ciie.accounts.models import User
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.states import PavilionStage
from tests.browser.accessibility import barriers, is_too_wide
from tests.factories import EditionFactory, organizer
from tests.pavilions.national_pavilions.national import invited, pavilion_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition() -> Edition:
    """Opens in 100 days: invitations were to be confirmed 80 days ago, and designs begun 50 days ago."""
    present = timezone.now().astimezone(EditionFactory.build().zone).date()
    edition: Edition = EditionFactory(
        opens_date=present + timedelta(days=100), closes_date=present + timedelta(days=105)
    )
    return edition


@pytest.fixture
def france(edition: Edition) -> NationalPavilion:
    """Invited, beside Thailand, which has confirmed, and Brazil, whose design is under way."""
    pavilion_at(PavilionStage.CONFIRMED, "TH", edition=edition)
    pavilion_at(PavilionStage.IN_DESIGN, "BR", edition=edition)
    return invited("FR", edition=edition)


def column(page: Page, stage: str) -> Locator:
    return page.get_by_role("region", name=stage)


def test_pavilion_is_moved_by_one_stage_and_refused_out_of_order(
    page: Page, sign_in: Callable[[User], None], france: NationalPavilion
) -> None:
    director = organizer()
    sign_in(director)
    page.goto("/organizer/pavilions/")
    expect(page.get_by_text("2 are overdue.")).to_be_visible()
    expect(column(page, "Invited 1")).to_contain_text("80 days overdue")
    expect(column(page, "Confirmed 1")).to_contain_text("50 days overdue")
    expect(column(page, "In design 1")).to_contain_text("in 10 days")
    assert barriers(page) == []

    page.get_by_role("link", name="France").click()
    page.get_by_role("combobox", name="Next stage").select_option("confirmed")
    page.get_by_role("textbox", name="Note").fill("By letter of the embassy.")
    change_stage(france.pk, to=PavilionStage.CONFIRMED, actor=director, at=timezone.now())  # by a colleague, meanwhile
    page.get_by_role("button", name="Change stage", exact=True).click()
    expect(page.locator("form.move-form")).to_contain_text("This has been changed since you opened the page")
    expect(page.get_by_role("textbox", name="Note")).to_have_value("By letter of the embassy.")
    assert barriers(page) == []

    page.goto(f"/organizer/pavilions/{france.pk}/")
    page.get_by_role("combobox", name="Next stage").select_option("in_design")
    page.get_by_role("button", name="Change stage", exact=True).click()
    expect(page.get_by_text("France: in design.")).to_be_visible()
    page.get_by_role("combobox", name="Next stage").select_option("design_approved")
    page.get_by_role("button", name="Change stage", exact=True).click()
    expect(page.locator("form.move-form")).to_contain_text("France has no approved design. Approve one first")

    page.goto("/organizer/pavilions/")
    expect(page.get_by_text("1 is overdue.")).to_be_visible()
    expect(column(page, "In design 2").get_by_role("heading", level=3)).to_have_text(["Brazil", "France"])
    expect(column(page, "Invited 0")).to_be_visible()


HAS_SCROLLED = """async (board) => {
    const pause = () => new Promise((passed) => setTimeout(passed, 200));
    for (let last = -1; last !== board.scrollLeft; await pause()) last = board.scrollLeft;
}"""
"""A key scrolls little by little, and would go on after the focus has moved."""


@pytest.mark.usefixtures("france")
def test_board_is_used_on_a_phone_by_keys_alone(page: Page, sign_in: Callable[[User], None]) -> None:
    sign_in(organizer())
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/organizer/pavilions/")
    assert (is_too_wide(page), barriers(page)) == (False, [])
    board = page.get_by_role("region", name="Pavilions by stage")
    board.focus()
    page.keyboard.press("End")
    board.evaluate(HAS_SCROLLED)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="France")).to_be_focused()
    for _link in ("Thailand", "its overdue tasks", "Brazil"):
        page.keyboard.press("Tab")
    brazil = page.get_by_role("link", name="Brazil")
    expect(brazil).to_be_focused()
    expect(brazil).to_be_in_viewport()
    for _step in range(3):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="France")).to_be_visible()
    assert (is_too_wide(page), barriers(page)) == (False, [])
    page.get_by_role("button", name="Change stage", exact=True).press("Enter")
    expect(page.get_by_text("France: confirmed.")).to_be_visible()
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="National exhibition").press("Enter")
    expect(column(page, "Confirmed 2").get_by_role("heading", level=3)).to_have_text(["Thailand", "France"])
