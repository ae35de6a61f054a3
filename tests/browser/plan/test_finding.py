"""Finding and choosing booths on real pages: the filter, the tray, addresses that are shared, fingers and keys."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
import time_machine
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind, Section
from tests.browser.accessibility import barriers, is_too_wide
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, MembershipFactory

SCALE = "drawing => drawing.getScreenCTM().a"
HALL = [[0, 0], [2_400, 0], [2_400, 700], [0, 700]]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def booths(live_server: LiveServer) -> list[Booth]:
    """A01 to A05 side by side: 9 m² each, the last with two open sides; A02 is booked by a company of France."""
    allotment = AllotmentFactory(hall__name="5.2H", hall__outline=HALL, capacity_sqm=900)
    rate = Rate(Decimal(100), None, (Decimal(0), Decimal(10), Decimal(0), Decimal(0)))
    set_price(allotment.edition_id, RateKey(Section.BUSINESS, None, BoothKind.SHELL), rate, actor=SYSTEM, at=NOON)
    made: list[Booth] = [
        BoothFactory(allotment=allotment, number=f"A0{place}", left=400 * place, top=200, open_sides=1 + place // 5)
        for place in range(1, 6)
    ]
    company = CompanyFactory(name="Fromages Réunis", country="FR", is_on_public_plans=True)
    booking = book_booths(company.pk, allotment.edition_id, [made[1].pk], actor=SYSTEM, at=NOON)
    approve_booking(booking.pk, actor=SYSTEM, at=NOON)
    return made


def dimmed(page: Page) -> list[str]:
    found: list[str] = page.locator(".booth.dimmed").evaluate_all("all => all.map(each => each.dataset.number)")
    return found


def test_search_dims_the_rest_of_the_plan_and_can_be_shared(
    page: Page, visit: BrowserContext, booths: list[Booth]
) -> None:
    page.goto("/plan/5.2H/")
    page.get_by_label("Booth, company, country or product").fill("france")
    expect(page.locator("#booths [role=status]")).to_have_text("1 of 5 booths")
    expect(page.locator(".booth.dimmed")).to_have_count(4)
    assert page.url.endswith("/plan/5.2H/?search=france")
    shared = visit.new_page()
    shared.goto(page.url)
    expect(shared.locator("#booths [role=status]")).to_have_text("1 of 5 booths")
    assert dimmed(shared) == dimmed(page) == ["A01", "A03", "A04", "A05"]
    page.get_by_label("Booth, company, country or product").fill("")
    expect(page.locator(".booth.dimmed")).to_have_count(0)


def test_layers_are_switched_without_a_new_page(page: Page, booths: list[Booth]) -> None:
    page.goto("/plan/5.2H/?panel=layers")
    written = page.locator(f"#booth-{booths[0].pk}")
    expect(written.get_by_text("9 m²")).to_be_visible()
    expect(written.get_by_text("900")).to_be_hidden()
    page.get_by_label("Prices, plus tax where due").check()
    expect(page.locator("svg.plan.with-prices")).to_have_count(1)
    expect(written.get_by_text("900")).to_be_visible()
    expect(written.get_by_text("9 m²")).to_be_hidden()
    page.wait_for_url("**/plan/5.2H/?panel=layers&layers=prices")


def test_booth_that_is_opened_gets_a_card_and_an_address(
    page: Page, visit: BrowserContext, booths: list[Booth]
) -> None:
    page.goto("/plan/5.2H/")
    page.locator(f"#booth-{booths[0].pk}").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#booth-card")).to_contain_text("Fromages Réunis")
    assert page.url.endswith("?booth=A02")
    shared = visit.new_page()
    shared.goto(page.url)
    expect(shared.get_by_role("heading", name="Booth 5.2H/A02")).to_be_visible()
    expect(shared.locator(f"#booth-{booths[1].pk}.meant")).to_be_in_viewport()
    assert barriers(shared) == []
    page.get_by_role("link", name="Close").click()
    expect(page.locator("#booth-card")).to_be_hidden()
    assert page.url.endswith("/plan/5.2H/")


def test_arrows_pass_over_what_the_filter_leaves_out(page: Page, booths: list[Booth]) -> None:
    page.goto("/plan/5.2H/?availability=free")
    page.locator(f"#booth-{booths[0].pk}").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(":focus").get_attribute("data-number") == "A03"


def test_arrows_keep_to_free_booths_if_wanted(page: Page, booths: list[Booth]) -> None:
    page.goto("/plan/5.2H/?panel=layers")
    page.get_by_label("Arrow keys stop at free booths only").check()
    page.wait_for_url("**keys=on*")
    page.locator(f"#booth-{booths[0].pk}").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(":focus").get_attribute("data-number") == "A03"


def test_what_is_searched_comes_into_view(page: Page, booths: list[Booth]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/plan/5.2H/")
    before = page.locator("svg.plan").evaluate(SCALE)
    page.get_by_label("Booth, company, country or product").fill("a5")
    found = page.locator(f"#booth-{booths[4].pk}")
    expect(page.locator("svg.plan.filtered .booth:not(.dimmed)")).to_have_count(1)
    expect(found).to_be_in_viewport()
    assert page.locator("svg.plan").evaluate(SCALE) > before * 1.5
    page.get_by_label("Booth, company, country or product").fill("a1")
    expect(page.locator(f"#booth-{booths[0].pk}:not(.dimmed)")).to_be_in_viewport()


def test_search_that_finds_nothing_says_so(page: Page, booths: list[Booth]) -> None:
    for address in ("/plan/5.2H/?search=zzzz", "/plan/5.2H/"):
        page.goto(address)
        page.get_by_label("Booth, company, country or product").fill("zzzz")
        expect(page.get_by_text("No matching booths")).to_be_visible()


def test_tray_adds_up_number_area_and_price_and_submits(
    page: Page, sign_in: Callable[[User], None], booths: list[Booth]
) -> None:
    membership = MembershipFactory()
    sign_in(membership.user)
    page.goto("/plan/5.2H/?booth=A01")
    page.get_by_role("link", name="Book this booth").click()
    tray = page.locator("[data-plan-tray]")
    expect(tray.locator("[data-tray-count]")).to_have_text("1")
    page.locator(f"#booth-{booths[4].pk}").click()
    expect(tray.locator("[data-tray-count]")).to_have_text("2")
    expect(tray.locator("[data-tray-area]")).to_have_text("18")
    expect(tray.locator("[data-tray-price]")).to_have_text("1,890")
    assert barriers(page) == []
    page.get_by_role("button", name="Submit now…").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    page.wait_for_url("**/desk/bookings/*/")
    booking = Booking.objects.get(company=membership.company)
    assert booking.state == BookingState.SUBMITTED


def test_fingers_magnify_a_plan_on_a_phone(visit: BrowserContext, live_server: LiveServer, booths: list[Booth]) -> None:
    browser = visit.browser
    assert browser is not None
    phone = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True)
    page = phone.new_page()
    page.goto("/plan/5.2H/")
    pane = page.locator("[data-plan-pane]")
    pane.scroll_into_view_if_needed()
    box = pane.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.locator("svg.plan").evaluate(SCALE)
    touch = phone.new_cdp_session(page)
    for kind, apart in [("touchStart", 80), *(("touchMove", apart) for apart in range(90, 170, 10)), ("touchEnd", 0)]:
        points = [{"x": x - apart / 2, "y": y, "id": 0}, {"x": x + apart / 2, "y": y, "id": 1}] if apart else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_timeout(400)
    assert page.locator("svg.plan").evaluate(SCALE) / before == pytest.approx(2, abs=0.1)
    phone.close()


def test_everything_works_without_scripts(visit: BrowserContext, live_server: LiveServer, booths: list[Booth]) -> None:
    browser = visit.browser
    assert browser is not None
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = plain.new_page()
    page.goto("/plan/5.2H/")
    page.get_by_label("Booth, company, country or product").fill("A03")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#booths [role=status]")).to_have_text("1 of 5 booths")
    assert dimmed(page) == ["A01", "A02", "A04", "A05"]
    page.locator(f"#booth-{booths[2].pk}").click()
    expect(page.get_by_role("heading", name="Booth 5.2H/A03")).to_be_visible()
    assert "search=A03" in page.url
    plain.close()


@pytest.mark.parametrize("address", ["/plan/", "/venue/", "/plan/5.2H/?area_min=9"])
def test_plans_have_no_barriers_and_fit_a_phone(page: Page, booths: list[Booth], address: str) -> None:
    page.goto(address)
    assert barriers(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert not is_too_wide(page)
