"""Nothing is sold twice and nothing is sold that is not there, however many ask at once.

Each race has a control: the same race with its guard taken away goes wrong, so the test is able to fail.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, reject_booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths, book_booths_called
from exhibitors.bookings.totals.models import SpaceMovement, SpaceTotal
from exhibitors.bookings.totals.operations import fold_movements
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import reference_of
from tests.concurrency.rivals import CLAIMING, DONE, Before, Wrapper, count, meeting, race, unconditional, without_locks
from tests.database import without_constraint
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 6


@pytest.fixture
def companies() -> list[Company]:
    return list(CompanyFactory.create_batch(RIVALS))


def booking_of(company: Company, booths: list[Booth]) -> Callable[[], object]:
    edition_id = booths[0].plan.edition_id
    return partial(book_booths, company.pk, edition_id, [b.pk for b in booths], actor=SYSTEM, at=NOON)


def booking_by_reference(company: Company, booths: list[Booth]) -> Callable[[], object]:
    references = [reference_of(booth) for booth in booths]
    return partial(book_booths_called, company.pk, booths[0].plan.edition.number, references, actor=SYSTEM, at=NOON)


type BookingOf = Callable[[Company, list[Booth]], Callable[[], object]]
EACH_WAY = pytest.mark.parametrize("way", [booking_of, booking_by_reference])


def application_of(company: Company, allotment: Allotment) -> Callable[[], object]:
    wanted = [Wanted(allotment.sector_id or 0, Decimal(9))]
    return partial(apply_for_space, company.pk, allotment.edition_id, wanted, actor=SYSTEM, at=NOON)


@EACH_WAY
def test_one_booth_goes_to_exactly_one_of_many(companies: list[Company], way: BookingOf) -> None:
    booth = BoothFactory()
    outcomes = race(*(way(company, [booth]) for company in companies))
    assert count(outcomes) == {"booths_taken": RIVALS - 1, DONE: 1}
    assert SpaceClaim.objects.live().filter(booth=booth).count() == 1


def looked_at_once() -> list[Wrapper]:
    """Nobody waits, and everybody looks before anybody writes."""
    return [without_locks, Before(CLAIMING, meeting(RIVALS))]


@EACH_WAY
def test_control_without_the_lock_only_the_constraint_refuses(companies: list[Company], way: BookingOf) -> None:
    booth = BoothFactory()
    outcomes = race(*(way(company, [booth]) for company in companies), wrappers=looked_at_once())
    assert count(outcomes) == {"claim_one_live_per_booth": RIVALS - 1, DONE: 1}


@EACH_WAY
def test_control_without_lock_and_constraint_the_booth_is_sold_to_all(
    companies: list[Company], no_unique_claims: None, way: BookingOf
) -> None:
    booth = BoothFactory()
    race(*(way(company, [booth]) for company in companies), wrappers=looked_at_once())
    assert SpaceClaim.objects.live().filter(booth=booth).count() == RIVALS


@pytest.fixture
def no_unique_claims() -> Iterator[None]:
    with without_constraint(SpaceClaim, "claim_one_live_per_booth"):
        yield


def test_overlapping_choices_end_without_a_half_booking(companies: list[Company]) -> None:
    booths = BoothFactory.create_batch(3, allotment=AllotmentFactory())
    choices = [booths[:2], booths[1:], [booths[2], booths[0]]]
    outcomes = race(*(booking_of(c, chosen) for c, chosen in zip(companies, choices, strict=False)))
    assert count(outcomes) == {"booths_taken": 2, DONE: 1}
    assert SpaceClaim.objects.live().count() == 2


def test_sector_sells_exactly_what_it_has(companies: list[Company]) -> None:
    allotment = AllotmentFactory(capacity_sqm=Decimal(9 * 4))
    outcomes = race(*(application_of(company, allotment) for company in companies))
    assert count(outcomes) == {"capacity_exceeded": 2, DONE: 4}
    allotment.refresh_from_db()
    assert allotment.claimed_sqm == allotment.capacity_sqm


def test_control_without_the_condition_only_the_constraint_keeps_the_capacity(companies: list[Company]) -> None:
    allotment = AllotmentFactory(capacity_sqm=Decimal(9 * 4))
    attempts = [application_of(company, allotment) for company in companies]
    outcomes = race(*attempts, wrappers=[unconditional("pavilions_allotment")])
    assert count(outcomes) == {"allotment_claims_fit_capacity": 2, DONE: 4}


def test_booths_of_an_allotment_sell_no_more_than_it_has(companies: list[Company]) -> None:
    """Rows and capacity go in one statement, whose condition counts again after a wait."""
    attempts, allotment = one_booth_each(companies)
    assert count(race(*attempts)) == {"capacity_exceeded": 2, DONE: 4}
    allotment.refresh_from_db()
    assert allotment.claimed_sqm == allotment.capacity_sqm
    assert SpaceClaim.objects.live().count() == SpaceMovement.objects.count() == Booking.objects.count() == 4


def test_control_booths_without_the_condition_only_the_constraint_keeps_the_capacity(companies: list[Company]) -> None:
    attempts, _allotment = one_booth_each(companies)
    outcomes = race(*attempts, wrappers=[unconditional("pavilions_allotment")])
    assert count(outcomes) == {"allotment_claims_fit_capacity": 2, DONE: 4}


def one_booth_each(companies: list[Company]) -> tuple[list[Callable[[], object]], Allotment]:
    allotment = AllotmentFactory()
    booths = BoothFactory.create_batch(len(companies), allotment=allotment)
    Allotment.objects.filter(pk=allotment.pk).update(capacity_sqm=4 * booths[0].area_sqm)
    return [booking_of(company, [booth]) for company, booth in zip(companies, booths, strict=True)], allotment


def test_two_organizers_deciding_at_once_one_wins_the_other_is_informed() -> None:
    booking = a_submitted_booking()
    seen = booking.revision
    outcomes = race(
        partial(approve_booking, booking.pk, seen=seen, actor=organizer(), at=NOON),
        partial(reject_booking, booking.pk, reason="Full", seen=seen, actor=organizer(), at=NOON),
    )
    assert count(outcomes) == {"changed_meanwhile": 1, DONE: 1}


def a_submitted_booking() -> Booking:
    booth = BoothFactory()
    company = CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)


def test_folding_beside_writers_loses_and_doubles_nothing(companies: list[Company]) -> None:
    allotment = AllotmentFactory()
    booths = BoothFactory.create_batch(RIVALS, allotment=allotment)
    fold = partial(fold_movements, actor=SYSTEM, at=NOON)
    writers = [booking_of(company, [booth]) for company, booth in zip(companies, booths, strict=True)]
    assert count(race(*writers, fold, fold)) == {DONE: RIVALS + 2}

    folded = SpaceTotal.objects.aggregate(m=Sum("area_sqm"))["m"] or 0
    waiting = SpaceMovement.objects.filter(folded_at=None).aggregate(m=Sum("area_sqm"))["m"] or 0
    assert folded + waiting == Decimal(9 * RIVALS)

    fold()
    assert SpaceTotal.objects.filter(state=BookingState.SUBMITTED).aggregate(m=Sum("area_sqm"))["m"] == 9 * RIVALS
    assert SpaceMovement.objects.filter(folded_at=None).count() == 0


def test_two_folders_fold_each_movement_once(companies: list[Company]) -> None:
    booths = BoothFactory.create_batch(RIVALS, allotment=AllotmentFactory())
    for company, booth in zip(companies, booths, strict=True):
        booking_of(company, [booth])()
    fold = partial(fold_movements, actor=SYSTEM, at=NOON)
    assert count(race(fold, fold, fold)) == {DONE: 3}
    fold()
    assert SpaceTotal.objects.aggregate(m=Sum("area_sqm"))["m"] == Decimal(9 * RIVALS)
