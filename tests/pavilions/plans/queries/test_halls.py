from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from pavilions.floor.models.allotment import Allotment
from pavilions.plans.queries.halls import free_space, halls_by_invitation, halls_with_space, sectors_left
from pavilions.states import Section
from tests.factories import AllotmentFactory, BoothFactory, EditionFactory
from tests.pavilions.claims import holder_of
from tests.pavilions.national_pavilions.national import national

pytestmark = pytest.mark.django_db


def test_halls_count_free_booths_and_left_area() -> None:
    allotment = AllotmentFactory()
    booths = BoothFactory.create_batch(3, allotment=allotment)
    BoothFactory(allotment=allotment, blocked_reason="sight line")
    holder_of(booths[0])

    [hall] = halls_with_space(allotment.edition_id)

    assert (hall.name, hall.free_booths, hall.left_sqm) == (allotment.hall.name, 2, Decimal("891.00"))
    [space] = hall.sectors
    assert (space.sector, space.free_sqm) == (allotment.sector, Decimal("18.00"))


@pytest.mark.parametrize("halls", [1, 3])
def test_halls_take_two_queries_however_many(halls: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory()
    for allotment in AllotmentFactory.create_batch(halls, edition=edition):
        BoothFactory(allotment=allotment)
    with django_assert_num_queries(2):
        assert len(halls_with_space(edition.pk)) == halls


def test_halls_by_invitation_are_those_without_space_for_companies() -> None:
    edition = EditionFactory()
    late, early, shared = (AllotmentFactory(edition=edition, hall__name=name).hall for name in ("8.1H", "5.1H", "3.1H"))
    for hall, place in ((late, 3), (early, 2), (shared, 1)):
        hall.position = place
        hall.save()
        national(edition, hall=hall)
    Allotment.objects.filter(hall__in=[late, early], section=Section.BUSINESS).delete()
    national(EditionFactory(), hall=shared)
    assert halls_by_invitation(edition.pk) == ["5.1H", "8.1H"]


def test_sectors_left_tells_the_most_in_one_hall() -> None:
    allotment = AllotmentFactory(capacity_sqm=Decimal(500))
    AllotmentFactory(edition=allotment.edition, sector=allotment.sector, capacity_sqm=Decimal(300))
    [left] = sectors_left(allotment.edition_id)
    assert (left.sector, left.left_sqm, left.in_one_hall_sqm) == (allotment.sector, Decimal(800), Decimal(500))


def test_free_is_what_capacity_has_left_and_no_more_than_is_drawn() -> None:
    edition = EditionFactory()
    short = AllotmentFactory(edition=edition, capacity_sqm=Decimal(12))
    BoothFactory.create_batch(3, allotment=short)
    sparse = AllotmentFactory(edition=edition, capacity_sqm=Decimal(900))
    BoothFactory(allotment=sparse)
    unplanned = AllotmentFactory(edition=edition, capacity_sqm=Decimal(500))
    free = {space.allotment_id: (space.is_planned, space.booths, space.free_sqm) for space in free_space(edition.pk)}
    assert free == {
        short.pk: (True, 3, Decimal(12)),
        sparse.pk: (True, 1, Decimal(9)),
        unplanned.pk: (False, 0, Decimal(500)),
    }
