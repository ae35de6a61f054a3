"""Renewing letters and open offers whose booking has a new total, for example after a change of the tax table.

Only bookings that a change affects are renewed, so nobody is mailed about what was outdated before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from exhibitors.bookings.documents.confirmation import outdated_letters
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.operations.leaving import live_bookings
from exhibitors.bookings.operations.price_changes import renew_letter
from exhibitors.money.sales.operations.offers import renew_taxed_otherwise
from exhibitors.money.sales.queries.offers import offers_taxed_otherwise
from exhibitors.states import BOOKED_STATES


@dataclass(frozen=True)
class Renewals:
    """The bookings whose letters, and those whose open offers, have to be made again."""

    letters: frozenset[int]
    offers: frozenset[int]

    @property
    def is_any(self) -> bool:
        return bool(self.letters or self.offers)

    @property
    def figures(self) -> str:
        """The numbers of letters and offers in one line, which a form carries to record what its reader saw."""
        return f"{len(self.letters)} {len(self.offers)}"


def renewals_due(at: datetime, which: Q) -> Renewals:
    """Find what to renew among the bookings that `which` selects, in editions that are not over.

    Bookings that were never submitted are left out, because a price depends on the day of submission.
    """
    booked = live_bookings(at).filter(which, state__in=BOOKED_STATES, submitted_at__isnull=False)
    bookings = list(booked.select_related("edition", "company", "contact").order_by("pk"))
    return Renewals(frozenset(outdated_letters(bookings, at=at)), frozenset(offers_taxed_otherwise(bookings, at=at)))


def renewals_after(change: Callable[[], object], edition_id: int, *, at: datetime) -> Renewals:
    """Return what a change of an edition would renew, without what was out of date before.

    The change is made and rolled back. Its errors are raised.
    """
    with transaction.atomic():
        before = renewals_due(at, Q(edition=edition_id))
        change()
        after = renewals_due(at, Q(edition=edition_id))
        transaction.set_rollback(True)
    return Renewals(after.letters - before.letters, after.offers - before.offers)


def bookings_to_renew(at: datetime, companies: Sequence[int], bookings: Sequence[int]) -> list[int]:
    found = renewals_due(at, Q(company__in=companies) | Q(pk__in=bookings))
    return sorted(found.letters | found.offers)


@operation("exhibitors.booking.price_renewed")
def renew_price(booking_id: int, *, actor: Actor, at: datetime) -> bool:
    """Renew the letter and the open offer of a booking if they show an outdated total. Return whether one did."""
    booking = lock_booking(booking_id)
    is_outdated = booking.state in BOOKED_STATES and bool(outdated_letters([booking], at=at))
    if is_outdated:
        renew_letter(booking, at=at)
    return renew_taxed_otherwise(booking, actor=actor, at=at) or is_outdated
