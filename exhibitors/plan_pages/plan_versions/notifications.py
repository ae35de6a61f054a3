"""Mails about the effects that a new version of a plan has on bookings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import write_of_booking
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole


@dataclass(frozen=True)
class PlanLetter:
    """The effects of a new plan on a booking.

    `summary` is the result of `summarize_changes`; `price_difference` is a decimal number as text.
    """

    publication_id: int
    hall: str
    summary: Mapping[str, object]
    price_difference: str | None
    letter_id: int | None


def announce_plan_changed(booking: Booking, news: PlanLetter, *, at: datetime) -> None:
    """Mail the contact and everybody who may act for the company, with the new confirmation letter if there is one."""
    roles = (CompanyRole.OWNER, CompanyRole.EDITOR)
    people = people_of_company(booking.company_id, roles, also=[booking.contact_id])
    write_of_booking(
        "plan_changed",
        booking,
        people,
        at=at,
        publication=news.publication_id,
        hall=news.hall,
        state=booking.state,
        price_difference=news.price_difference,
        currency=booking.edition.currency,
        letter=news.letter_id,
        **news.summary,
    )
