"""What the floor plan is for, from end to end: planners draw and import while exhibitors watch, and book at once."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.office.imports.tasks import run_import
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.plan_files.models import ImportRun
from pavilions.states import OrganizerRole, PlanState
from tests.browser.accessibility import barriers
from tests.browser.editor.conftest import desk_on
from tests.exhibitors.plan_changes import books_are_right, space_of
from tests.factories import (
    AllotmentFactory,
    CompanyFactory,
    EditionFactory,
    HallFactory,
    MembershipFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.likenesses import construction_fair

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("streams")]

SOON_MS = 5_000
PATIENCE_MS = 60_000
"""For reading a drawing, which a process of its own does, and for the first page of a server that has just begun."""
PICTURES = os.environ.get("ACCEPTANCE_PICTURES")
"""A folder to keep pictures of the way in, to look at."""
RUN = re.compile(r"/organizer/imports/\d+/$")


@pytest.fixture
def edition() -> Edition:
    present = timezone.now()
    edition: Edition = EditionFactory(
        booking_opens_at=present - timedelta(days=1), booking_closes_at=present + timedelta(days=30)
    )
    return edition


@pytest.fixture
def company() -> Company:
    company: Company = CompanyFactory(name="Fonmerle Vignobles SAS")
    return company


@pytest.fixture
def exhibitor(company: Company) -> User:
    exhibitor: User = UserFactory(name="Camille Verdier")
    MembershipFactory(company=company, user=exhibitor)
    return exhibitor


@pytest.fixture
def planner() -> User:
    return organizer(OrganizerRole.FLOOR_PLANNER, user__name="Ana Planner")


def opened(page: Page, address: str) -> Page:
    """The page, marked: the mark is gone as soon as it is loaded anew."""
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.evaluate("window.asItWas = true")
    return page


def is_as_it_was(page: Page) -> bool:
    return bool(page.evaluate("window.asItWas === true"))


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"))


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Versions in force over time")).to_be_visible()


def book(page: Page, booth: Booth) -> None:
    page.locator(f"#booth-{booth.pk}").click()
    page.get_by_role("button", name="Hold these booths").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()


def generated(page: Page) -> FloorPlan:
    """A new hall of 120 × 60 m in rows of 3 × 3 m, made a draft from the list of plans."""
    page.goto("/organizer/plans/")
    page.get_by_role("link", name="Generate a layout").first.click()
    for name, value in {"name": "9.1H", "width": "120", "depth": "60", "capacity_sqm": "7200"}.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_label("Sector").select_option(label="Food & Agricultural Products")
    page.get_by_role("button", name="Refresh").first.click()
    expect(page.locator(".stats")).to_contain_text("7,200")
    assert barriers(page) == []
    picture(page, "generated")
    page.get_by_role("button", name="Create a draft").first.click()
    page.wait_for_url("**/organizer/drafts/*/")
    return FloorPlan.objects.get()


def merge_an_island(page: Page, plan: FloorPlan) -> None:
    """Two booths back to back that stand alone in their block become one, open on all sides."""
    first = Booth.objects.filter(plan=plan, open_sides=3).order_by("pk").first()
    assert first is not None
    left, bottom = first.ring[0][0], first.ring[2][1]
    behind = next(b for b in Booth.objects.filter(plan=plan, open_sides=3) if b.ring[0] == (left, bottom))
    desk = desk_on(page, plan)
    desk.click(left + 150, bottom - 150)
    page.keyboard.down("Shift")
    desk.click(left + 150, bottom + 150)
    page.keyboard.up("Shift")
    page.keyboard.press("m")
    desk.saved()
    island = desk.booth(first.number)
    assert (island.area_sqm, island.sides) == (first.area_sqm + behind.area_sqm, 4)
    assert behind.number not in desk.numbers()
    picture(page, "merged")


def test_hall_from_nothing_is_seen_and_booked_in_another_browser_without_a_reload(
    edition: Edition, company: Company, exhibitor: User, planner: User, visit_as: Callable[[User], Page]
) -> None:
    SectorFactory(name="Food & Agricultural Products")
    watching = opened(visit_as(exhibitor), f"/desk/companies/{company.pk}/halls/")
    expect(watching.get_by_role("heading", name="No halls are on sale yet")).to_be_visible()
    public = opened(visit_as(exhibitor), "/plan/")

    drawing = visit_as(planner)
    drawing.set_default_timeout(PATIENCE_MS)
    plan = generated(drawing)
    merge_an_island(drawing, plan)
    drawing.get_by_role("link", name="Compare and publish").click()
    publish(drawing)
    plan.refresh_from_db()
    assert (plan.state, plan.hall.name) == (PlanState.PUBLISHED, "9.1H")
    assert Allotment.objects.get().capacity_sqm == 7_200

    link = watching.get_by_role("link", name="Hall 9.1H")
    expect(link).to_be_visible(timeout=SOON_MS)
    expect(watching.locator("[data-halls-news]")).to_contain_text("The halls or their plans have changed")
    assert is_as_it_was(watching)
    assert barriers(watching) == []
    expect(public.get_by_role("link", name="Plan of 9.1H")).to_be_visible(timeout=SOON_MS)
    assert is_as_it_was(public)
    picture(watching, "halls")

    link.click()
    island = plan.booths.get(open_sides=4)
    expect(watching.locator(f"#booth-{island.pk}")).to_have_attribute(
        "aria-label", f"Booth 9.1H/{island.number}, 18 m², shell scheme, 4 open sides, free"
    )
    looking = opened(visit_as(planner), "/organizer/halls/9.1H/")
    book(watching, island)
    expect(looking.locator(f"#booth-{island.pk}.reserved")).to_be_visible(timeout=SOON_MS)
    assert is_as_it_was(looking)
    booking = Booking.objects.get()
    assert (space_of(booking), books_are_right()) == ([(island.number, Decimal(18), "reserved")], True)


def upload(page: Page, path: Path) -> None:
    page.goto("/organizer/imports/new/")
    page.get_by_label("A hall's floor plan").check()
    page.get_by_label("Hall", exact=True).select_option(label="9.1H")
    page.get_by_label("Sector").select_option(index=1)
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Preview the file").click()
    page.wait_for_url(RUN)


def bring_in(page: Page) -> FloorPlan:
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)
    run_import(run_id=ImportRun.objects.latest("pk").pk)
    expect(page.get_by_role("heading", name="Done")).to_be_visible()  # the page loads itself anew once it knows
    return FloorPlan.objects.latest("version")


def decide(page: Page, booking: Booking, choice: str, *, move_to: tuple[str, str] | None = None) -> None:
    card = page.locator("li.claim-card", has_text=booking.company.name)
    card.get_by_label(choice).check()
    if move_to:
        card.get_by_label(move_to[0]).fill(move_to[1])
    card.get_by_role("button", name="Save decision").click()


def booked(plan: FloorPlan, number: str) -> Booking:
    rival = CompanyFactory()
    booth = plan.booths.get(number=number)
    return book_booths(rival.pk, plan.edition_id, [booth.pk], actor=owner_of(rival), at=timezone.now())


def large_hall(edition: Edition) -> None:
    """9.1H, 170 × 120 m."""
    outline = [[0, 0], [17_000, 0], [17_000, 12_000], [0, 12_000]]
    AllotmentFactory(edition=edition, hall=HallFactory(name="9.1H", outline=outline, gross_area_sqm=20_400))
    Allotment.objects.update(capacity_sqm=20_400)


def without_b7_and_a26_renumbered(drawing: Path, folder: Path) -> Path:
    changed = folder / "changed.svg"
    text, shape = drawing.read_text(), construction_fair.shape_of("B7")
    assert (text.count(shape), text.count(">A26<")) == (1, 1)
    changed.write_text(text.replace(shape, "").replace(">A26<", ">A26B<"))
    return changed


def publish_with_decisions(page: Page, draft: FloorPlan, *, keeping: Booking, moving: Booking) -> None:
    """One holder keeps the booth under its new number, the other moves to A53."""
    page.goto(f"/organizer/plans/{draft.pk}/")
    expect(page.get_by_text("2 holders are still undecided")).to_be_visible()
    picture(page, "holders")
    decide(page, keeping, "Keeps it as A26B")
    expect(page.get_by_text("1 holder is still undecided")).to_be_visible()
    elsewhere = "Number of the free booth for the holder of B7", "A53"
    decide(page, moving, "Relocates to another free booth:", move_to=elsewhere)
    publish(page)


def test_designers_drawing_is_published_booked_changed_and_published_over_its_bookings_without_losing_one(
    edition: Edition,
    company: Company,
    exhibitor: User,
    planner: User,
    visit_as: Callable[[User], Page],
    tmp_path: Path,
) -> None:
    large_hall(edition)
    importing = visit_as(planner)
    importing.set_default_timeout(PATIENCE_MS)
    drawing = tmp_path / "floorplan.svg"
    drawing.write_bytes(construction_fair.drawing_svg())
    booths = len(construction_fair.DRAWN)
    upload(importing, drawing)
    importing.get_by_label("Publish immediately").check()
    plan = bring_in(importing)
    assert (plan.state, plan.booths.count()) == (PlanState.PUBLISHED, booths)

    watching = opened(visit_as(exhibitor), f"/desk/companies/{company.pk}/halls/booths/?hall=9.1H")
    book(watching, plan.booths.get(number="A26"))
    lost, staying = booked(plan, "B7"), booked(plan, "A99")
    watching = opened(visit_as(exhibitor), "/plan/9.1H/")

    upload(importing, without_b7_and_a26_renumbered(drawing, tmp_path))
    expect(importing.locator("#changes")).to_be_visible()
    draft = bring_in(importing)
    assert (draft.state, draft.booths.count()) == (PlanState.DRAFT, booths - 1)

    publish_with_decisions(importing, draft, keeping=Booking.objects.get(company=company), moving=lost)

    expect(watching.locator(".booth[data-number=A26B].reserved")).to_be_visible(timeout=SOON_MS)
    expect(watching.locator(".booth[data-number=B7]")).to_have_count(0)
    assert is_as_it_was(watching)
    picture(watching, "changed")
    spaces = [space_of(each) for each in (Booking.objects.get(company=company), lost, staying)]
    actual = [[(number, state) for number, _area, state in space] for space in spaces]
    assert actual == [[("A26B", "reserved")], [("A53", "reserved")], [("A99", "reserved")]]
    held = SpaceClaim.objects.live().values_list("booth__plan", flat=True)
    assert sorted(held) == [draft.pk] * 3
    assert books_are_right()
