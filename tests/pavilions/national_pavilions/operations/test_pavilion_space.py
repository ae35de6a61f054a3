"""Space of pavilions, on the same ledger and capacity as bookings."""

from decimal import Decimal

import pytest

from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.pavilion_space import (
    give_area,
    give_booths,
    request_area,
    take_back_space,
)
from pavilions.national.national_pavilions.queries.national_pavilions import free_national_booths
from pavilions.states import PavilionStage
from tests.factories import NOON, BoothFactory, EditionFactory, organizer
from tests.pavilions.national_pavilions.national import give, invited, manager_of, national, national_booth, pavilion_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def held(pavilion: NationalPavilion) -> list[tuple[str, float, str]]:
    claims = SpaceClaim.objects.filter(holder_id=pavilion.pk).select_related("booth").order_by("pk")
    return [(claim.booth.number if claim.booth else "", float(claim.area_sqm), str(claim.state)) for claim in claims]


def test_booths_and_area_are_claimed_against_capacity() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    allotment = national(pavilion.edition, 30)
    booth = national_booth(pavilion.edition, allotment=allotment, number="N01")
    give_booths(pavilion.pk, [booth.pk], actor=organizer(), at=NOON)
    give_area(pavilion.pk, allotment.pk, area_sqm=Decimal("20.5"), actor=organizer(), at=NOON)
    allotment.refresh_from_db()
    assert held(pavilion) == [("N01", 9.0, "committed"), ("", 20.5, "committed")]
    assert allotment.claimed_sqm == Decimal("29.5")


def test_more_than_is_left_or_than_the_hall_has_is_refused_with_the_figures() -> None:
    pavilion = invited()
    allotment = national(pavilion.edition, 30)
    give_area(pavilion.pk, allotment.pk, area_sqm=Decimal(20), actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        give_area(pavilion.pk, allotment.pk, area_sqm=Decimal(11), actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.details["left_sqm"]) == ("capacity_exceeded", "10.00")
    with pytest.raises(Invalid) as refusal:
        give_area(pavilion.pk, allotment.pk, area_sqm=Decimal(31), actor=organizer(), at=NOON)
    hall = allotment.hall.name
    assert str(refusal.value) == f"31 m² do not fit: hall {hall} has 30 m² for the national exhibition in total."
    assert held(pavilion) == [("", 20.0, "reserved")]


def test_booths_beyond_the_capacity_are_refused_all() -> None:
    pavilion = invited()
    allotment = national(pavilion.edition, 10)
    booths = [national_booth(pavilion.edition, allotment=allotment).pk for _n in range(2)]
    with pytest.raises(DomainError) as refusal:
        give_booths(pavilion.pk, booths, actor=organizer(), at=NOON)
    assert (refusal.value.code, held(pavilion)) == ("capacity_exceeded", [])


def test_booths_of_the_business_exhibition_are_not_given() -> None:
    pavilion = invited()
    booth = BoothFactory(allotment__edition=pavilion.edition)
    with pytest.raises(Invalid) as refusal:
        give_booths(pavilion.pk, [booth.pk], actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("not_national", "booths")
    with pytest.raises(Invalid, match="Choose a hall of the national exhibition"):
        give_area(pavilion.pk, booth.allotment_id, area_sqm=Decimal(1), actor=organizer(), at=NOON)


def test_booth_that_somebody_holds_is_not_given() -> None:
    pavilion, other = invited(), invited("TH")
    booth = give(other)
    with pytest.raises(DomainError) as refusal:
        give_booths(pavilion.pk, [booth.pk], actor=organizer(), at=NOON)
    assert refusal.value.code == "booths_taken"


@pytest.mark.parametrize("chosen", [[], [0], [0, 10**12]])
def test_no_booths_or_unknown_ones_are_refused(chosen: list[int]) -> None:
    with pytest.raises(Invalid) as refusal:
        give_booths(invited().pk, chosen, actor=organizer(), at=NOON)
    assert refusal.value.code == "unknown_booths"


def test_space_taken_back_is_free_again() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    booth = give(pavilion)
    assert list(free_national_booths(pavilion.edition)) == []
    claim = SpaceClaim.objects.get()
    take_back_space(pavilion.pk, [claim.pk], actor=organizer(), at=NOON)
    booth.allotment.refresh_from_db()
    assert (list(free_national_booths(pavilion.edition)), int(booth.allotment.claimed_sqm)) == ([booth], 0)
    with pytest.raises(NotFound):
        take_back_space(pavilion.pk, [claim.pk], actor=organizer(), at=NOON)


def test_only_its_own_space_is_taken_from_a_pavilion() -> None:
    pavilion, other = invited(), invited("TH")
    give(other)
    with pytest.raises(NotFound):
        take_back_space(pavilion.pk, [SpaceClaim.objects.get().pk], actor=organizer(), at=NOON)
    with pytest.raises(NotFound):
        take_back_space(pavilion.pk, [], actor=organizer(), at=NOON)


def test_open_and_closed_pavilions_keep_what_they_stand_on() -> None:
    for country, stage in (("FR", PavilionStage.OPEN), ("TH", PavilionStage.CLOSED)):
        pavilion = pavilion_at(stage, country)
        with pytest.raises(DomainError) as refusal:
            take_back_space(pavilion.pk, [SpaceClaim.objects.get(holder=pavilion.pk).pk], actor=organizer(), at=NOON)
        assert refusal.value.code == "pavilion_keeps_space"


def test_manager_asks_for_space_and_the_organizer_gives() -> None:
    pavilion = invited()
    national(pavilion.edition, 300)
    manager = manager_of(pavilion)
    asked = request_area(
        pavilion.pk, wanted_sqm=Decimal(250), space_wishes=" Near the entrance ", actor=manager, at=NOON
    )
    assert (asked.wanted_sqm, asked.space_wishes) == (Decimal(250), "Near the entrance")
    booth = national_booth(pavilion.edition)
    with pytest.raises(NotAllowed):
        give_booths(pavilion.pk, [booth.pk], actor=manager, at=NOON)
    with pytest.raises(NotAllowed):
        give_area(pavilion.pk, booth.allotment_id, area_sqm=Decimal(9), actor=manager, at=NOON)
    with pytest.raises(NotAllowed):
        request_area(invited("TH").pk, wanted_sqm=Decimal(9), actor=manager, at=NOON)


@pytest.mark.parametrize(
    ("wanted", "code"), [(0, "invalid"), (-5, "invalid"), (10**9, "invalid"), (301, "larger_than_any_hall")]
)
def test_senseless_areas_are_refused(wanted: int, code: str) -> None:
    pavilion = invited()
    national(pavilion.edition, 300)
    with pytest.raises(Invalid) as refusal:
        request_area(pavilion.pk, wanted_sqm=Decimal(wanted), actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, "wanted_sqm")


def test_declined_pavilion_is_given_nothing() -> None:
    pavilion = invited(edition=EditionFactory())
    booth = national_booth(pavilion.edition)
    NationalPavilion.objects.filter(pk=pavilion.pk).update(stage=PavilionStage.DECLINED)
    with pytest.raises(DomainError) as refusal:
        give_booths(pavilion.pk, [booth.pk], actor=organizer(), at=NOON)
    assert refusal.value.code == "pavilion_over"
