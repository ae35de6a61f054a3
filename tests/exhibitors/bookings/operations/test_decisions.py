from datetime import timedelta
from decimal import Decimal

import pytest
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths
from exhibitors.bookings.operations.decisions import (
    approve_booking,
    confirm_booking,
    reject_booking,
    return_booking,
    waitlist_booking,
)
from exhibitors.bookings.operations.holds import expire_booking, hold_booths, reopen_booking
from exhibitors.bookings.operations.submission import (
    Wanted,
    apply_for_space,
    book_booths,
    cancel_booking,
    submit_booking,
    withdraw_booking,
)
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import ClaimState, OrganizerRole
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


def booked(booth: Booth) -> Booking:
    company = CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def contact(booking: Booking) -> User:
    assert booking.contact is not None
    return booking.contact


def test_approved_booking_commits_its_claims_and_issues_a_letter() -> None:
    booth = BoothFactory()
    booking = booked(booth)

    approve_booking(booking.pk, actor=organizer(), at=NOON)

    booking.refresh_from_db()
    assert booking.state == BookingState.APPROVED
    assert [c.state for c in booking.claims] == [ClaimState.COMMITTED]
    letter = booking.letters.get()
    assert letter.snapshot["booths"][0]["number"] == booth.number
    assert letter.snapshot["area_sqm"] == "9.00"


def test_approval_mails_each_person_once() -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    kinds = [mail.context["kind"] for mail in Email.objects.order_by("pk")]
    assert kinds == ["booking_submitted", "booking_approved"]


def test_second_decision_on_the_same_revision_is_refused() -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, seen=booking.revision, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        reject_booking(booking.pk, reason="full", seen=booking.revision, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"


def test_withdrawn_booking_cannot_be_approved() -> None:
    booking = booked(BoothFactory())
    withdraw_booking(booking.pk, actor=contact(booking), at=NOON)
    with pytest.raises(DomainError) as refusal:
        approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "illegal_move"


def test_rejection_needs_a_reason_and_frees_the_space() -> None:
    booking = booked(BoothFactory())
    with pytest.raises(Invalid) as refusal:
        reject_booking(booking.pk, reason="  ", actor=organizer(), at=NOON)
    assert refusal.value.field == "reason"

    reject_booking(booking.pk, reason="Not an import product.", actor=organizer(), at=NOON)

    assert booking.claims.live().count() == 0
    assert sum(SpaceMovement.objects.values_list("area_sqm", flat=True)) == 0


def test_returned_booking_holds_its_booths_for_the_hours_of_change() -> None:
    booking = booked(BoothFactory())
    return_booking(booking.pk, reason="Please choose a smaller booth.", actor=organizer(), at=NOON)
    claim = booking.claims.live().get()
    assert (claim.state, claim.expires_at) == (ClaimState.HELD, NOON + timedelta(hours=72))
    assert submit_booking(booking.pk, actor=contact(booking), at=NOON).state == BookingState.SUBMITTED


def test_waitlisted_booking_gives_its_space_back_and_can_be_approved_with_another_booth() -> None:
    first, second = BoothFactory.create_batch(2, allotment=AllotmentFactory())
    booking = booked(first)
    waitlist_booking(booking.pk, actor=organizer(), at=NOON)
    assert booking.claims.live().count() == 0

    assign_booths(booking.pk, [second.pk], actor=organizer(), at=NOON)
    approve_booking(booking.pk, actor=organizer(), at=NOON)

    assert [c.booth_id for c in booking.claims.live()] == [second.pk]


def test_application_reserves_its_m2_and_takes_booths_in_their_place() -> None:
    allotment, company = AllotmentFactory(capacity_sqm=Decimal(9)), CompanyFactory()
    booth = BoothFactory(allotment=allotment)
    booking = apply_for_space(
        company.pk,
        allotment.edition_id,
        [Wanted(allotment.sector_id, Decimal(9))],
        actor=owner_of(company),
        at=NOON,
    )
    with pytest.raises(DomainError) as refusal:
        approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "booths_missing"

    assign_booths(booking.pk, [booth.pk], actor=organizer(), at=NOON)
    approve_booking(booking.pk, actor=organizer(), at=NOON)

    allotment.refresh_from_db()
    assert allotment.claimed_sqm == Decimal("9.00")


def test_application_beyond_capacity_is_refused_with_the_figures() -> None:
    allotment, company = AllotmentFactory(capacity_sqm=Decimal(100)), CompanyFactory()
    with pytest.raises(DomainError) as refusal:
        apply_for_space(
            company.pk,
            allotment.edition_id,
            [Wanted(allotment.sector_id, Decimal(101))],
            actor=owner_of(company),
            at=NOON,
        )
    assert refusal.value.details == {"wanted_sqm": "101", "left_sqm": "100.00"}
    assert Booking.objects.count() == 0


def test_request_of_absurd_size_is_refused_beside_its_field() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    with pytest.raises(Invalid) as refusal:
        apply_for_space(
            company.pk,
            allotment.edition_id,
            [Wanted(allotment.sector_id, Decimal(-5))],
            actor=owner_of(company),
            at=NOON,
        )
    assert refusal.value.field == "area_sqm"


def test_reviewer_limited_to_a_sector_decides_only_there() -> None:
    booth = BoothFactory()
    booking = booked(booth)
    elsewhere = organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()])
    here = organizer(OrganizerRole.REVIEWER, sectors=[booth.allotment.sector])
    with pytest.raises(NotAllowed):
        approve_booking(booking.pk, actor=elsewhere, at=NOON)
    assert approve_booking(booking.pk, actor=here, at=NOON).state == BookingState.APPROVED


def test_reviewer_limited_to_a_sector_assigns_booths_of_it_alone() -> None:
    allotment = AllotmentFactory()
    company = CompanyFactory()
    wanted = [Wanted(allotment.sector_id, Decimal(9))]
    booking = apply_for_space(company.pk, allotment.edition_id, wanted, actor=owner_of(company), at=NOON)
    here = organizer(OrganizerRole.REVIEWER, sectors=[allotment.sector])
    foreign, own = (
        BoothFactory(allotment=AllotmentFactory(edition=allotment.edition)),
        BoothFactory(allotment=allotment),
    )
    with pytest.raises(NotAllowed) as refusal:
        assign_booths(booking.pk, [foreign.pk], actor=here, at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("not_your_sector", "booths")
    assert f"{foreign.plan.hall.name}/{foreign.number}" in str(refusal.value.message)
    assert booking.claims.live().get().booth_id is None
    for actor, booth in ((here, own), (organizer(), foreign)):
        assign_booths(booking.pk, [booth.pk], larger_reason="Agreed.", actor=actor, at=NOON)
        assert booking.claims.live().get(booth__isnull=False).booth_id == booth.pk


def test_exhibitor_cancels_until_the_day_and_a_director_after_it() -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    late = NOON + timedelta(days=120)
    with pytest.raises(NotAllowed):
        cancel_booking(booking.pk, actor=contact(booking), at=late)
    assert cancel_booking(booking.pk, reason="Merged.", actor=organizer(), at=late).state == BookingState.CANCELLED


def test_confirmed_m2_stay_booked() -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    confirm_booking(booking.pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)
    by_state = {m.state: m.area_sqm for m in SpaceMovement.objects.filter(area_sqm__gt=0)}
    assert by_state[BookingState.CONFIRMED] == Decimal("9.00")


def test_application_that_awaits_a_decision_cannot_be_reopened() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    owner, wanted = owner_of(company), [Wanted(allotment.sector_id, Decimal(9))]
    booking = apply_for_space(company.pk, allotment.edition_id, wanted, actor=owner, at=NOON)
    with pytest.raises(DomainError) as refusal:
        reopen_booking(booking.pk, actor=owner, at=NOON)
    assert refusal.value.code == "illegal_move"


def test_expired_booking_cannot_be_returned() -> None:
    booth, company = BoothFactory(), CompanyFactory()
    booking = hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
    expire_booking(booking.pk, actor=SYSTEM, at=NOON + timedelta(hours=1))
    with pytest.raises(DomainError) as refusal:
        return_booking(booking.pk, reason="Smaller, please.", actor=organizer(), at=NOON)
    assert refusal.value.code == "illegal_move"
