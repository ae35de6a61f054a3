"""Bookings with what they hold and what they ask for, as programs see them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from exhibitors.models import Booking


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """m² of a hall; `booth` is its number, None where none is named yet."""

    hall: str
    booth: str | None
    sector: str | None
    area_sqm: Decimal
    state: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestRecord:
    sector: str
    area_sqm: Decimal
    kind: str
    open_sides_min: int


@dataclass(frozen=True)
class BookingRecord:
    """A booking, its live claims and its requests. Company and edition of the booking are loaded."""

    booking: Booking
    claims: Sequence[ClaimRecord]
    requests: Sequence[RequestRecord]


CLAIMS = """
SELECT claim.holder_id, hall.name, booth.number, sector.code, claim.area_sqm, claim.state, claim.expires_at
FROM pavilions_spaceclaim AS claim
JOIN pavilions_allotment AS allotment ON allotment.id = claim.allotment_id
JOIN pavilions_hall AS hall ON hall.id = allotment.hall_id
LEFT JOIN pavilions_sector AS sector ON sector.id = allotment.sector_id
LEFT JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
WHERE claim.holder_id = ANY(%s) AND claim.state IN ('held', 'reserved', 'committed') ORDER BY claim.id
"""
REQUESTS = """
SELECT request.booking_id, sector.code, request.area_sqm, request.kind, request.open_sides_min
FROM exhibitors_spacerequest AS request JOIN pavilions_sector AS sector ON sector.id = request.sector_id
WHERE request.booking_id = ANY(%s) ORDER BY request.id
"""


def records_of(bookings: Sequence[Booking]) -> list[BookingRecord]:
    """The records of these bookings in their order; two queries however many they are."""
    keys = [booking.pk for booking in bookings]
    claims = _by_booking(ClaimRecord, CLAIMS, keys)
    requests = _by_booking(RequestRecord, REQUESTS, keys)
    return [BookingRecord(booking, claims[booking.pk], requests[booking.pk]) for booking in bookings]


def _by_booking[R](record: type[R], statement: str, keys: Iterable[int]) -> defaultdict[int, list[R]]:
    found: defaultdict[int, list[R]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(keys)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    for booking_id, *figures in rows:
        found[booking_id].append(record(*figures))
    return found
