from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.bookings.operations.bookings import Wishes
from exhibitors.bookings.operations.decisions import return_booking
from exhibitors.bookings.operations.holds import change_wishes, expire_booking, hold_booths, reopen_booking
from exhibitors.bookings.operations.submission import (
    Wanted,
    apply_for_space,
    book_booths,
    change_application,
    draft_application,
    submit_booking,
)
from exhibitors.companies.models import Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_application_keeps_its_wishes() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    wishes = Wishes("Near the entrance", "Rival & Co")
    wanted = [Wanted(allotment.sector_id, Decimal(36))]
    booking = draft_application(company.pk, allotment.edition_id, wanted, wishes, actor=owner_of(company), at=NOON)
    booking.refresh_from_db()
    assert (booking.wishes, booking.neighbours_to_avoid) == ("Near the entrance", "Rival & Co")


def test_application_returned_and_changed_claims_what_it_asks_for_now() -> None:
    allotment, company = AllotmentFactory(capacity_sqm=Decimal(100)), CompanyFactory()
    actor = owner_of(company)
    booking = apply_for_space(
        company.pk, allotment.edition_id, [Wanted(allotment.sector_id, Decimal(80))], actor=actor, at=NOON
    )
    return_booking(booking.pk, reason="Too much", actor=organizer(), at=NOON)

    change_application(booking.pk, [Wanted(allotment.sector_id, Decimal(60))], Wishes(), actor=actor, at=NOON)
    assert Allotment.objects.get(pk=allotment.pk).claimed_sqm == 0
    submit_booking(booking.pk, actor=actor, at=NOON)

    assert Allotment.objects.get(pk=allotment.pk).claimed_sqm == 60
    assert [claim.area_sqm for claim in booking.claims.live()] == [Decimal("60.00")]


def test_application_whose_hold_ended_is_reopened_as_a_draft() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    actor = owner_of(company)
    booking = apply_for_space(
        company.pk, allotment.edition_id, [Wanted(allotment.sector_id, Decimal(80))], actor=actor, at=NOON
    )
    return_booking(booking.pk, reason="Too much", actor=organizer(), at=NOON)
    later = NOON + timedelta(hours=72)
    expire_booking(booking.pk, actor=actor, at=later)

    reopened = reopen_booking(booking.pk, actor=actor, at=later)

    assert (reopened.state, reopened.claims.live().count()) == (BookingState.DRAFT, 0)


@pytest.mark.parametrize("steps", BookingSteps)
def test_where_approval_binds_only_signers_submit(steps: BookingSteps) -> None:
    booth, company = BoothFactory(), CompanyFactory()
    edition = booth.plan.edition
    Edition.objects.update(booking_steps=steps)
    membership = MembershipFactory(company=company, role=CompanyRole.EDITOR)
    by = {"actor": membership.user, "at": NOON}
    wanted = [Wanted(booth.allotment.sector_id, Decimal(36))]
    held = hold_booths(company.pk, edition.pk, [booth.pk], **by)
    drafted = draft_application(company.pk, edition.pk, wanted, **by)
    ways = [
        partial(submit_booking, held.pk, **by),
        partial(submit_booking, drafted.pk, **by),
        partial(apply_for_space, company.pk, edition.pk, wanted, **by),
        partial(book_booths, company.pk, edition.pk, [BoothFactory(plan=booth.plan, number="B2").pk], **by),
    ]
    if steps == BookingSteps.BY_HAND:
        for submit in ways:
            with pytest.raises(NotAllowed) as refusal:
                submit()
            assert refusal.value.code == "may_not_sign"
        Membership.objects.filter(pk=membership.pk).update(may_sign=True)
    assert [submit().state for submit in ways] == [BookingState.SUBMITTED] * 4


def test_change_made_on_an_older_revision_is_refused() -> None:
    allotment, company = AllotmentFactory(), CompanyFactory()
    actor = owner_of(company)
    wanted = [Wanted(allotment.sector_id, Decimal(36))]
    booking = draft_application(company.pk, allotment.edition_id, wanted, actor=actor, at=NOON)
    change_wishes(booking.pk, Wishes("By the door"), seen=0, actor=actor, at=NOON)

    with pytest.raises(DomainError) as refusal:
        change_wishes(booking.pk, Wishes("By the wall"), seen=0, actor=actor, at=NOON)

    assert refusal.value.code == "changed_meanwhile"
    booking.refresh_from_db()
    assert booking.wishes == "By the door"
