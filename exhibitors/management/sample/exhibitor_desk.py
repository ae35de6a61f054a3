"""The bookings of the sample's exhibitor: one in each state that has another next step."""

from datetime import datetime, timedelta

from exhibitors.bookings.operations.decisions import approve_booking, return_booking
from exhibitors.companies.models import Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.management.sample.desk_work import Desk, Party


def play_exhibitor(desk: Desk, parties: tuple[Party, Party], *, at: datetime) -> None:
    """Make the exhibitor owner of the first company and editor of the second, with bookings of both."""
    own, second = parties
    Membership.objects.create(company=own.company, user=own.contact, role=CompanyRole.OWNER)
    Membership.objects.create(company=second.company, user=second.contact, role=CompanyRole.EDITOR)
    approved = desk.book(at - timedelta(days=2), 2, own)
    approve_booking(approved.pk, actor=desk.organizer, at=at - timedelta(days=1))
    returned = desk.book(at - timedelta(days=1), 3, own)
    reason = "Two of these booths are kept for a group stand. Would you take others in the same hall?"
    return_booking(returned.pk, reason=reason, actor=desk.organizer, at=at - timedelta(minutes=40))
    desk.hold(at - timedelta(minutes=3), 2, own)
    desk.draft(at - timedelta(hours=3), second)
