"""The site in Chinese, as somebody finds it who chooses the language in the top bar."""

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.states import BookingState
from tests.browser.accessibility import faults
from tests.browser.world import World, small_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return small_world()


def choose_chinese(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Language and appearance").click()
    page.get_by_role("button", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")


def in_chinese(text: str) -> str:
    with translation.override("zh-hans"):
        return gettext(text)


def test_a_booking_is_made_in_the_language_that_was_chosen(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    free = list(world.booth.plan.booths.order_by("number"))[-1]
    choose_chinese(page)
    sign_in(world.owner)
    page.goto(f"/desk/companies/{world.company.pk}/halls/booths/?hall={world.hall}")
    page.locator(f"#booth-{free.pk}").hover()
    expect(page.locator("[data-plan-caption]")).to_contain_text("可预订")
    page.locator(f"#booth-{free.pk}").click()
    page.get_by_role("button", name=in_chinese("Submit now…")).click()
    page.get_by_role("button", name=in_chinese("Submit"), exact=True).click()
    expect(page.get_by_role("heading", name=in_chinese("Awaiting approval"))).to_be_visible()
    booking = Booking.objects.filter(company=world.company).latest("pk")
    assert (booking.state, [claim.booth for claim in booking.claims.all()]) == (BookingState.SUBMITTED, [free])


def test_pages_in_chinese_have_no_barriers_and_fit(page: Page, sign_in: Callable[[User], None], world: World) -> None:
    choose_chinese(page)
    sign_in(world.director)
    for address in (
        "/",
        f"/plan/{world.hall}/",
        "/directory/",
        "/organizer/",
        f"/organizer/bookings/{world.submitted.pk}/",
    ):
        page.goto(address)
        assert (address, faults(page, [("light", 1440), ("dark", 390)])) == (address, [])
