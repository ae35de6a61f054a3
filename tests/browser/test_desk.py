"""The exhibitor's desk in a real browser: with the plan's modules and htmx, and without any script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from tests.browser.accessibility import faults
from tests.clients import signed_in
from tests.factories import (
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    UserFactory,
    owner_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def allotment() -> Allotment:
    """Space in an edition that takes bookings at this very moment: a browser's clock is not ours to stop."""
    present = timezone.now()
    edition = EditionFactory(
        booking_opens_at=present - timedelta(days=1), booking_closes_at=present + timedelta(days=30)
    )
    allotment: Allotment = AllotmentFactory(edition=edition)
    return allotment


@pytest.fixture
def row(allotment: Allotment) -> list[Booth]:
    """Thirty booths in a row: more than one page of the list beside a plan."""
    return [BoothFactory(allotment=allotment, left=400 * n, top=0, number=f"R{n:02d}") for n in range(30)]


@pytest.fixture
def company() -> Company:
    company: Company = CompanyFactory(name="Nordmeer GmbH")
    return company


@pytest.fixture
def person(company: Company) -> User:
    person: User = UserFactory(name="Ana Torres")
    MembershipFactory(company=company, user=person)
    return person


def _booths_page(company: Company, row: list[Booth]) -> str:
    return f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}&panel=list"


def _hold_by_a_rival(booth: Booth) -> None:
    rival = CompanyFactory()
    hold_booths(rival.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(rival), at=timezone.now())


def test_choosing_on_plan_and_list_then_submitting(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth]
) -> None:
    sign_in(person)
    page.goto(_booths_page(company, row))
    page.locator(f"#booth-{row[3].pk}").click()
    expect(page.get_by_label("Select booth R03")).to_be_checked()
    page.get_by_label("Select booth R05").check()
    expect(page.locator("[data-tray-area]")).to_have_text("18")

    page.get_by_role("button", name="Page 2").click()
    page.get_by_label("Select booth R29").check()
    expect(page.locator("[data-tray-numbers]")).to_have_text("R03, R05, R29")
    page.get_by_role("button", name="Hold these booths").click()

    expect(page.get_by_role("timer")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()
    claims = Booking.objects.get(state=BookingState.SUBMITTED).claims.live()
    assert set(claims.values_list("booth__number", flat=True)) == {"R03", "R05", "R29"}


def test_filtering_keeps_ticks_without_loading_the_plan_anew(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth]
) -> None:
    sign_in(person)
    page.goto(_booths_page(company, row))
    page.get_by_label("Select booth R02").check()
    page.evaluate("document.querySelector('svg.plan').dataset.same = 'yes'")
    page.get_by_label("Booth, company, country or product").fill("R1")
    expect(page.get_by_label("Select booth R10")).to_be_visible()
    expect(page.get_by_label("Select booth R20")).to_have_count(0)
    expect(page.locator(".chip")).to_contain_text("R02")
    page.get_by_label("Booth, company, country or product").fill("")
    expect(page.get_by_label("Select booth R02")).to_be_checked()
    expect(page.locator("svg.plan[data-same=yes]")).to_have_count(1)
    assert "csrfmiddlewaretoken" not in page.url


@pytest.mark.parametrize("beside_plan", [True, False])
def test_tick_made_while_the_list_is_on_its_way_is_kept(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth], beside_plan: bool
) -> None:
    sign_in(person)
    page.goto(_booths_page(company, row) if beside_plan else f"/desk/companies/{company.pk}/halls/booths/")
    on_their_way: list[Route] = []

    def keep_waiting(route: Route) -> None:
        on_their_way.append(route)

    page.route("**/halls/booths/?*", keep_waiting)
    page.get_by_label("Select booth R04").check()
    with page.expect_request("**/halls/booths/?*"):
        page.get_by_label("Booth, company, country or product").fill("R0")
    page.get_by_label("Select booth R02").check()
    page.get_by_label("Select booth R04").uncheck()
    for route in on_their_way:
        route.continue_()
    expect(page.get_by_label("Select booth R20")).to_have_count(0)
    expect(page.get_by_label("Select booth R02")).to_be_checked()
    expect(page.get_by_label("Select booth R04")).not_to_be_checked()
    expect(page.locator("[data-tray-numbers]")).to_have_text("R02")


def test_booth_just_taken_is_replaced_by_one_click(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth]
) -> None:
    sign_in(person)
    page.goto(_booths_page(company, row))
    page.get_by_label("Select booth R01").check()
    page.get_by_label("Select booth R02").check()
    _hold_by_a_rival(row[2])
    page.get_by_role("button", name="Hold these booths").click()
    expect(page.get_by_role("alert")).to_contain_text("R02 was just taken")
    page.get_by_role("button", name=f"Hold {row[0].plan.hall.name}/R03 instead").click()
    expect(page.get_by_role("timer")).to_be_visible()
    claims = Booking.objects.get(company=company).claims.live()
    assert set(claims.values_list("booth__number", flat=True)) == {"R01", "R03"}


def test_choosing_works_without_any_script(
    browser: Browser, live_server: LiveServer, person: User, company: Company, row: list[Booth]
) -> None:
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as visit:
        client = signed_in(person)
        session = client.cookies["sessionid"].value
        visit.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = visit.new_page()
        page.goto(_booths_page(company, row))
        page.get_by_label("Select booth R01").check()
        page.get_by_role("button", name="Page 2").click()
        page.get_by_label("Select booth R28").check()
        page.get_by_role("button", name="Area").click()
        expect(page.get_by_role("columnheader", name="Area")).to_have_attribute("aria-sort", "ascending")
        page.get_by_role("button", name="Hold these booths").click()
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()
    claims = Booking.objects.get(company=company).claims.live()
    assert set(claims.values_list("booth__number", flat=True)) == {"R01", "R28"}


def test_desk_has_no_barriers(page: Page, sign_in: Callable[[User], None], person: User, row: list[Booth]) -> None:
    company = Company.objects.get(memberships__user=person)
    edition_id, at = row[0].plan.edition_id, timezone.now()
    booking = hold_booths(company.pk, edition_id, [row[0].pk], actor=person, at=at)
    sign_in(person)
    home, mine = f"/desk/companies/{company.pk}", f"/desk/bookings/{booking.pk}"
    ticked = f"{_booths_page(company, row)}&booths={row[0].pk}&booths={row[1].pk}&booths={row[29].pk}"
    addresses = [
        "/desk/", "/desk/bookings/", f"{home}/", f"{home}/edit/", f"{home}/people/", f"{home}/halls/", ticked,
        f"{home}/apply/", f"{mine}/", f"{mine}/submit/", f"{mine}/wishes/",
    ]  # fmt: skip
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page, [("light", 360), ("light", 1440)])
    assert {address: broken for address, broken in found.items() if broken} == {}
