from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import (
    add_booths,
    drop_booth,
    expire_booking,
    hold_booths,
    remind_of_ending_hold,
    reopen_booking,
)
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.states import ClaimState
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, UserFactory, owner_of
from tests.pavilions.national_pavilions.national import national_booth

pytestmark = pytest.mark.django_db


def test_hold_claims_every_booth_until_the_hold_ends() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    booths = BoothFactory.create_batch(2, allotment=allotment)

    booking = hold_booths(company.pk, allotment.edition_id, [b.pk for b in booths], actor=owner_of(company), at=NOON)

    claims = booking.claims.order_by("booth_id")
    assert [(c.booth_id, c.state, c.area_sqm, c.expires_at) for c in claims] == [
        (booth.pk, ClaimState.HELD, Decimal("9.00"), NOON + timedelta(minutes=30)) for booth in booths
    ]
    allotment.refresh_from_db()
    assert (allotment.claimed_sqm, allotment.revision) == (Decimal("18.00"), 1)
    assert booking.state == BookingState.DRAFT


def test_hold_takes_all_booths_or_none_and_names_the_taken_one() -> None:
    allotment, rival, company = AllotmentFactory(), CompanyFactory(), CompanyFactory()
    taken, free = BoothFactory.create_batch(2, allotment=allotment)
    hold_booths(rival.pk, allotment.edition_id, [taken.pk], actor=owner_of(rival), at=NOON)

    with pytest.raises(DomainError) as refusal:
        hold_booths(company.pk, allotment.edition_id, [free.pk, taken.pk], actor=owner_of(company), at=NOON)

    assert refusal.value.code == "booths_taken"
    assert refusal.value.details == {"taken": [f"{allotment.hall.name}/{taken.number}"], "taken_ids": [taken.pk]}
    assert SpaceClaim.objects.live().filter(booth=free).count() == 0


def test_hold_refuses_a_blocked_booth() -> None:
    booth, company = BoothFactory(blocked_reason="sight line"), CompanyFactory()
    with pytest.raises(DomainError) as refusal:
        hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    assert refusal.value.code == "booths_blocked"


@pytest.mark.parametrize("take", [hold_booths, book_booths])
def test_booths_of_the_national_exhibition_are_by_invitation(take: Callable[..., Booking]) -> None:
    company, free = CompanyFactory(), BoothFactory()
    invited = national_booth(free.plan.edition, number="P1")
    with pytest.raises(Invalid) as refusal:
        take(company.pk, free.plan.edition_id, [free.pk, invited.pk], actor=owner_of(company), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("by_invitation", "booths")
    assert f"{invited.plan.hall.name}/P1" in str(refusal.value)
    assert not SpaceClaim.objects.exists()


def test_hold_refuses_a_booth_of_another_edition() -> None:
    here, elsewhere, company = AllotmentFactory(), BoothFactory(), CompanyFactory()
    with pytest.raises(Invalid) as refusal:
        hold_booths(company.pk, here.edition_id, [elsewhere.pk], actor=owner_of(company), at=NOON)
    assert refusal.value.code == "unknown_booths"


def test_hold_refuses_people_of_other_companies() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    with pytest.raises(NotAllowed):
        hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(), at=NOON)


def test_hold_refuses_outside_the_booking_window() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    with pytest.raises(DomainError) as refusal:
        hold_booths(
            company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON + timedelta(days=300)
        )
    assert refusal.value.code == "booking_closed"


def test_hold_refuses_more_m2_than_the_allotment_has_left() -> None:
    allotment, company = AllotmentFactory(capacity_sqm=Decimal(10)), CompanyFactory()
    booths = BoothFactory.create_batch(2, allotment=allotment)
    with pytest.raises(DomainError) as refusal:
        hold_booths(company.pk, allotment.edition_id, [b.pk for b in booths], actor=owner_of(company), at=NOON)
    assert (refusal.value.code, refusal.value.details) == (
        "capacity_exceeded",
        {"wanted_sqm": "18.00", "left_sqm": "10.00"},
    )


def test_added_booths_end_with_those_already_held() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    first, second = BoothFactory.create_batch(2, allotment=allotment)
    owner = owner_of(company)
    booking = hold_booths(company.pk, allotment.edition_id, [first.pk], actor=owner, at=NOON)

    add_booths(booking.pk, [second.pk], actor=owner, at=NOON + timedelta(minutes=10))

    ends = set(booking.claims.values_list("expires_at", flat=True))
    assert ends == {NOON + timedelta(minutes=30)}


def test_dropped_booth_is_free_again() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    owner = owner_of(company)
    booking = hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)

    drop_booth(booking.pk, booth.pk, actor=owner, at=NOON)

    assert booking.claims.live().count() == 0
    assert Allotment.objects.get(pk=booth.allotment_id).claimed_sqm == 0
    assert sum(SpaceMovement.objects.values_list("area_sqm", flat=True)) == 0


def test_hold_expires_only_after_its_time() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    booking = hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)

    assert expire_booking(booking.pk, actor=owner_of(company), at=NOON + timedelta(minutes=29)) is False
    assert expire_booking(booking.pk, actor=owner_of(company), at=NOON + timedelta(minutes=30)) is True
    assert expire_booking(booking.pk, actor=owner_of(company), at=NOON + timedelta(minutes=31)) is False

    booking.refresh_from_db()
    assert (booking.state, booking.claims.live().count()) == (BookingState.EXPIRED, 0)


def test_expired_booking_can_hold_the_same_booths_again() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    owner = owner_of(company)
    booking = hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
    later = NOON + timedelta(hours=1)
    expire_booking(booking.pk, actor=owner, at=later)

    reopened = reopen_booking(booking.pk, actor=owner, at=later)

    assert reopened.state == BookingState.DRAFT
    assert [c.booth_id for c in booking.claims.live()] == [booth.pk]


def test_strangers_do_not_reopen_a_hold_that_has_ended() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    booking = hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    later = NOON + timedelta(hours=1)
    expire_booking(booking.pk, actor=SYSTEM, at=later)

    with pytest.raises(NotAllowed):
        reopen_booking(booking.pk, actor=owner_of(), at=later)

    booking.refresh_from_db()
    assert (booking.state, booking.claims.live().count()) == (BookingState.EXPIRED, 0)


def test_reminder_of_an_ending_hold_is_sent_once() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    booking = hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    at = NOON + timedelta(minutes=25)
    assert [remind_of_ending_hold(booking.pk, actor=UserFactory(), at=at) for _turn in range(2)] == [True, False]


def test_booking_that_awaits_a_decision_cannot_be_reopened() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    owner = owner_of(company)
    booking = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)
    with pytest.raises(DomainError) as refusal:
        reopen_booking(booking.pk, actor=owner, at=NOON)
    assert refusal.value.code == "booths_taken"
    assert Booking.objects.get().state == BookingState.SUBMITTED


def test_company_holds_no_more_booths_at_a_time_than_the_edition_allows() -> None:
    allotment, company = AllotmentFactory(edition__held_booths_limit=2), CompanyFactory(name="Nordmeer GmbH")
    edition, owner = allotment.edition, owner_of(company)
    first, second, third = BoothFactory.create_batch(3, allotment=allotment)
    draft = hold_booths(company.pk, edition.pk, [first.pk], actor=owner, at=NOON)
    with pytest.raises(DomainError) as refusal:
        add_booths(draft.pk, [second.pk, third.pk], actor=owner, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("hold_limit_exceeded", "booths")
    assert str(refusal.value) == (
        "Nordmeer GmbH: booths that would be held without being submitted: 3 (now 1). "
        "The limit is 2. Submit or remove some first."
    )
    add_booths(draft.pk, [second.pk], actor=owner, at=NOON)
    book_booths(company.pk, edition.pk, [third.pk], actor=owner, at=NOON)  # what is submitted does not count
    hold_booths(CompanyFactory().pk, edition.pk, [BoothFactory(allotment=allotment).pk], actor=SYSTEM, at=NOON)


def test_company_holds_no_more_m2_at_a_time_than_the_edition_allows() -> None:
    allotment, company = AllotmentFactory(edition__held_sqm_limit=Decimal(20)), CompanyFactory(name="Nordmeer GmbH")
    booths = BoothFactory.create_batch(3, allotment=allotment)
    hold_booths(company.pk, allotment.edition_id, [booths[0].pk], actor=SYSTEM, at=NOON)
    with pytest.raises(DomainError) as refusal:
        hold_booths(company.pk, allotment.edition_id, [b.pk for b in booths[1:]], actor=SYSTEM, at=NOON)
    assert str(refusal.value) == (
        "Nordmeer GmbH: area that would be held without being submitted: 27 m² (now 9 m²). "
        "The limit is 20 m². Submit or remove some first."
    )
    assert refusal.value.details == {
        "claimed_booths": 1,
        "claimed_sqm": "9.00",
        "claimed_bookings": 0,
        "wanted_booths": 2,
        "wanted_sqm": "18.00",
        "limit_booths": 120,
        "limit_sqm": "20.00",
        "limit_bookings": None,
    }


def test_hold_that_is_over_no_longer_counts_and_is_counted_when_held_again() -> None:
    allotment, company = AllotmentFactory(edition__held_booths_limit=1), CompanyFactory()
    first, second = BoothFactory.create_batch(2, allotment=allotment)
    over = hold_booths(company.pk, allotment.edition_id, [first.pk], actor=SYSTEM, at=NOON)
    later = NOON + timedelta(minutes=30)
    hold_booths(company.pk, allotment.edition_id, [second.pk], actor=SYSTEM, at=later)
    expire_booking(over.pk, actor=SYSTEM, at=later)
    with pytest.raises(DomainError, match="booths that would be held without being submitted: 2"):
        reopen_booking(over.pk, actor=owner_of(company), at=later)


def test_edition_without_limits_lets_companies_hold_as_they_like() -> None:
    allotment, company = AllotmentFactory(edition__held_booths_limit=None), CompanyFactory()
    booths = BoothFactory.create_batch(3, allotment=allotment)
    draft = hold_booths(company.pk, allotment.edition_id, [b.pk for b in booths], actor=SYSTEM, at=NOON)
    assert draft.claims.live().count() == 3
