from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.models import DailySnapshot
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.ledger.operations.ledger import claim_booths
from pavilions.floor.models.allotment import Allotment
from pavilions.states import ClaimState, HolderKind, Section
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    NationalPavilionFactory,
    SectorFactory,
    UserFactory,
    organizer,
)
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def food() -> Allotment:
    edition = EditionFactory(number=7)
    made: Allotment = AllotmentFactory(edition=edition, sector=SectorFactory(code="food"), hall__name="1.1H")
    return made


@pytest.fixture
def director(client: Client) -> Client:
    client.force_login(organizer())
    return client


def book(allotment: Allotment, country: str = "FR") -> None:
    booth = BoothFactory(allotment=allotment)
    company = CompanyFactory(country=country)
    booking = book_booths(company.pk, allotment.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    approve_booking(booking.pk, actor=SYSTEM, at=NOON)


def test_each_figure_leads_to_its_rows(director: Client, food: Allotment) -> None:
    book(food)
    answer = director.get("/organizer/")
    assert_clean(answer)
    for address in (
        "/organizer/bookings/?edition=7&amp;state=booked",
        "/organizer/bookings/?edition=7&amp;state=booked&amp;sector=food",
        "/organizer/bookings/?edition=7&amp;state=booked&amp;hall=1.1H",
        "/organizer/bookings/?edition=7&amp;state=approved",
    ):
        assert f'href="{address}"' in answer.text
        assert "Bookings: 1. Companies: 1." in director.get(address.replace("&amp;", "&")).text
    for address in ("part=booked", "part=booked&amp;country=FR"):
        assert f'href="/organizer/companies/?edition=7&amp;{address}"' in answer.text
        companies = director.get(f"/organizer/companies/?edition=7&{address.replace('&amp;', '&')}")
        assert "1–1 of 1" in companies.text


def test_pace_is_drawn_beside_earlier_editions_and_shown_in_a_table(
    director: Client, food: Allotment, settings: Settings
) -> None:
    settings.CLOCK_OFFSET = NOON - timezone.now()
    book(food)
    earlier = EditionFactory(number=6, opens_date=date(2023, 11, 5), closes_date=date(2023, 11, 10), status="archived")
    DailySnapshot.objects.create(edition=earlier, on_date=date(2023, 5, 13), booked_sqm=260_000, source="published")
    text = director.get("/organizer/").text
    assert text.count('class="pace-line pace-line-0"') == 1 + 1  # in the legend, and its own
    assert "No. 6" in text
    assert "260,000" in text


def test_empty_edition_says_what_to_do(director: Client) -> None:
    EditionFactory(number=7)
    text = director.get("/organizer/").text
    assert "No companies have booked yet." in text
    assert "Set capacities" in text


def test_dashboard_asks_as_many_queries_for_many_rows_as_for_one(director: Client, food: Allotment) -> None:
    book(food)
    with CaptureQueriesContext(connection) as few:
        director.get("/organizer/")
    for country in ("JP", "DE", "US"):
        book(AllotmentFactory(edition=food.edition), country)
    with CaptureQueriesContext(connection) as many:
        director.get("/organizer/")
    assert len(many) == len(few)


def test_exports_hold_every_line(director: Client, food: Allotment) -> None:
    book(food)
    answer = director.get("/organizer/totals/export/csv/?edition=7")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1] == "all,,,900.00,9.00,0,0,0.00,891.00,1,1"
    assert [line.split(",")[0] for line in lines[1:]] == [
        "all",
        "exhibition",
        "sector",
        "hall",
        "country or region",
        "state",
    ]
    workbook = director.get("/organizer/totals/export/xlsx/?edition=7")
    sheet = load_workbook(BytesIO(b"".join(workbook.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet.max_row == 7


def test_each_table_is_a_file_of_its_own(director: Client, food: Allotment) -> None:
    book(food)
    assert "/organizer/totals/export/csv/?edition=7&amp;by=hall" in director.get("/organizer/").text
    answer = director.get("/organizer/totals/export/csv/?edition=7&by=hall")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1:] == ["hall,1.1H,1.1H,900.00,9.00,0,0,0.00,891.00,1,1"]
    assert answer["Content-Disposition"] == 'attachment; filename="totals-7-hall.csv"'


def test_unknown_table_is_all_of_them(director: Client, food: Allotment) -> None:
    answer = director.get("/organizer/totals/export/csv/?edition=7&by=weather")
    assert answer["Content-Disposition"] == 'attachment; filename="totals-7.csv"'


def test_dashboard_is_for_organizers(client: Client, food: Allotment) -> None:
    assert client.get("/organizer/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/organizer/").status_code == 403
    assert client.get("/organizer/totals/export/csv/").status_code == 403


def test_count_of_each_state_is_that_of_the_list_it_leads_to(director: Client, food: Allotment) -> None:
    """Drafts without space count too: the list shows them."""
    book(food)
    company = CompanyFactory()
    for _each in range(2):
        Booking.objects.create(
            holder=SpaceHolder.objects.create(edition=food.edition, kind=HolderKind.BOOKING),
            company=company,
            edition=food.edition,
            state=BookingState.DRAFT,
            created_at=NOON,
        )
    hold_booths(company.pk, food.edition_id, [BoothFactory(allotment=food).pk], actor=SYSTEM, at=NOON)
    states = director.get("/organizer/").context["states"]
    counts = {each.line.key: each.bookings for each in states}
    assert counts == {"approved": 1, "draft": 3}
    for each in states:
        assert len(director.get(each.url).context["table"].rows) == each.bookings


def test_space_of_pavilions_leads_to_the_pavilions(director: Client) -> None:
    edition = EditionFactory(number=7)
    allotment = AllotmentFactory(edition=edition, section=Section.NATIONAL, sector=None, hall__name="5.1H")
    pavilion = NationalPavilionFactory(edition=edition)
    booth = BoothFactory(allotment=allotment)
    claim_booths(pavilion.pk, [booth], state=ClaimState.RESERVED, expires_at=None, at=NOON)
    (hall,) = director.get("/organizer/").context["halls"]
    assert (hall.line.pavilions_sqm, hall.url) == (booth.area_sqm, "/organizer/pavilions/list/")
    assert str(pavilion) in director.get(hall.url).text
