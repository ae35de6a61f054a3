from decimal import Decimal

import pytest

from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.office.review.queries.suggestions import fits_for, neighbours_to_avoid, suits
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.expo import applied, booked
from tests.factories import AllotmentFactory, BoothFactory, CompanyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def allotment() -> Allotment:
    made: Allotment = AllotmentFactory()
    return made


def raw(allotment: Allotment, area: str, *, sides: int = 1) -> Booth:
    booth: Booth = BoothFactory(allotment=allotment, kind="raw", area_sqm=Decimal(area), open_sides=sides)
    return booth


def suggested(booking: Booking) -> list[list[int]]:
    fits = fits_for(booking, list(booking.requests.order_by("pk")), [], [])
    return [[suggestion.booth.pk for suggestion in fit.suggestions] for fit in fits]


def test_nearest_in_size_come_first_and_those_beyond_a_fifth_not_at_all(allotment: Allotment) -> None:
    booking = applied(allotment, 100)
    smaller, exact, _too_large = raw(allotment, "85"), raw(allotment, "100"), raw(allotment, "121")
    assert suggested(booking) == [[exact.pk, smaller.pk]]


@pytest.mark.parametrize(
    ("sides", "kind", "area", "answer"),
    [(2, "raw", "100", True), (1, "raw", "100", False), (2, "shell", "100", False), (2, "raw", "79.99", False)],
)
def test_booth_suits_by_kind_open_sides_and_size(sides: int, kind: str, area: str, answer: bool) -> None:
    request = SpaceRequest(sector_id=1, area_sqm=Decimal(100), kind="raw", open_sides_min=2)
    assert suits(request, sector_id=1, kind=kind, sides=sides, area_sqm=Decimal(area)) is answer
    assert not suits(request, sector_id=2, kind=kind, sides=sides, area_sqm=Decimal(area))


def test_taken_and_blocked_booths_are_not_suggested(allotment: Allotment) -> None:
    booking = applied(allotment, 50)
    booked(raw(allotment, "50"))
    blocked, free = raw(allotment, "50"), raw(allotment, "50")
    Booth.objects.filter(pk=blocked.pk).update(blocked_reason="Crane.")
    assert suggested(booking) == [[free.pk]]


def test_a_booth_is_suggested_for_one_request_only(allotment: Allotment) -> None:
    booking = applied(allotment, 50)
    SpaceRequest.objects.create(booking=booking, sector_id=allotment.sector_id or 0, area_sqm=Decimal(50))
    booths = [raw(allotment, "50") for _number in range(5)]
    assert suggested(booking) == [[booth.pk for booth in booths[:4]], [booths[4].pk]]


def test_hall_of_the_reserved_m2_comes_before_another(allotment: Allotment) -> None:
    elsewhere = AllotmentFactory(edition=allotment.edition, sector=allotment.sector, capacity_sqm=Decimal(100))
    far, near = raw(elsewhere, "50"), raw(allotment, "50")
    booking = applied(allotment, 50)
    (fit,) = fits_for(booking, list(booking.requests.all()), [], [allotment.hall_id])
    assert [suggestion.booth for suggestion in fit.suggestions] == [near, far]


def test_booths_near_whom_to_avoid_come_last_and_say_how_near(allotment: Allotment) -> None:
    booked(BoothFactory(allotment=allotment, left=0, top=0), company=CompanyFactory(normalized_name="rival"))
    near = BoothFactory(allotment=allotment, kind="raw", left=400, top=0)
    far = BoothFactory(allotment=allotment, kind="raw", left=40_000, top=0)
    booking = applied(allotment)
    booking.neighbours_to_avoid = "Rival"
    avoided = neighbours_to_avoid(booking, [allotment.hall_id])
    (fit,) = fits_for(booking, list(booking.requests.all()), avoided, [])
    assert [(each.booth, each.metres_from_avoided) for each in fit.suggestions] == [(far, 397), (near, 1)]
