"""An upper deck from its application to the price that includes it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.pricing.rate_cards import Basis, RuleKind
from tests.browser.accessibility import barriers, is_too_wide
from tests.exhibitors.expo import booked
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.upper_decks.decks import TYPED
from tests.factories import NOON, BoothFactory, organizer, owner_of

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390


@pytest.fixture
def booking(settings: Settings, tmp_path: Path) -> Booking:
    """An approved booth of 9 m² at 100 per m², and half of that for each m² of an upper deck."""
    settings.MEDIA_ROOT = tmp_path
    booth = BoothFactory()
    publish_rules(
        booth.allotment.edition_id,
        terms(RuleKind.SPACE, Basis.SQM, 100),
        terms(RuleKind.SURCHARGE, Basis.UPPER_DECK, 50, name="Per m² of upper deck"),
        actor=organizer(),
        at=NOON,
    )
    return approve_booking(booked(booth).pk, actor=organizer(), at=NOON)


def look_at(page: Page) -> None:
    """On a desk and on a phone."""
    assert barriers(page) == []
    page.set_viewport_size({"width": PHONE, "height": 844})
    assert (is_too_wide(page), barriers(page)) == (False, [])
    page.set_viewport_size({"width": 1440, "height": 900})


def test_deck_is_applied_for_approved_and_charged(
    page: Page, sign_in: Callable[[User], None], booking: Booking
) -> None:
    desk = f"/desk/bookings/{booking.pk}/"
    sign_in(owner_of(booking.company))
    page.goto(desk)
    expect(page.get_by_text("Per m² of upper deck")).to_have_count(0)
    page.get_by_role("link", name="Apply for an upper deck").click()
    page.locator("[name=area_sqm]").fill("10")
    page.get_by_role("button", name="Show the cost").click()
    expect(page.locator("#div_id_area_sqm")).to_contain_text("The deck cannot be larger than its booth")
    look_at(page)
    page.locator("[name=area_sqm]").fill("4.5")
    page.get_by_role("button", name="Show the cost").click()
    expect(page.get_by_role("region", name="Cost")).to_contain_text("1,125")
    look_at(page)
    for name, typed in TYPED.items():
        page.locator(f"[name={name}]").fill(str(typed))
    page.get_by_role("button", name="Apply for the upper deck").click()
    expect(page.locator("#upper-decks")).to_contain_text("4.50 m²")
    look_at(page)

    sign_in(organizer())
    page.goto("/organizer/upper-decks/")
    look_at(page)
    page.get_by_role("row", name=booking.company.name).get_by_role("link").first.click()
    look_at(page)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("button", name="Take the approval back")).to_be_visible()
    look_at(page)

    sign_in(owner_of(booking.company))
    page.goto(desk)
    expect(page.locator("#upper-decks")).to_contain_text("Approved: 4.50 m², besides the floor space.")
    charged = page.locator("tr, li, div.quote-line", has_text="Per m² of upper deck").last
    expect(charged).to_contain_text("225")
