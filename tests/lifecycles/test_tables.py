"""Each lifecycle's table is law twice: in operations, and in the database for writers that go around them."""

import pytest
from django.db import DatabaseError, models, transaction

from ciie.kernel.lifecycle import Lifecycle, TransitionRefused
from exhibitors.bookings.models import Booking
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.states import DEBUT_LIFECYCLE, EXHIBIT_LIFECYCLE, Debut, DebutState, ExhibitState
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.states import DEAL_LIFECYCLE, DealState
from exhibitors.states import BOOKING_LIFECYCLE, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign
from pavilions.national.national_pavilions.states import DESIGN_LIFECYCLE, DesignState
from pavilions.states import CLAIM_LIFECYCLE, PAVILION_LIFECYCLE, ClaimState, PavilionStage
from tests.exhibitors.catalogue.exhibits import shown
from tests.exhibitors.deals.deals import drafted
from tests.factories import (
    NOON,
    AllotmentFactory,
    BookingFactory,
    NationalPavilionFactory,
    SpaceHolderFactory,
)

pytestmark = pytest.mark.django_db


def routes(lifecycle: Lifecycle) -> dict[str, list[str]]:
    """For each state one way to it from a state of birth."""
    found = {state: [state] for state in sorted(lifecycle.initial)}
    queue = list(found)
    for state in queue:
        for following in sorted(lifecycle.transitions[state]):
            if following not in found:
                found[following] = [*found[state], following]
                queue.append(following)
    return found


def test_every_state_can_be_reached() -> None:
    for lifecycle in (
        BOOKING_LIFECYCLE,
        CLAIM_LIFECYCLE,
        DEAL_LIFECYCLE,
        DEBUT_LIFECYCLE,
        EXHIBIT_LIFECYCLE,
        PAVILION_LIFECYCLE,
        DESIGN_LIFECYCLE,
    ):
        assert routes(lifecycle).keys() == lifecycle.transitions.keys()


def test_illegal_move_is_refused_in_words() -> None:
    with pytest.raises(TransitionRefused) as refusal:
        BOOKING_LIFECYCLE.require(BookingState.REJECTED, BookingState.APPROVED)
    assert refusal.value.details == {"state": "rejected", "wanted": "approved"}
    assert refusal.value.message == "The status is now “rejected” and cannot be changed to “approved”."


def booking_in(state: str) -> Booking:
    booking: Booking = BookingFactory(state=routes(BOOKING_LIFECYCLE)[state][0], submitted_at=NOON, decided_at=NOON)
    walk(booking, "state", routes(BOOKING_LIFECYCLE)[state][1:])
    return booking


def pavilion_in(stage: str) -> NationalPavilion:
    pavilion: NationalPavilion = NationalPavilionFactory()
    walk(pavilion, "stage", routes(PAVILION_LIFECYCLE)[stage][1:])
    return pavilion


def design_in(state: str) -> PavilionDesign:
    design = PavilionDesign.objects.create(
        pavilion=NationalPavilionFactory(), version=1, name="x.pdf", title="x.pdf", digest="x", size=1, sent_at=NOON
    )
    walk(design, "state", routes(DESIGN_LIFECYCLE)[state][1:])
    return design


def claim_in(state: str) -> SpaceClaim:
    allotment = AllotmentFactory()
    claim = SpaceClaim.objects.create(
        holder=SpaceHolderFactory(edition=allotment.edition),
        allotment=allotment,
        area_sqm=9,
        state=routes(CLAIM_LIFECYCLE)[state][0],
        claimed_at=NOON,
        expires_at=NOON,
    )
    for following in routes(CLAIM_LIFECYCLE)[state][1:]:
        put(claim, following)
    return claim


def deal_in(state: str) -> Deal:
    deal = drafted()
    for following in routes(DEAL_LIFECYCLE)[state][1:]:
        Deal.objects.filter(pk=deal.pk).update(state=following, amount_usd=dollars_in(following))
    return deal


def with_debut(exhibit: Exhibit, state: str) -> Exhibit:
    for following in routes(DEBUT_LIFECYCLE)[state] if state != DebutState.NONE else []:
        Exhibit.objects.filter(pk=exhibit.pk).update(debut_state=following, **debut_in(following))
    return exhibit


def debut_in(state: str) -> dict[str, str]:
    return {"debut": "" if state == DebutState.NONE else Debut.WORLD, "reason": "Seen before."}


def dollars_in(state: str) -> int | None:
    return 1 if state == DealState.COUNTED else None


def put(claim: SpaceClaim, state: str) -> None:
    released_at = NOON if state == ClaimState.RELEASED else None
    SpaceClaim.objects.filter(pk=claim.pk).update(state=state, released_at=released_at)


def walk(row: models.Model, field: str, states: list[str]) -> None:
    for state in states:
        type(row)._default_manager.filter(pk=row.pk).update(**{field: state})


def refused(row: models.Model, **change: object) -> bool:
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**change)
    except DatabaseError as error:
        return "Invalid transition" in str(error)
    return False


@pytest.mark.parametrize("old", BookingState.values)
def test_database_refuses_every_booking_move_that_is_not_in_the_table(old: str) -> None:
    expected = {new: not BOOKING_LIFECYCLE.allows(old, new) for new in BookingState.values if new != old}
    assert {new: refused(booking_in(old), state=new) for new in expected} == expected


@pytest.mark.parametrize("old", ClaimState.values)
def test_database_refuses_every_claim_move_that_is_not_in_the_table(old: str) -> None:
    expected = {new: not CLAIM_LIFECYCLE.allows(old, new) for new in ClaimState.values if new != old}
    seen = {
        new: refused(claim_in(old), state=new, released_at=NOON if new == ClaimState.RELEASED else None)
        for new in expected
    }
    assert seen == expected


@pytest.mark.parametrize("old", DealState.values)
def test_database_refuses_every_deal_move_that_is_not_in_the_table(old: str) -> None:
    expected = {new: not DEAL_LIFECYCLE.allows(old, new) for new in DealState.values if new != old}
    seen = {new: refused(deal_in(old), state=new, amount_usd=dollars_in(new)) for new in expected}
    assert seen == expected


@pytest.mark.parametrize("old", PavilionStage.values)
def test_database_refuses_every_pavilion_move_that_is_not_in_the_table(old: str) -> None:
    expected = {new: not PAVILION_LIFECYCLE.allows(old, new) for new in PavilionStage.values if new != old}
    assert {new: refused(pavilion_in(old), stage=new) for new in expected} == expected


@pytest.mark.parametrize("old", DesignState.values)
def test_database_refuses_every_design_move_that_is_not_in_the_table(old: str) -> None:
    expected = {new: not DESIGN_LIFECYCLE.allows(old, new) for new in DesignState.values if new != old}
    assert {new: refused(design_in(old), state=new) for new in expected} == expected


def test_nothing_is_born_in_the_middle_of_its_life() -> None:
    with pytest.raises(DatabaseError, match="state_birth"), transaction.atomic():
        BookingFactory(state=BookingState.APPROVED, decided_at=NOON)
    assert Booking.objects.count() == 0


def test_ledger_forgets_nothing() -> None:
    claim = claim_in(ClaimState.RELEASED)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SpaceClaim.objects.filter(pk=claim.pk).delete()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SpaceClaim.objects.filter(pk=claim.pk).update(area_sqm=10)
    claim.refresh_from_db()
    assert claim.area_sqm == 9


@pytest.mark.parametrize("old", DebutState.values)
def test_database_refuses_every_debut_move_that_is_not_in_the_table(old: str) -> None:
    expected = {new: not DEBUT_LIFECYCLE.allows(old, new) for new in DebutState.values if new != old}
    seen = {new: refused(with_debut(shown(), old), debut_state=new, **debut_in(new)) for new in expected}
    assert seen == expected


def test_database_lets_exhibits_be_withdrawn_and_shown_again() -> None:
    exhibit = shown()
    assert not refused(exhibit, state=ExhibitState.WITHDRAWN)
    assert not refused(exhibit, state=ExhibitState.PUBLISHED)
