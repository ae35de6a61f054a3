"""Bookings with what they hold and what they ask for, as programs see them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from exhibitors.models import Booking, SpaceRequest
from pavilions.models import SpaceClaim


@dataclass(frozen=True)
class BookingRecord:
    """A booking, its live claims and its requests. Company and edition of the booking are loaded."""

    booking: Booking
    claims: Sequence[SpaceClaim]
    requests: Sequence[SpaceRequest]


def records_of(bookings: Sequence[Booking]) -> list[BookingRecord]:
    """The records of these bookings in their order; two queries however many they are."""
    keys = [booking.pk for booking in bookings]
    claims: defaultdict[int, list[SpaceClaim]] = defaultdict(list)
    requests: defaultdict[int, list[SpaceRequest]] = defaultdict(list)
    live = SpaceClaim.objects.live().filter(holder_id__in=keys)
    for claim in live.select_related("booth", "allotment__hall", "allotment__sector").order_by("pk"):
        claims[claim.holder_id].append(claim)
    for request in SpaceRequest.objects.filter(booking_id__in=keys).select_related("sector").order_by("pk"):
        requests[request.booking_id].append(request)
    return [BookingRecord(booking, claims[booking.pk], requests[booking.pk]) for booking in bookings]
