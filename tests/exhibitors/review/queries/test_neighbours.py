import pytest

from exhibitors.bookings.models import Booking
from exhibitors.office.review.queries.suggestions import closeness_to, closest, names_to_avoid, neighbours_to_avoid
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.expo import applied, booked
from tests.factories import AllotmentFactory, BoothFactory, CompanyFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Acme; Globex Ltd, Initech", ["Acme", "Globex Ltd", "Initech"]),
        ("宝马、奥迪", ["宝马", "奥迪"]),
        ("...; -", []),
    ],
)
def test_names_are_distinguished(text: str, names: list[str]) -> None:
    assert [name.strip() for name in names_to_avoid(text)] == names


def row_of_three() -> tuple[Allotment, list[Booth]]:
    allotment: Allotment = AllotmentFactory()
    return allotment, [BoothFactory(allotment=allotment, left=left, top=0) for left in (0, 400, 800)]


def avoiding(booking: Booking, names: str) -> Booking:
    booking.neighbours_to_avoid = names
    return booking


@pytest.mark.parametrize("named", ["Rival Foods", "RIVAL FOODS GMBH", "rival", "Rivall Foods"])
def test_neighbour_is_found_by_what_people_call_it(named: str) -> None:
    allotment, (ours, theirs, _other) = row_of_three()
    booked(theirs, company=CompanyFactory(name="Rival Foods GmbH", normalized_name="rival foods"))
    found = neighbours_to_avoid(avoiding(booked(ours), named), [allotment.hall_id])
    assert [neighbour.company for neighbour in found] == ["Rival Foods GmbH"]


@pytest.mark.parametrize("named", ["", "Val", "Foods Limited International"])
def test_others_are_not_matched(named: str) -> None:
    allotment, (ours, theirs, _other) = row_of_three()
    booked(theirs, company=CompanyFactory(name="Rival Foods GmbH", normalized_name="rival foods"))
    assert neighbours_to_avoid(avoiding(booked(ours), named), [allotment.hall_id]) == []


def test_distance_is_from_wall_to_wall() -> None:
    allotment, (first, _second, third) = row_of_three()
    booked(third, company=CompanyFactory(name="Rival", normalized_name="rival"))
    found = neighbours_to_avoid(avoiding(booked(first), "Rival"), [allotment.hall_id])
    assert closest(found, first.plan_id, first.ring) == 5
    assert closest([], first.plan_id, first.ring) is None


def test_each_company_is_shown_once_per_hall_with_its_nearest_booth() -> None:
    allotment, (first, second, third) = row_of_three()
    booked(second, third, company=CompanyFactory(name="Rival", normalized_name="rival"))
    booking = avoiding(booked(first), "Rival")
    found = neighbours_to_avoid(booking, [allotment.hall_id])
    (close,) = closeness_to(found, list(booking.claims.select_related("booth")))
    assert (close.neighbour.number, close.metres, close.is_near) == (second.number, 1, True)


def test_neighbour_without_a_booth_is_shown_without_a_distance() -> None:
    allotment, (first, _second, _third) = row_of_three()
    applied(allotment, company=CompanyFactory(name="Rival", normalized_name="rival"))
    booking = avoiding(booked(first), "Rival")
    (close,) = closeness_to(neighbours_to_avoid(booking, [allotment.hall_id]), list(booking.claims.all()))
    assert (close.metres, close.is_near, booking.state) == (None, False, BookingState.SUBMITTED)
