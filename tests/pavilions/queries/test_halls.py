from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from exhibitors.operations.holding import hold_booths
from pavilions.queries.halls import halls_with_space, sectors_left
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, owner_of

pytestmark = pytest.mark.django_db


def test_halls_count_free_booths_and_left_area() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    booths = BoothFactory.create_batch(3, allotment=allotment)
    BoothFactory(allotment=allotment, blocked_reason="sight line")
    hold_booths(company.pk, allotment.edition_id, [booths[0].pk], actor=owner_of(company), at=NOON)

    [hall] = halls_with_space(allotment.edition_id)

    assert (hall.name, hall.free_booths, hall.left_sqm) == (allotment.hall.name, 2, Decimal("891.00"))
    [space] = hall.sectors
    assert (space.sector, space.free_booths_sqm) == (allotment.sector, Decimal("18.00"))


@pytest.mark.parametrize("halls", [1, 3])
def test_halls_take_two_queries_however_many(halls: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory()
    for allotment in AllotmentFactory.create_batch(halls, edition=edition):
        BoothFactory(allotment=allotment)
    with django_assert_num_queries(2):
        assert len(halls_with_space(edition.pk)) == halls


def test_sectors_left_tells_the_most_in_one_hall() -> None:
    allotment = AllotmentFactory(capacity_sqm=Decimal(500))
    AllotmentFactory(edition=allotment.edition, sector=allotment.sector, capacity_sqm=Decimal(300))
    [left] = sectors_left(allotment.edition_id)
    assert (left.sector, left.left_sqm, left.in_one_hall_sqm) == (allotment.sector, Decimal(800), Decimal(500))
