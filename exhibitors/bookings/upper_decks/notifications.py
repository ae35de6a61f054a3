"""Emails about upper decks."""

from datetime import datetime

from ciie.kernel.wording import area_words
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.notifications import contact_and_owners, write_of_booking


def announce_deck_approved(deck: UpperDeck, booking: Booking, *, at: datetime) -> None:
    """Notify the contact and every owner."""
    _write("deck_approved", deck, booking, at=at)


def announce_deck_declined(deck: UpperDeck, booking: Booking, *, at: datetime) -> None:
    """Notify the contact and every owner, with the reason."""
    _write("deck_declined", deck, booking, at=at, reason=deck.reason)


def _write(kind: str, deck: UpperDeck, booking: Booking, *, at: datetime, **particulars: object) -> None:
    number = deck.claim.booth.number if deck.claim.booth else ""
    write_of_booking(
        kind,
        booking,
        contact_and_owners(booking),
        f"upper-deck-{deck.pk}-{kind}",
        at=at,
        booth=f"{deck.claim.allotment.hall.name}/{number}",
        area=area_words(deck.area_sqm),
        **particulars,
    )
