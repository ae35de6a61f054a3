"""What happened to a booking."""

from dataclasses import replace

from ciie.audit.history import history_of
from ciie.kernel.actors import Visitor
from ciie.kernel.wording import area_words
from exhibitors.bookings.models import Booking
from exhibitors.history import Event, event_of, unnamed_to
from pavilions.ledger.models import SpaceClaim

BOOKING_FIELDS = ("state", "reason", "larger_reason", "wishes", "neighbours_to_avoid")


def booking_history(booking: Booking, *, viewer: Visitor) -> list[Event]:
    """Newest first; three queries. Members of the company do not learn who at the organizer's decided."""
    unnamed = unnamed_to(viewer, booking.company_id)
    claims = list(booking.claims.select_related("booth__plan__hall", "allotment__hall", "allotment__sector"))
    return [
        replace(
            event_of(entry, unnamed),
            taken=tuple(_place(claim) for claim in claims if claim.claimed_at == entry.at),
            given_back=tuple(_place(claim) for claim in claims if claim.released_at == entry.at),
        )
        for entry in history_of(booking, BOOKING_FIELDS)
    ]


def _place(claim: SpaceClaim) -> str:
    where = f"{claim.allotment.hall.name}/{claim.booth.number}" if claim.booth else str(claim.allotment.sector)
    return f"{where} ({area_words(claim.area_sqm)} m²)"
