"""What happened to a booth and who claimed it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.audit.history import history_of, newest_first
from exhibitors.bookings.models.booking import Booking
from exhibitors.history import Event, event_of
from pavilions.floor.models.floor_plan import Booth
from pavilions.ledger.models import SpaceClaim

BOOTH_FIELDS = ("number", "area_sqm", "kind", "open_sides_override", "blocked_reason")


def booth_history(booth: Booth) -> list[Event]:
    """The booth and who claimed it, newest first, for the organizer's eyes; three queries."""
    itself = [event_of(entry, frozenset()) for entry in history_of(booth, BOOTH_FIELDS)]
    claims = SpaceClaim.objects.filter(booth=booth)
    bookings = Booking.objects.select_related("company", "edition").in_bulk(claims.values_list("holder_id", flat=True))
    events = [*itself, *(event for claim in claims for event in _claim_events(claim, bookings.get(claim.holder_id)))]
    return newest_first(events)


def _claim_events(claim: SpaceClaim, booking: Booking | None) -> Iterable[Event]:
    about = f"{booking.company} ({booking.reference})" if booking else ""
    yield Event(at=claim.claimed_at, who="", action=pgettext_lazy("space", "claimed"), about=about)
    if claim.released_at is not None:
        yield Event(at=claim.released_at, who="", action=_("given back"), about=about)
