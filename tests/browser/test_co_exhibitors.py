"""Companies on somebody else's stand: entered as far as its m² allow, charged, and seen by the organizer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from exhibitors.pricing.rate_cards import Basis
from tests.browser.accessibility import barriers, is_too_wide
from tests.exhibitors.co_exhibitors.stands import Stand
from tests.factories import organizer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
ENTRY = {
    "Website": "https://salt.example.org",
    "Products": "salt, pepper",
    "Catalogue entry, English": "Salt of the sea.",
    "Catalogue entry, Chinese": "海盐",
}


@pytest.fixture
def stand() -> Stand:
    """One booth of 9 m², which shows one company of each kind; a co-exhibitor costs 1,500."""
    return Stand(booths=1, charges={Basis.CO_EXHIBITOR: 1500}, name="Fromagerie du Lac", country="FR")


def enter(page: Page, name: str) -> None:
    page.get_by_role("link", name="Add a company").click()
    page.get_by_label("Kind").select_option("co_exhibitor")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Country or region").select_option("CH")
    for label, text in ENTRY.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Add", exact=True).click()


def look_at(page: Page) -> None:
    """On a desk and on a phone."""
    assert barriers(page) == []
    page.set_viewport_size({"width": PHONE, "height": 844})
    assert (is_too_wide(page), barriers(page)) == (False, [])
    page.set_viewport_size({"width": 1440, "height": 900})


def test_companies_are_entered_as_far_as_the_stand_allows(
    page: Page, sign_in: Callable[[User], None], stand: Stand
) -> None:
    sign_in(stand.owner)
    page.goto(f"/desk/bookings/{stand.booking.pk}/companies/")
    enter(page, "Alpine Bells")
    expect(page.get_by_role("row", name="Alpine Bells")).to_contain_text("1,500")
    charged = page.locator(".panel", has_text="Charged to the booking")
    expect(charged).to_contain_text("1,500")
    look_at(page)

    enter(page, "Salt & Co")
    refusal = "A stand of 9 m² can have at most 1 companies of this kind. Added so far: 1."
    expect(page.locator("#div_id_kind")).to_contain_text(refusal)
    expect(page.get_by_label("Name")).to_have_value("Salt & Co")
    expect(page.get_by_label("Country or region")).to_have_value("CH")
    for label, text in ENTRY.items():
        expect(page.get_by_label(label)).to_have_value(text)
    look_at(page)

    page.get_by_label("Kind").select_option("represented")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("row", name="Salt & Co")).to_contain_text("represented company")
    expect(charged).to_contain_text("1,500")

    sign_in(organizer())
    page.goto("/organizer/co-exhibitors/")
    expect(page.get_by_role("row", name="Alpine Bells")).to_contain_text("Fromagerie du Lac")
    expect(page.get_by_role("row", name="Salt & Co")).to_contain_text("Fromagerie du Lac")
    figures = {
        "Companies on show": "2",
        "Companies with space": "1",
        "Co-exhibitors": "1",
        "Represented companies": "1",
    }
    for label, value in figures.items():
        card = page.locator(".stat", has=page.locator(".stat-label").get_by_text(label, exact=True))
        expect(card.locator(".stat-value")).to_have_text(value)
    look_at(page)
