"""Assigning answers an application request by request and leaves alone what it does not answer."""

from decimal import Decimal

import pytest

from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.bookings.queries.request_answers import answers_to, rests_of
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.office.review.queries.bulk_approval import obstacle_to
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    SectorFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db


class Application:
    """54 m² of Automobiles and 36 m² of Food, each reserved in its hall, and booths of both."""

    def __init__(self, **limits: object) -> None:
        names = {f"edition__{name}": value for name, value in limits.items()}
        self.cars: Allotment = AllotmentFactory(sector=SectorFactory(name="Automobiles"), **names)
        self.food: Allotment = AllotmentFactory(sector=SectorFactory(name="Food"), edition=self.cars.edition)
        self.company = CompanyFactory()
        self.director = organizer()
        wanted = [self.wants(self.cars, 54), self.wants(self.food, 36)]
        owner = owner_of(self.company)
        self.booking = apply_for_space(self.company.pk, self.cars.edition_id, wanted, actor=owner, at=NOON)

    def wants(self, allotment: Allotment, area: int) -> Wanted:
        return Wanted(allotment.sector_id or 0, Decimal(area), BoothKind.RAW)

    def booth(self, allotment: Allotment, area: int) -> Booth:
        booth: Booth = BoothFactory(allotment=allotment, area_sqm=area, kind=BoothKind.RAW)
        return booth

    def assign(self, *booths: Booth, reason: str = "") -> Booking:
        keys = [booth.pk for booth in booths]
        return assign_booths(self.booking.pk, keys, larger_reason=reason, actor=self.director, at=NOON)

    def approve(self, *, without_rest: bool = False) -> Booking:
        return approve_booking(self.booking.pk, without_rest=without_rest, actor=self.director, at=NOON)

    def claims(self) -> list[tuple[str, int | None, Decimal]]:
        live = self.booking.claims.live().select_related("allotment__sector")
        rows = [(str(claim.allotment.sector), claim.booth_id, claim.area_sqm) for claim in live]
        return sorted(rows, key=lambda row: (row[0], row[1] or 0))

    def rests(self) -> list[str]:
        live = list(self.booking.claims.live().select_related("allotment__sector"))
        return [str(rest) for rest in rests_of(self.booking.requests.select_related("sector"), live)]

    def claimed(self) -> tuple[int, int]:
        self.cars.refresh_from_db()
        self.food.refresh_from_db()
        return int(self.cars.claimed_sqm), int(self.food.claimed_sqm)


def test_booth_of_one_sector_leaves_the_m2_of_the_other() -> None:
    asked = Application()
    booth = asked.booth(asked.food, 36)
    asked.assign(booth)
    assert asked.claims() == [("Automobiles", None, Decimal(54)), ("Food", booth.pk, Decimal(36))]
    assert (asked.rests(), asked.claimed()) == (["54 m² Automobiles"], (54, 36))


def test_booth_that_is_smaller_leaves_the_rest_asked_for() -> None:
    asked = Application()
    booth = asked.booth(asked.cars, 36)
    asked.assign(booth)
    assert asked.claims() == [
        ("Automobiles", None, Decimal(18)),
        ("Automobiles", booth.pk, Decimal(36)),
        ("Food", None, Decimal(36)),
    ]
    assert (asked.rests(), asked.claimed()) == (["18 m² Automobiles", "36 m² Food"], (54, 36))


def test_booths_are_added_one_by_one_and_given_up_again() -> None:
    asked = Application()
    first, second, food = asked.booth(asked.cars, 27), asked.booth(asked.cars, 27), asked.booth(asked.food, 36)
    asked.assign(first)
    asked.assign(first, second, food)
    assert (asked.rests(), asked.claimed()) == ([], (54, 36))
    asked.assign(second, food)
    assert asked.claims() == [
        ("Automobiles", None, Decimal(27)),
        ("Automobiles", second.pk, Decimal(27)),
        ("Food", food.pk, Decimal(36)),
    ]
    assert (asked.rests(), asked.claimed()) == (["27 m² Automobiles"], (54, 36))
    assert sum(SpaceMovement.objects.values_list("area_sqm", flat=True)) == 90


def test_m2_move_from_one_hall_of_the_sector_to_another() -> None:
    asked = Application()
    elsewhere = AllotmentFactory(edition=asked.cars.edition, sector=asked.cars.sector)
    asked.assign(asked.booth(elsewhere, 54))
    elsewhere.refresh_from_db()
    assert (asked.claimed(), elsewhere.claimed_sqm) == ((0, 36), 54)


def test_full_hall_is_assigned_to_who_holds_its_m2() -> None:
    asked = Application()
    Allotment.objects.filter(pk=asked.cars.pk).update(capacity_sqm=54)
    asked.assign(asked.booth(asked.cars, 54))
    assert asked.claimed() == (54, 36)


def test_approval_with_a_rest_is_said_in_so_many_words() -> None:
    asked = Application()
    booth = asked.booth(asked.food, 36)
    asked.assign(booth)
    with pytest.raises(DomainError) as refusal:
        asked.approve()
    assert (refusal.value.code, refusal.value.field) == ("rest_unanswered", "without_rest")
    assert str(refusal.value) == "Still requested: 54 m² Automobiles. Assign booths for it, or approve without it."
    assert asked.claims()[0] == ("Automobiles", None, Decimal(54))

    assert asked.approve(without_rest=True).state == BookingState.APPROVED
    assert (asked.claims(), asked.claimed()) == ([("Food", booth.pk, Decimal(36))], (0, 36))
    totals = SpaceMovement.objects.values_list("state", "area_sqm")
    assert sum(area for state, area in totals if state == BookingState.APPROVED) == 36
    assert sum(area for state, area in totals if state == BookingState.SUBMITTED) == 0


def test_nothing_assigned_is_nothing_approved() -> None:
    asked = Application()
    with pytest.raises(DomainError) as refusal:
        asked.approve(without_rest=True)
    assert refusal.value.code == "booths_missing"


def test_several_are_approved_without_those_that_have_a_rest() -> None:
    asked = Application()
    asked.assign(asked.booth(asked.food, 36))
    booking = listed_bookings(asked.director, asked.cars.edition).get(pk=asked.booking.pk)
    words = "Still requested: 54 m² Automobiles. Approve it on its own page."
    assert str(obstacle_to(booking)) == words
    with pytest.raises(DomainError, match="Still requested"):
        approve_booking(booking.pk, seen=booking.revision, actor=asked.director, at=NOON)


def test_much_more_than_requested_needs_a_reason() -> None:
    asked = Application(larger_percent=20)
    large = asked.booth(asked.cars, 234)
    with pytest.raises(DomainError) as refusal:
        asked.assign(large)
    assert (refusal.value.code, refusal.value.field) == ("larger_than_requested", "larger_reason")
    assert str(refusal.value) == (
        "This would assign 234 m² in Automobiles although 54 m² were requested. Give a reason."
    )
    assert asked.claims()[0] == ("Automobiles", None, Decimal(54))
    asked.assign(large, reason=" The only island left. ")
    booking = Booking.objects.get()
    assert (booking.larger_reason, asked.rests()) == ("The only island left.", ["36 m² Food"])


@pytest.mark.parametrize(
    ("percent", "area", "needs_reason"), [(20, 64, False), (20, 65, True), (0, 55, True), (0, 54, False)]
)
def test_edition_says_how_much_more_goes_without_a_reason(percent: int, area: int, needs_reason: bool) -> None:
    asked = Application(larger_percent=percent)
    booth = asked.booth(asked.cars, area)
    if needs_reason:
        with pytest.raises(DomainError, match="Give a reason"):
            asked.assign(booth)
    else:
        asked.assign(booth)


def test_booth_of_a_sector_not_asked_for_answers_nothing() -> None:
    asked = Application()
    other = AllotmentFactory(edition=asked.cars.edition, sector=SectorFactory(name="Medical"))
    booth = asked.booth(other, 36)
    with pytest.raises(DomainError, match="This would assign 36 m² in Medical although 0 m² were requested"):
        asked.assign(booth)
    asked.assign(booth, reason="Agreed on the phone.")
    assert asked.rests() == ["54 m² Automobiles", "36 m² Food"]


def test_booths_that_an_exhibitor_chose_itself_are_only_replaced() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    first, second = BoothFactory.create_batch(2, allotment=allotment)
    booking = book_booths(company.pk, allotment.edition_id, [first.pk], actor=owner_of(company), at=NOON)
    assign_booths(booking.pk, [second.pk], actor=organizer(), at=NOON)
    assert [claim.booth_id for claim in booking.claims.live()] == [second.pk]
    assert approve_booking(booking.pk, actor=organizer(), at=NOON).state == BookingState.APPROVED


def test_each_booth_answers_one_request_those_of_its_kind_first() -> None:
    asked = Application()
    requests = asked.booking.requests
    requests.create(sector_id=asked.cars.sector_id or 0, area_sqm=9, kind=BoothKind.SHELL)
    raw, shell = asked.booth(asked.cars, 54), BoothFactory(allotment=asked.cars)
    asked.assign(shell, raw)
    live = asked.booking.claims.live().select_related("booth", "allotment")
    answers = answers_to(list(requests.order_by("pk")), live)
    answered = [[claim.booth_id for claim in answer.claims] for answer in answers]
    assert answered == [[raw.pk], [], [shell.pk]]
    assert [answer.rest_sqm for answer in answers] == [0, 36, 0]
