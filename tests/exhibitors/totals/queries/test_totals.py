from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, confirm_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths, cancel_booking
from exhibitors.bookings.totals.operations import fold_movements
from exhibitors.bookings.totals.queries import Line, totals_of
from exhibitors.companies.models import Company
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
    SpaceHolderFactory,
    organizer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def food() -> Allotment:
    allotment: Allotment = AllotmentFactory(sector=SectorFactory(code="food"), capacity_sqm=Decimal(90))
    return allotment


@pytest.fixture
def director() -> User:
    return organizer()


def booked(allotment: Allotment, director: User, *, company: Company | None = None, booths: int = 1) -> Booking:
    keys = [BoothFactory(allotment=allotment).pk for _each in range(booths)]
    owner = company or CompanyFactory()
    booking = book_booths(owner.pk, allotment.edition_id, keys, actor=SYSTEM, at=NOON)
    return approve_booking(booking.pk, actor=director, at=NOON)


def figures(line: Line) -> tuple[str, float, int, int]:
    return line.key, float(line.booked_sqm), line.companies, line.countries


def plain(*figures: Decimal | int | None) -> list[float | None]:
    return [None if figure is None else float(figure) for figure in figures]


def test_only_approved_and_confirmed_bookings_count_as_booked(food: Allotment, director: User) -> None:
    booked(food, director)
    confirm_booking(booked(food, director, booths=2).pk, actor=director, at=NOON)
    book_booths(CompanyFactory().pk, food.edition_id, [BoothFactory(allotment=food).pk], actor=SYSTEM, at=NOON)
    hold_booths(CompanyFactory().pk, food.edition_id, [BoothFactory(allotment=food).pk], actor=SYSTEM, at=NOON)
    cancel_booking(booked(food, director).pk, actor=director, at=NOON)

    totals = totals_of(food.edition_id, at=NOON)

    assert plain(totals.booked_sqm, totals.companies, totals.countries) == [27, 2, 1]
    assert plain(totals.whole.awaiting_sqm, totals.whole.held_sqm, totals.whole.left_sqm) == [9, 9, 45]
    assert totals.as_of == NOON
    assert totals.capacity_sqm == Decimal(90)


def test_lines_tell_each_section_sector_hall_country_and_state(food: Allotment, director: User) -> None:
    cars = AllotmentFactory(edition=food.edition, sector=SectorFactory(code="cars"))
    japanese = CompanyFactory(country="JP")
    booked(food, director, booths=2)
    booked(food, director, company=japanese)
    confirm_booking(booked(cars, director, company=japanese).pk, actor=director, at=NOON)

    totals = totals_of(food.edition_id, at=NOON)

    assert [figures(line) for line in totals.by_section] == [("business", 36, 2, 2)]
    assert [figures(line) for line in totals.by_sector] == [("food", 27, 2, 2), ("cars", 9, 1, 1)]
    assert {figures(line) for line in totals.by_hall} == {
        (food.hall.name, 27, 2, 2),
        (cars.hall.name, 9, 1, 1),
    }
    assert [figures(line) for line in totals.by_country] == [("FR", 18, 1, 1), ("JP", 18, 1, 1)]
    assert [(line.key, float(line.booked_sqm), line.companies) for line in totals.by_state] == [
        ("approved", 27, 2),
        ("confirmed", 9, 1),
    ]


def test_folding_changes_no_figure(food: Allotment, director: User) -> None:
    first = booked(food, director, booths=2)
    before = totals_of(food.edition_id, at=NOON)
    fold_movements(actor=SYSTEM, at=NOON, limit=1)
    half_folded = totals_of(food.edition_id, at=NOON)
    fold_movements(actor=SYSTEM, at=NOON)
    confirm_booking(first.pk, actor=director, at=NOON)
    after = totals_of(food.edition_id, at=NOON)
    assert before == half_folded
    assert (after.whole, after.by_country) == (before.whole, before.by_country)


def test_national_pavilions_take_capacity_and_are_not_bookings(food: Allotment, director: User) -> None:
    national = AllotmentFactory(edition=food.edition, section=Section.NATIONAL, sector=None)
    booth = BoothFactory(allotment=national)
    holder = SpaceHolderFactory(edition=food.edition, kind=HolderKind.NATIONAL_PAVILION)
    NationalPavilionFactory(edition=food.edition, holder=holder)
    claim_booths(holder.pk, [booth], state=ClaimState.RESERVED, expires_at=None, at=NOON)
    booked(food, director)

    totals = totals_of(food.edition_id, at=NOON)

    section = totals.section(Section.NATIONAL)
    assert section is not None
    assert plain(section.booked_sqm, section.pavilions_sqm, section.left_sqm) == [0, 9, 891]
    assert totals.booked_sqm == Decimal(9)
    assert [line.key for line in totals.by_sector] == ["food", ""]


def test_other_editions_do_not_count(food: Allotment, director: User) -> None:
    booked(AllotmentFactory(), director)
    assert totals_of(food.edition_id, at=NOON).booked_sqm == Decimal(0)


def test_edition_without_halls_has_empty_totals() -> None:
    totals = totals_of(EditionFactory().pk, at=NOON)
    assert plain(totals.booked_sqm, totals.capacity_sqm) == [0, 0]
    assert [*totals.by_hall, *totals.by_country] == []


def test_figures_are_counted_in_one_statement_and_only_after_a_change(
    food: Allotment, director: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    booking = booked(food, director)
    with django_assert_num_queries(3):  # the version, the names of the sectors, and the figures
        before = totals_of(food.edition_id, at=NOON)
    with django_assert_num_queries(1):
        assert totals_of(food.edition_id, at=NOON) == before
    cancel_booking(booking.pk, actor=director, reason="They withdrew", at=NOON)
    with django_assert_num_queries(3):
        assert totals_of(food.edition_id, at=NOON).booked_sqm == before.booked_sqm - 9


@pytest.mark.parametrize("change", [{"capacity_sqm": Decimal(77)}, {"sector__name": "Fine food"}, {"hall__name": "9H"}])
def test_a_changed_place_is_seen_at_once(food: Allotment, change: dict[str, object]) -> None:
    before = totals_of(food.edition_id, at=NOON)
    [(name, value)] = change.items()
    row = getattr(food, name.split("__")[0]) if "__" in name else food
    type(row).objects.filter(pk=row.pk).update(**{name.split("__")[-1]: value})
    assert totals_of(food.edition_id, at=NOON) != before
