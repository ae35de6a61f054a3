"""A stranger gets from the public home page to a submitted booking, and sees price and terms before committing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from ciie.kernel.actors import SYSTEM
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.models import Booking
from exhibitors.pricing.terms.models import TermsAcceptance
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind, Section
from tests.browser.accessibility import is_too_wide
from tests.ciie.accounts.conftest import PASSWORD, link_in
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.exhibitors.terms.terms import published
from tests.factories import AllotmentFactory, BoothFactory, EditionFactory, SectorFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOST_CLICKS = 9
MAILBOX = "/the/mailbox/"
TAXES = "The total includes tax at 6%."
COUNTS_PRESSES = """
document.addEventListener("pointerdown", (event) => { if (event.isTrusted) window.pressed(); }, true);
"""
"""At the document: Playwright stops a press at the window where the button has just moved away, and presses again."""

LABEL_IS_BESIDE_TICK = """() => {
  const [tick, words] = ["#terms_accepted", "label[for=terms_accepted]"].map(
    (each) => document.querySelector(each).getBoundingClientRect());
  return tick.right <= words.left + 1 && words.top <= tick.bottom && tick.top <= words.bottom && words.width > 100;
}"""


@pytest.fixture
def presses(visit: BrowserContext) -> list[int]:
    """One entry for each time the mouse was pressed, on whatever page, by whatever."""
    counted: list[int] = []
    visit.expose_function("pressed", lambda: counted.append(1))
    visit.add_init_script(COUNTS_PRESSES)
    return counted


@pytest.fixture
def booth() -> Booth:
    """One of twelve, in an edition with prices, a note on taxes, and terms."""
    present = timezone.now()
    edition = EditionFactory(
        booking_opens_at=present - timedelta(days=1),
        booking_closes_at=present + timedelta(days=30),
        cancel_until_date=(present + timedelta(days=30)).date(),
    )
    allotment = AllotmentFactory(edition=edition, sector=SectorFactory(name="Consumer Goods"))
    for kind in BoothKind:
        key = RateKey(Section.BUSINESS, None, kind)
        set_price(edition.pk, key, Rate(Decimal(1000)), actor=SYSTEM, at=present)
    seller_of(edition)
    tax_row(edition, 6)
    published(edition.pk)
    booths = [BoothFactory(allotment=allotment, left=400 * n, top=0, number=f"B{n:02d}") for n in range(12)]
    return booths[4]


def _as_a_stranger(page: Page, booth: Booth) -> None:
    """From the home page to the plan with a booth ticked. All typing is done with the keys alone."""
    page.goto("/")
    page.get_by_role("link", name="Book space").first.click()
    expect(page.get_by_label("Your name")).to_be_focused()
    _type(page, "Ana Torres", "ana@example.org", PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()

    deliver_due(at=timezone.now())
    letter = f'<a href="{link_in(mail.outbox[0])}">the link in the mail</a>'
    page.route(f"**{MAILBOX}", lambda asked: asked.fulfill(body=letter, content_type="text/html"))
    page.goto(MAILBOX)
    page.get_by_role("link", name="the link in the mail").click()

    expect(page.get_by_role("heading", name="Start with your company")).to_be_visible()
    expect(page.get_by_label("Name", exact=False).first).to_be_focused()
    _type(page, "Aguas Torres SA", "", "Spain")
    page.get_by_role("button", name="Register").click()

    page.get_by_role("link", name=f"Hall {booth.plan.hall.name}").first.click()
    page.locator(f"#booth-{booth.pk}").click()
    expect(page.locator("[data-tray-numbers]")).to_have_text(booth.number)
    expect(page.locator("[data-tray-price]")).not_to_have_text("0")


def _type(page: Page, *words: str) -> None:
    for number, text in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(text)


def _accept_and_submit(page: Page, booth: Booth) -> None:
    price = f"{int(booth.area_sqm * 1000):,}"
    content = page.locator("#content")
    expect(content).to_contain_text(price)
    expect(content).to_contain_text(TAXES)
    expect(content.locator(".terms")).to_contain_text("version 1")
    assert not Booking.objects.filter(state=BookingState.SUBMITTED).exists()
    page.get_by_role("checkbox", name="I accept the terms").check()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()


@pytest.mark.parametrize("button", ["Hold these booths", "Submit now…"])
def test_nine_clicks_from_the_home_page_to_a_submitted_booking(
    page: Page, presses: list[int], booth: Booth, button: str
) -> None:
    _as_a_stranger(page, booth)
    page.get_by_role("button", name=button).click()
    _accept_and_submit(page, booth)
    assert len(presses) == MOST_CLICKS
    booking = Booking.objects.get()
    assert (booking.state, booking.company.name) == (BookingState.SUBMITTED, "Aguas Torres SA")
    assert TermsAcceptance.objects.get().booking == booking


def test_the_tick_is_asked_for_beside_itself(page: Page, booth: Booth) -> None:
    """On a phone as at a desk, for a held booking, one submitted at once, and an application, whose words are kept."""
    _as_a_stranger(page, booth)
    page.get_by_role("button", name="Submit now…").click()
    _is_refused_without_the_tick(page, "Submit")
    page.get_by_role("link", name="Apply for space").first.click()
    page.get_by_label("Sector").select_option(index=1)
    page.get_by_label("Area (m²)").fill("18")
    expect(page.get_by_role("region", name="Estimated price")).to_contain_text("from CNY\N{NO-BREAK SPACE}18,000")
    page.get_by_label("Special requests").fill("near an entrance")
    _is_refused_without_the_tick(page, "Submit the application")
    expect(page.get_by_label("Area (m²)")).to_have_value("18")
    expect(page.get_by_label("Special requests")).to_have_value("near an entrance")
    assert not Booking.objects.exists()
    page.get_by_role("checkbox", name="I accept the terms").check()
    page.get_by_role("button", name="Submit the application").click()
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()


def _is_refused_without_the_tick(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    tick = page.get_by_role("checkbox", name="I accept the terms")
    expect(tick).to_have_accessible_description("To submit, accept the terms of participation.")
    expect(page.get_by_role("link", name="Open the terms in a new tab")).to_be_visible()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(LABEL_IS_BESIDE_TICK)
        assert not is_too_wide(page)
    page.set_viewport_size({"width": 1440, "height": 900})
