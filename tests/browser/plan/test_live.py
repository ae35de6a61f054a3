"""Open plans in a real browser, beside a real stream process: what happens elsewhere is seen without a reload."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import submit_booking, withdraw_booking
from exhibitors.companies.models import Company
from pavilions.floor.ledger.operations.booths import withhold_booth
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.states import PlanState
from tests.browser.accessibility import barriers
from tests.ciie.web.streams.servers import stream_process
from tests.factories import (
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    FloorPlanFactory,
    MembershipFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

SOON_MS = 5_000


@pytest.fixture
def allotment() -> Allotment:
    present = timezone.now()
    edition = EditionFactory(
        booking_opens_at=present - timedelta(days=1), booking_closes_at=present + timedelta(days=30)
    )
    allotment: Allotment = AllotmentFactory(edition=edition)
    return allotment


@pytest.fixture
def row(allotment: Allotment) -> list[Booth]:
    return [BoothFactory(allotment=allotment, left=400 * n, top=0, number=f"R{n:02d}") for n in range(6)]


@pytest.fixture
def company() -> Company:
    company: Company = CompanyFactory(name="Nordmeer GmbH")
    return company


@pytest.fixture
def person(company: Company) -> User:
    person: User = UserFactory()
    MembershipFactory(company=company, user=person)
    return person


def desk_page(company: Company, row: list[Booth]) -> str:
    return f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}&panel=list"


def rival_holds(booth: Booth) -> tuple[int, User]:
    rival = CompanyFactory()
    owner = owner_of(rival)
    booking = hold_booths(rival.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=timezone.now())
    return booking.pk, owner


def is_live(page: Page) -> None:
    expect(page.locator("[data-plan][data-live-state=live]")).to_be_visible(timeout=SOON_MS)


@pytest.mark.usefixtures("streams")
def test_what_others_do_shows_on_plan_and_table_and_takes_a_choice_away_in_words(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth]
) -> None:
    sign_in(person)
    page.goto(desk_page(company, row))
    is_live(page)
    page.locator(f"#booth-{row[2].pk}").click()
    page.locator(f"#booth-{row[3].pk}").click()
    expect(page.locator("[data-tray-count]")).to_have_text("2")

    booking, owner = rival_holds(row[2])
    booth = page.locator(f"#booth-{row[2].pk}")
    expect(booth).to_have_class(re.compile(r"\bheld\b"), timeout=SOON_MS)
    expect(booth).to_have_attribute("fill", "url(#plan-held)")
    expect(booth).to_have_attribute("aria-label", re.compile(r", held\b"))
    expect(booth).not_to_have_attribute("role", "checkbox")
    expect(page.locator("[data-live-news]")).to_contain_text("Booth R02 was just taken by someone else")
    expect(page.locator("[data-tray-count]")).to_have_text("1")
    expect(page.locator(f"[data-booth='{row[2].pk}'] .badge-state")).to_have_text("Held")
    tick = page.locator(f"[data-booth='{row[2].pk}'] input")
    expect(tick).to_be_disabled()
    expect(tick).to_be_hidden()

    submit_booking(booking, actor=owner, at=timezone.now())
    expect(booth).to_have_class(re.compile(r"\breserved\b"), timeout=SOON_MS)
    booth.dispatch_event("click")
    expect(page.locator("[data-tray-count]")).to_have_text("1")


@pytest.mark.usefixtures("streams")
def test_booth_that_comes_free_is_offered_in_its_row_as_if_it_had_been_served_so(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth]
) -> None:
    booking, owner = rival_holds(row[2])
    sign_in(person)
    page.goto(f"{desk_page(company, row)}&availability=")
    is_live(page)
    line, tick = (page.locator(f"tr[data-booth='{row[2].pk}']{part}") for part in ("", " input"))
    expect(tick).to_be_hidden()
    expect(tick).to_be_disabled()

    withdraw_booking(booking, actor=owner, at=timezone.now())
    expect(tick).to_be_visible(timeout=SOON_MS)
    expect(line.locator(".badge-state")).to_have_text("Free")
    live_row = line.inner_html()
    line.get_by_text("R02", exact=True).click()
    expect(page.locator(f"#booth-{row[2].pk}")).to_have_attribute("aria-checked", "true")
    expect(page.locator("[data-tray-numbers]")).to_have_text("R02")
    page.reload()
    assert live_row == line.inner_html()

    page.get_by_label("Select booth R02").check()
    page.get_by_role("button", name="Hold these booths").click()
    expect(page.get_by_role("timer")).to_be_visible()


@pytest.mark.usefixtures("streams")
def test_list_of_free_booths_says_how_many_more_fit_and_brings_them_when_asked_with_every_tick(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth]
) -> None:
    booking, owner = rival_holds(row[2])
    sign_in(person)
    page.goto(desk_page(company, row))
    is_live(page)
    page.get_by_label("Select booth R01").check()
    actual, update = page.locator("#list [role=status]"), page.get_by_role("button", name="Update the list")
    expect(actual).to_have_text("")
    expect(update).to_be_hidden()

    rival_holds(row[5])
    withdraw_booking(booking, actor=owner, at=timezone.now())
    expect(actual).to_have_text("More booths now match: 1", timeout=SOON_MS)
    line = page.locator(f"tr[data-booth='{row[5].pk}']")
    expect(line.locator(".badge-state")).to_have_text("Held")  # nobody loses what they read
    expect(page.get_by_label("Select booth R02")).to_have_count(0)
    assert barriers(page) == []

    update.press("Enter")
    page.get_by_label("Select booth R02").check()
    expect(line).to_have_count(0)
    expect(actual).to_have_text("")
    expect(page.get_by_label("Select booth R01")).to_be_checked()
    expect(page.locator("[data-tray-numbers]")).to_have_text("R01, R02")


@pytest.mark.usefixtures("streams")
def test_table_counts_only_those_that_fit_its_other_filters_and_as_long_as_they_do(
    page: Page, row: list[Booth]
) -> None:
    (other, other_owner), (booking, owner) = rival_holds(row[2]), rival_holds(row[3])
    page.goto(f"/plan/{row[0].plan.hall.name}/?availability=free&search=R03&panel=list")
    is_live(page)
    actual = page.locator("#booths .plan-waiting [role=status]")
    withdraw_booking(other, actor=other_owner, at=timezone.now())
    expect(page.locator(f"#booth-{row[2].pk}")).to_have_class(re.compile(r"\bfree\b"), timeout=SOON_MS)
    expect(actual).to_have_text("")
    withdraw_booking(booking, actor=owner, at=timezone.now())
    expect(actual).to_have_text("More booths now match: 1", timeout=SOON_MS)
    rival_holds(row[3])
    expect(actual).to_have_text("", timeout=SOON_MS)
    expect(page.get_by_role("button", name="Update the list")).to_be_hidden()


@pytest.mark.usefixtures("streams")
def test_card_of_a_booth_offers_it_as_long_as_it_is_free(page: Page, row: list[Booth]) -> None:
    page.goto(f"/plan/{row[0].plan.hall.name}/?booth=R01")
    is_live(page)
    offer = page.locator("#booth-card").get_by_role("link", name="Book this booth")
    expect(offer).to_be_visible()
    booking, owner = rival_holds(row[1])
    expect(offer).to_be_hidden(timeout=SOON_MS)
    expect(page.locator("#booth-card .badge-state")).to_have_text("Held")
    withdraw_booking(booking, actor=owner, at=timezone.now())
    expect(offer).to_be_visible(timeout=SOON_MS)


@pytest.mark.usefixtures("streams")
def test_one_books_and_the_other_sees_it(
    browser: Browser,
    live_server: LiveServer,
    page: Page,
    sign_in: Callable[[User], None],
    person: User,
    company: Company,
    row: list[Booth],
) -> None:
    other = browser.new_context(base_url=live_server.url).new_page()
    other.goto(f"/plan/{row[0].plan.hall.name}/")
    is_live(other)
    sign_in(person)
    page.goto(desk_page(company, row))
    page.locator(f"#booth-{row[1].pk}").click()
    page.get_by_role("button", name="Hold these booths").click()
    expect(other.locator(f"#booth-{row[1].pk}")).to_have_class(re.compile(r"\bheld\b"), timeout=SOON_MS)
    other.context.close()


@pytest.mark.usefixtures("streams")
def test_the_countdown_of_a_hold_ends_when_a_colleague_submits_it(
    page: Page, sign_in: Callable[[User], None], person: User, company: Company, row: list[Booth]
) -> None:
    at = timezone.now()
    booking = hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk, row[1].pk], actor=person, at=at)
    sign_in(person)
    page.goto(f"/desk/bookings/{booking.pk}/")
    expect(page.get_by_role("timer")).to_be_visible()
    page.wait_for_timeout(1_000)
    submit_booking(booking.pk, actor=owner_of(company), at=at)
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_role("timer")).to_have_count(0)


@pytest.mark.usefixtures("streams")
def test_another_version_takes_the_place_of_the_one_shown(page: Page, row: list[Booth]) -> None:
    page.goto(f"/plan/{row[0].plan.hall.name}/")
    is_live(page)
    before = row[0].plan
    newer = FloorPlanFactory(edition=before.edition, hall=before.hall, version=2, published=False)
    BoothFactory(allotment=row[0].allotment, plan=newer, left=0, top=800, number="N01")
    with transaction.atomic():
        FloorPlan.objects.filter(pk=before.pk).update(state=PlanState.SUPERSEDED)
        FloorPlan.objects.filter(pk=newer.pk).update(state=PlanState.PUBLISHED, published_at=timezone.now())
    expect(page.locator(".booth[data-number=N01]")).to_be_visible(timeout=SOON_MS)
    expect(page.locator(".booth[data-number=R00]")).to_have_count(0)
    expect(page.locator("[data-live-news]")).to_contain_text("A new version of this plan has been published")
    is_live(page)


def test_a_restart_of_the_streams_is_survived(
    browser: Browser,
    live_server: LiveServer,
    redis_url: str,
    stream_port: int,
    environment: dict[str, str],
    row: list[Booth],
) -> None:
    page = browser.new_context(base_url=live_server.url).new_page()
    with stream_process(redis_url, environment, port=stream_port):
        page.goto(f"/plan/{row[0].plan.hall.name}/")
        is_live(page)
    expect(page.locator("[data-plan][data-live-state=away]")).to_be_visible(timeout=SOON_MS)
    withhold_booth(row[0].pk, reason="A pillar", actor=organizer(), at=timezone.now())
    with stream_process(redis_url, environment, port=stream_port):
        expect(page.locator("[data-plan][data-live-state=live]")).to_be_visible(timeout=40_000)
        expect(page.locator(f"#booth-{row[0].pk}")).to_have_class(re.compile(r"\bblocked\b"), timeout=SOON_MS)
    page.context.close()


def test_readers_whose_stream_ends_come_back_spread_over_seconds(page: Page, row: list[Booth]) -> None:
    page.goto(f"/plan/{row[0].plan.hall.name}/")
    pauses = "many => import('/static/js/follow.js').then(m => many.map(n => m.pauseAfter(n, Math.random())))"
    for failures, longest in [(0, 5_000), (1, 9_000), (9, 31_000)]:
        waited = page.evaluate(pauses, [failures] * 2_000)
        assert all(1_000 <= ms <= longest for ms in waited)
        busiest = max(Counter(int(ms) // 100 for ms in waited).values())
        assert busiest < 110, f"{busiest} of 2,000 within a tenth of a second"  # 50 on average of the first


@pytest.mark.usefixtures("stream_port")
def test_where_no_stream_can_be_had_the_site_is_asked_now_and_then(
    browser: Browser, live_server: LiveServer, row: list[Booth]
) -> None:
    page = browser.new_context(base_url=live_server.url).new_page()
    page.goto(f"/plan/{row[0].plan.hall.name}/")
    expect(page.locator("[data-plan][data-live-state=away]")).to_be_visible(timeout=SOON_MS)
    page.set_viewport_size({"width": 390, "height": 800})
    note, buttons = (page.locator(place).bounding_box() for place in (".plan-connection", ".plan-tools"))
    assert note is not None
    assert buttons is not None
    assert buttons["y"] + buttons["height"] < note["y"]  # on a phone, it leaves the buttons free
    withhold_booth(row[0].pk, reason="A pillar", actor=organizer(), at=timezone.now())
    expect(page.locator(f"#booth-{row[0].pk}")).to_have_class(re.compile(r"\bblocked\b"), timeout=20_000)
    page.context.close()


@pytest.mark.usefixtures("streams")
def test_organizers_see_who_is_viewing(
    browser: Browser,
    live_server: LiveServer,
    page: Page,
    visit_as: Callable[[User], Page],
    person: User,
    company: Company,
    row: list[Booth],
) -> None:
    watching = visit_as(organizer())
    watching.goto(f"/organizer/halls/{row[0].plan.hall.name}/")
    is_live(watching)
    looking = visit_as(person)
    looking.goto(desk_page(company, row))
    is_live(looking)
    looking.locator(f"#booth-{row[4].pk}").focus()
    expect(watching.locator("[data-lookers]")).to_contain_text("R04 Nordmeer GmbH", timeout=10_000)
    expect(watching.locator(f"#booth-{row[4].pk}")).to_have_class(re.compile(r"\blooked-at\b"))


@pytest.mark.usefixtures("streams")
def test_organizers_see_the_name_of_a_new_holder_and_no_longer_that_of_an_old_one(
    visit_as: Callable[[User], Page], person: User, company: Company, row: list[Booth]
) -> None:
    watching = visit_as(organizer())
    rival_holds(row[5])
    watching.goto(f"/organizer/halls/{row[0].plan.hall.name}/")
    is_live(watching)
    at = timezone.now()
    booking = hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk], actor=person, at=at)
    booth = watching.locator(f"#booth-{row[0].pk}")
    expect(booth).to_have_attribute("aria-label", re.compile("held.*Nordmeer GmbH"), timeout=SOON_MS)
    listed = watching.locator(f"tr[data-booth='{row[0].pk}']")
    expect(listed).to_contain_text("Nordmeer GmbH")
    withdraw_booking(booking.pk, actor=person, at=at)
    expect(listed).not_to_contain_text("Nordmeer GmbH", timeout=SOON_MS)
    expect(booth).to_have_attribute("aria-label", re.compile("free$|free, [A-Z]{3}"), timeout=SOON_MS)


@pytest.mark.usefixtures("streams")
def test_the_venue_shows_what_happens_in_any_hall(page: Page, row: list[Booth]) -> None:
    elsewhere = BoothFactory(allotment__edition=row[0].plan.edition)
    page.goto("/venue/")
    is_live(page)
    for booth in (row[1], elsewhere):
        rival_holds(booth)
        expect(page.locator(f"#booth-{booth.pk}")).to_have_class(re.compile(r"\bheld\b"), timeout=SOON_MS)
        expect(page.locator(f"tr[data-booth='{booth.pk}'] .badge-state")).to_have_text("Held")
    FloorPlanFactory(edition=row[0].plan.edition)
    expect(page.locator("[data-live-news]")).to_contain_text("A new version", timeout=SOON_MS)
    is_live(page)
