"""Mails about what a new version of a plan does to bookings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import write_of_booking
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole


@dataclass(frozen=True)
class PlanLetter:
    """What a new plan does to a booking. `summary` is that of `summarize_changes`; `difference` is a decimal."""

    publication_id: int
    hall: str
    summary: Mapping[str, object]
    price_difference: str | None
    letter_id: int | None


def announce_plan_changed(booking: Booking, news: PlanLetter, *, at: datetime) -> None:
    """To the contact and everybody who may act for the company; with the new confirmation letter, if there is one."""
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
