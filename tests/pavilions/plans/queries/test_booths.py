from operator import attrgetter

import pytest

from pavilions.plans.queries.booths import published_booths, replacements_for
from pavilions.states import Availability
from tests.factories import NOON, AllotmentFactory, BoothFactory
from tests.pavilions.claims import holder_of

pytestmark = pytest.mark.django_db

PK_AND_AVAILABILITY = attrgetter("pk", "availability")


def test_booths_tell_their_availability_in_one_statement() -> None:
    allotment = AllotmentFactory()
    held, free = BoothFactory.create_batch(2, allotment=allotment)
    holder_of(held)
    seen = map(PK_AND_AVAILABILITY, published_booths(allotment.edition_id).order_by("pk"))
    assert list(seen) == [(held.pk, Availability.HELD), (free.pk, Availability.FREE)]


def test_booth_released_again_is_listed_once_and_free() -> None:
    allotment = AllotmentFactory()
    booth = BoothFactory(allotment=allotment)
    holder_of(booth).claims.update(state="released", expires_at=None, released_at=NOON)
    seen = map(PK_AND_AVAILABILITY, published_booths(allotment.edition_id))
    assert list(seen) == [(booth.pk, Availability.FREE)]


def test_replacements_are_the_nearest_free_booths_of_like_size() -> None:
    allotment = AllotmentFactory()
    row = [BoothFactory(allotment=allotment, left=400 * n, top=0, number=f"R{n}") for n in range(6)]
    holder_of(row[2])

    [replacement] = replacements_for([row[2].pk], edition_id=allotment.edition_id, besides=[row[1].pk])

    assert replacement.reference == f"{allotment.hall.name}/R2"
    assert [offer.id for offer in replacement.offers] == [row[3].pk, row[0].pk, row[4].pk]


def test_replacements_for_two_booths_do_not_offer_the_same_one_twice() -> None:
    allotment = AllotmentFactory()
    row = [BoothFactory(allotment=allotment, left=400 * n, top=0) for n in range(8)]
    taken = [row[3].pk, row[4].pk]
    holder_of(row[3], row[4])
    offered = [
        offer.id
        for replacement in replacements_for(taken, edition_id=allotment.edition_id)
        for offer in replacement.offers
    ]
    assert len(offered) == len(set(offered)) == 6
