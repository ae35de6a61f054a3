"""Letters and open offers follow the totals of their bookings, as when the tax table or a country has changed.

Each run of the timer finds the bookings whose documents say another total than they would now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from exhibitors.bookings.documents.confirmation import outdated_letters
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.operations.leaving import live_bookings
from exhibitors.bookings.operations.price_changes import renew_letter
from exhibitors.sales.operations.offers import renew_taxed_otherwise
from exhibitors.sales.queries.offers import offers_taxed_otherwise
from exhibitors.states import BOOKED_STATES


@dataclass(frozen=True)
class Renewals:
    """Bookings whose letter, and those whose open offer, is to be made again."""

    letters: frozenset[int]
    offers: frozenset[int]

    @property
    def is_any(self) -> bool:
        return bool(self.letters or self.offers)

    @property
    def figures(self) -> str:
        """In one line, which a form carries to say what its reader saw."""
        return f"{len(self.letters)} {len(self.offers)}"


def renewals_due(at: datetime, edition_id: int | None = None) -> Renewals:
    """Of all editions that are not over, or of one. A price has its day only once the booking was submitted."""
    booked = live_bookings(at).filter(state__in=BOOKED_STATES, submitted_at__isnull=False)
    if edition_id is not None:
        booked = booked.filter(edition=edition_id)
    bookings = list(booked.select_related("edition", "company", "contact").order_by("pk"))
    return Renewals(frozenset(outdated_letters(bookings, at=at)), frozenset(offers_taxed_otherwise(bookings, at=at)))


def renewals_after(change: Callable[[], object], edition_id: int, *, at: datetime) -> Renewals:
    """What a change of an edition would renew. It is made and taken back; what refuses it is raised."""
    with transaction.atomic():
        change()
        found = renewals_due(at, edition_id)
        transaction.set_rollback(True)
    return found


def bookings_to_renew(at: datetime) -> list[int]:
    found = renewals_due(at)
    return sorted(found.letters | found.offers)


@operation("exhibitors.booking.price_renewed")
def renew_price(booking_id: int, *, actor: Actor, at: datetime) -> bool:
    """Make the letter and the open offer of a booking again where they say another total; whether one did."""
    booking = lock_booking(booking_id)
    is_outdated = booking.state in BOOKED_STATES and bool(outdated_letters([booking], at=at))
    if is_outdated:
        renew_letter(booking, at=at)
    return renew_taxed_otherwise(booking, actor=actor, at=at) or is_outdated
