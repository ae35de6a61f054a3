"""Giving space leaves alone what it does not give: one test for each kind of giving. Applications: `test_assigning`."""

from decimal import Decimal

import pytest

from exhibitors.bookings.operations.assignment import place_in_booths
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths, take_back_space
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import place_area
from pavilions.states import Section
from tests.exhibitors.blocks.blocks import Scene
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    EditionFactory,
    HallFactory,
    NationalPavilionFactory,
    organizer,
)

pytestmark = pytest.mark.django_db

type Claims = list[tuple[int | None, Decimal]]


def claims_of(holder: object) -> Claims:
    live = holder.claims.live()  # type: ignore[attr-defined]  # a booking or a pavilion
    return sorted(((claim.booth_id, claim.area_sqm) for claim in live), key=lambda claim: claim[0] or 0)


def test_block_keeps_booths_and_m2_that_a_member_does_not_get() -> None:
    scene = Scene()
    before, given = claims_of(scene.block.booking), scene.booths[0]
    scene.give(given)
    assert claims_of(scene.block.booking) == [claim for claim in before if claim[0] != given.pk]
    floor = Scene(floor_sqm=100)
    floor.give_floor(30)
    assert claims_of(floor.block.booking) == [(None, Decimal(70))]


def test_naming_a_booth_for_booked_m2_keeps_the_other_m2() -> None:
    scene = Scene(floor_sqm=40)
    share = scene.give_floor(20)
    place_in_booths(share.pk, [scene.booths[0].pk], actor=organizer(), at=NOON)
    assert claims_of(share) == [(None, Decimal(11)), (scene.booths[0].pk, Decimal(9))]


def test_pavilion_keeps_what_is_not_given_and_not_taken_back() -> None:
    edition = EditionFactory()
    pavilion = NationalPavilionFactory(edition=edition)
    national = AllotmentFactory(edition=edition, section=Section.NATIONAL, sector=None)
    first, second = BoothFactory.create_batch(2, allotment=national)
    give_area(pavilion.pk, national.pk, area_sqm=Decimal(50), actor=organizer(), at=NOON)
    give_booths(pavilion.pk, [first.pk], actor=organizer(), at=NOON)
    give_booths(pavilion.pk, [second.pk], actor=organizer(), at=NOON)
    live = SpaceClaim.objects.live().filter(holder=pavilion.pk)
    assert sorted(live.values_list("area_sqm", flat=True)) == [9, 9, 50]
    take_back_space(pavilion.pk, [live.get(booth=first).pk], actor=organizer(), at=NOON)
    assert {claim.booth_id: int(claim.area_sqm) for claim in live.all()} == {second.pk: 9, None: 50}


def test_themed_area_keeps_its_booths_of_other_halls() -> None:
    edition = EditionFactory()
    here, there = (AllotmentFactory(edition=edition, hall=HallFactory()) for _hall in range(2))
    area = ThemedArea.objects.create(edition=edition, section=Section.BUSINESS, name="Startups", host_name="Hub")
    booths = [BoothFactory(allotment=allotment) for allotment in (here, there)]
    for booth in booths:
        place_area(area.pk, booth.plan.hall_id, [booth.pk], actor=organizer(), at=NOON)
    place_area(area.pk, here.hall_id, [], actor=organizer(), at=NOON)
    assert set(area.booths.values_list("pk", flat=True)) == {booths[1].pk}
