"""The main job from end to end: an exhibitor books, an organizer approves, the mail goes out, the m² count."""

import os
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drafts.operations.drafts import BoothDrawing, HallDrawing, ObstructionDrawing, draw_floor_plan
from pavilions.plans.layout.generator.model_venue import HALLS
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    HallFactory,
    MembershipFactory,
    SectorFactory,
    UserFactory,
    organizer,
)

pytestmark = pytest.mark.django_db(transaction=True)

PICTURE = Path(__file__).parents[2] / "docs" / "hall-plan.png"


@pytest.fixture
def edition() -> Edition:
    present = timezone.now()
    edition: Edition = EditionFactory(
        name="7th CIIE (sample)",
        booking_opens_at=present - timedelta(days=1),
        booking_closes_at=present + timedelta(days=30),
        cancel_until_date=(present + timedelta(days=30)).date(),
    )
    return edition


@pytest.fixture
def plan(edition: Edition) -> FloorPlan:
    """Hall 8.2H of the model venue, drawn by the layout generator."""
    venue = next(hall for hall in HALLS if hall.name == "8.2H")
    layout, sector = venue.lay_out(), SectorFactory(name="Food & Agricultural Products")
    hall = HallFactory(name=venue.name, outline=[list(p) for p in venue.outline], gross_area_sqm=venue.gross_area_sqm)
    drawing = HallDrawing(
        [BoothDrawing(booth.number, booth.ring, sector.pk, booth.kind) for booth in layout.booths],
        [ObstructionDrawing(o.kind, o.ring, o.clearance_cm) for o in layout.obstructions],
    )
    draft = draw_floor_plan(edition.pk, hall.pk, drawing, actor=SYSTEM, at=NOON)
    return publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)


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
def chosen(plan: FloorPlan) -> list[Booth]:
    return list(plan.booths.order_by("area_sqm", "number")[:2])


def booths_page(company: Company, plan: FloorPlan) -> str:
    return f"/desk/companies/{company.pk}/halls/booths/?hall={plan.hall.name}&panel=list"


def test_booking_from_the_plan_to_the_totals(
    page: Page,
    sign_in: Callable[[User], None],
    exhibitor: User,
    company: Company,
    plan: FloorPlan,
    chosen: list[Booth],
) -> None:
    area = sum((booth.area_sqm for booth in chosen), Decimal(0))
    sign_in(exhibitor)
    page.goto(booths_page(company, plan))
    for booth in chosen:
        page.locator(f"#booth-{booth.pk}").click()
    page.get_by_role("button", name="Hold these booths").click()
    expect(page.get_by_role("timer")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()
    booking = Booking.objects.get()
    assert totals_of(plan.edition_id, at=timezone.now()).booked_sqm == 0

    sign_in(organizer())
    page.goto(f"/organizer/bookings/{booking.pk}/")
    page.get_by_role("button", name="Approve", exact=True).first.click()
    expect(page.locator(".review-lead")).to_contain_text("Approved")
    booking.refresh_from_db()
    assert booking.state == BookingState.APPROVED

    deliver_due(at=timezone.now())
    assert [sent.to for sent in mail.outbox] == [[exhibitor.email], [exhibitor.email]]
    (letter,) = mail.outbox[1].attachments
    assert letter.mimetype == "application/pdf"
    assert letter.content[:5] == b"%PDF-"

    totals = totals_of(plan.edition_id, at=timezone.now())
    assert (totals.booked_sqm, totals.companies, totals.countries) == (area, 1, 1)


def test_picture_of_the_readme(
    browser: Browser,
    live_server: LiveServer,
    sign_in: Callable[[User], None],
    visit: object,
    page: Page,
    company: Company,
    exhibitor: User,
    plan: FloorPlan,
    tmp_path: Path,
) -> None:
    """`README_PICTURE=1` keeps it as docs/hall-plan.png; otherwise it is only made."""
    booths = list(plan.booths.order_by("number"))
    for turn, booth in enumerate(booths[::3]):
        rival = company if turn % 25 == 1 else CompanyFactory()
        book_booths(rival.pk, plan.edition_id, [booth.pk], actor=SYSTEM, at=timezone.now())
    sign_in(exhibitor)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(booths_page(company, plan))
    page.locator(f"#booth-{booths[1].pk}").click()
    expect(page.locator("[data-tray-numbers]")).to_have_text(booths[1].number)
    path = PICTURE if os.environ.get("README_PICTURE") else tmp_path / PICTURE.name
    page.screenshot(path=path)
    assert path.stat().st_size > 20_000
