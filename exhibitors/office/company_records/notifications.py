"""Mails about a company's claims that the organizer has ended."""

from collections.abc import Sequence
from datetime import datetime

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.companies.notifications import owners_of, write_to_company


def announce_claims_ended(
    company: Company, bookings: Sequence[Booking], reason: str, *, is_blocked: bool, at: datetime, once: str = ""
) -> None:
    """Mail each owner and each contact which bookings ended, why, and whether the company is blocked.

    `once` distinguishes mails to a company that are sent at the same moment.
    """
    contacts = User.objects.filter(bookings__in=[booking.pk for booking in bookings], is_active=True)
    people = {*owners_of(company), *contacts}
    ended = [{"reference": each.reference, "state": each.state} for each in bookings]
    said = {"ended": ended, "reason": reason, "is_blocked": is_blocked}
    write_to_company("company_claims_ended", company, people, at=at, once=once, **said)


def announce_claims_allowed(company: Company, *, at: datetime) -> None:
    write_to_company("company_claims_allowed", company, owners_of(company), at=at)
