"""Records of bookings with what they hold and request, as the API returns them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ciie.kernel.statements import rows_of
from exhibitors.bookings.models import Booking
from pavilions.states import LIVE_CLAIMS


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """Claimed m² of a hall. `booth` is the booth's number, or None if no booth is assigned yet."""

    hall: str
    booth: str | None
    sector: str | None
    area_sqm: Decimal
    upper_sqm: Decimal
    """The m² of the approved upper deck on the booth, which are not part of `area_sqm`."""
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


RECORDS = """
SELECT claim.holder_id AS booking, claim.id AS position, hall.name AS hall, booth.number, sector.code, claim.area_sqm,
    claim.state, claim.expires_at, NULL::smallint AS open_sides_min, deck.area_sqm AS upper_sqm
FROM pavilions_spaceclaim AS claim
JOIN pavilions_allotment AS allotment ON allotment.id = claim.allotment_id
JOIN pavilions_hall AS hall ON hall.id = allotment.hall_id
LEFT JOIN pavilions_sector AS sector ON sector.id = allotment.sector_id
LEFT JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
LEFT JOIN exhibitors_upperdeck AS deck ON deck.claim_id = claim.id AND deck.state = 'approved'
WHERE claim.holder_id = ANY(%(bookings)s) AND claim.state = ANY(%(live)s)
UNION ALL
SELECT request.booking_id, request.id, NULL, NULL, sector.code, request.area_sqm,
    request.kind, NULL, request.open_sides_min, NULL
FROM exhibitors_spacerequest AS request JOIN pavilions_sector AS sector ON sector.id = request.sector_id
WHERE request.booking_id = ANY(%(bookings)s)
ORDER BY position
"""


def records_of(bookings: Sequence[Booking]) -> list[BookingRecord]:
    """Return the records of these bookings in order, in one statement however many they are."""
    claims: defaultdict[int, list[ClaimRecord]] = defaultdict(list)
    requests: defaultdict[int, list[RequestRecord]] = defaultdict(list)
    for booking, _position, hall, booth, sector, area_sqm, word, expires_at, open_sides_min, upper_sqm in rows_of(
        RECORDS, {"bookings": [booking.pk for booking in bookings], "live": [str(state) for state in LIVE_CLAIMS]}
    ):
        if hall is None:
            requests[booking].append(RequestRecord(sector, area_sqm, word, open_sides_min))
        else:
            upper = upper_sqm or Decimal(0)
            claims[booking].append(ClaimRecord(hall, booth, sector, area_sqm, upper, word, expires_at))
    return [BookingRecord(booking, claims[booking.pk], requests[booking.pk]) for booking in bookings]
