"""Undecided bookings: organizers are reminded, the exhibitor is warned a week before, the space is released."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, return_booking
from exhibitors.bookings.operations.holds import reopen_booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths, submit_booking
from exhibitors.bookings.operations.undecided_expiry import lapse_booking, remind_of_overdue, warn_of_lapse
from exhibitors.bookings.queries.deadlines import due_lapse_warnings, due_lapses
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.states import OrganizerRole
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


def submitted(**limits: object) -> Booking:
    days = {"undecided_days": 10, "lapse_days": 30, **limits}
    allotment = AllotmentFactory(**{f"edition__{name}": value for name, value in days.items()})
    booth, company = BoothFactory(allotment=allotment), CompanyFactory()
    return book_booths(company.pk, allotment.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def after(days: float) -> datetime:
    return NOON + timedelta(days=days)


def kinds() -> list[str]:
    return [mail.context["kind"] for mail in Email.objects.order_by("pk")]


def lapse(booking: Booking, days: float) -> bool:
    return lapse_booking(booking.pk, actor=SYSTEM, at=after(days))


def warn(booking: Booking, days: float) -> bool:
    return warn_of_lapse(booking.pk, actor=SYSTEM, at=after(days))


def test_organizers_are_reminded_once_of_all_that_waits_too_long() -> None:
    booking = submitted()
    director, other_sector = organizer(), organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()])
    assert remind_of_overdue(booking.edition_id, actor=SYSTEM, at=after(9.9)) == 0
    assert remind_of_overdue(booking.edition_id, actor=SYSTEM, at=after(10)) == 1
    assert remind_of_overdue(booking.edition_id, actor=SYSTEM, at=after(11)) == 0
    sent = Email.objects.filter(context__kind="bookings_overdue")
    assert [(mail.to, mail.context["count"]) for mail in sent] == [([director.email], 1)]
    assert other_sector.email not in {address for mail in sent for address in mail.to}
    booking.refresh_from_db()
    assert booking.revision == 0  # pages that show the booking stay valid


def test_booking_lapses_after_its_exhibitor_was_warned_a_week_before() -> None:
    booking = submitted()
    assert (due_lapse_warnings(after(22.9)), warn(booking, 22.9)) == ([], False)
    assert due_lapse_warnings(after(23)) == [booking.pk]
    assert [warn(booking, 23), warn(booking, 24)] == [True, False]
    assert (due_lapses(after(29.9)), lapse(booking, 29.9)) == ([], False)
    assert due_lapses(after(30)) == [booking.pk]
    assert [lapse(booking, 30), lapse(booking, 31)] == [True, False]
    booking.refresh_from_db()
    assert (booking.state, booking.claims.live().count()) == (BookingState.EXPIRED, 0)
    assert Allotment.objects.get().claimed_sqm == 0
    assert kinds() == ["booking_submitted", "booking_lapsing", "booking_lapsed"]


def test_exhibitor_has_a_week_even_if_nobody_was_warned_in_time() -> None:
    booking = submitted()
    assert lapse(booking, 40) is False
    assert warn(booking, 40) is True
    assert (lapse(booking, 46.9), lapse(booking, 47)) == (False, True)
    sent = Email.objects.get(context__kind="booking_lapsing")
    assert sent.context["ends_at"] == (NOON + timedelta(days=47)).isoformat()


def test_edition_may_let_nothing_lapse() -> None:
    booking = submitted(lapse_days=None)
    assert (due_lapse_warnings(after(999)), warn(booking, 999), lapse(booking, 999)) == ([], False, False)


def test_booking_that_was_decided_on_never_lapses() -> None:
    booking = submitted()
    warn(booking, 25)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert (due_lapses(after(40)), lapse(booking, 40)) == ([], False)


def test_booking_submitted_again_waits_anew() -> None:
    booking = submitted()
    warn(booking, 25)
    return_booking(booking.pk, reason="A plan is missing.", actor=organizer(), at=after(26))
    submit_booking(booking.pk, actor=owner_of(booking.company), at=after(27))
    assert (lapse(booking, 40), warn(booking, 40)) == (False, False)
    assert warn(booking, 50) is True


def test_lapsed_booking_is_opened_again_as_a_draft() -> None:
    booking = submitted()
    warn(booking, 23)
    lapse(booking, 30)
    reopened = reopen_booking(booking.pk, actor=owner_of(booking.company), at=after(31))
    assert (reopened.state, reopened.claims.live().count()) == (BookingState.DRAFT, 1)


def test_application_without_booths_lapses_too() -> None:
    allotment, company = AllotmentFactory(edition__lapse_days=30), CompanyFactory()
    wanted = [Wanted(allotment.sector_id or 0, Decimal(54))]
    booking = apply_for_space(company.pk, allotment.edition_id, wanted, actor=owner_of(company), at=NOON)
    warn(booking, 23)
    assert lapse(booking, 30) is True
    assert Allotment.objects.get().claimed_sqm == 0
