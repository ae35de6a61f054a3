"""What a booking's space costs by the price list as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.pricing.queries import PriceLine, Quote, Space, quote
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.ledger.models import SpaceClaim
from pavilions.states import BoothKind, Section

PRICED_STATES = {BookingState.DRAFT, BookingState.SUBMITTED, BookingState.WAITLISTED, *BOOKED_STATES}


@dataclass(frozen=True)
class PricedClaim:
    claim: SpaceClaim
    line: PriceLine | None


@dataclass(frozen=True)
class PricedRequest:
    request: SpaceRequest
    line: PriceLine | None


@dataclass(frozen=True)
class PricedSpace:
    """The claims and requests of a booking, each with its price.

    Requests have a price while nothing is claimed. A share of a block is paid for to the holder of the block, and what
    has ended costs nothing: both have no quote.
    """

    claims: tuple[PricedClaim, ...]
    requests: tuple[PricedRequest, ...]
    quote: Quote | None


def priced(booking: Booking, claims: Sequence[SpaceClaim], requests: Sequence[SpaceRequest]) -> PricedSpace:
    """One query. Claims come with allotment and booth, the booking with its edition."""
    spaces = [space_of(claim, requests) for claim in claims] or [_asked(request) for request in requests]
    if not spaces or booking.block_id is not None or booking.state not in PRICED_STATES:
        return PricedSpace(
            tuple(PricedClaim(claim, None) for claim in claims),
            tuple(PricedRequest(request, None) for request in requests),
            None,
        )
    found = quote(booking.edition, spaces)
    of_claims: Sequence[PriceLine | None] = found.lines if claims else ()
    of_requests: Sequence[PriceLine | None] = [None] * len(requests) if claims else found.lines
    return PricedSpace(
        tuple(PricedClaim(claim, line) for claim, line in zip(claims, of_claims, strict=True)),
        tuple(PricedRequest(request, line) for request, line in zip(requests, of_requests, strict=True)),
        found,
    )


def space_of(claim: SpaceClaim, requests: Sequence[SpaceRequest] = ()) -> Space:
    """The claimed space. m² without a booth have a shape that was asked for in their sector, or any."""
    if claim.booth is not None:
        allotment = claim.allotment
        shape = (BoothKind(claim.booth.kind), claim.booth.sides)
        return Space(Section(allotment.section), allotment.sector_id, claim.area_sqm, (shape,))
    sector = claim.allotment.sector_id
    asked = {(BoothKind(r.kind), r.open_sides_min) for r in requests if r.sector_id == sector}
    shapes = tuple(sorted(asked)) or tuple((kind, 1) for kind in BoothKind)
    return Space(Section(claim.allotment.section), sector, claim.area_sqm, shapes, has_booth=False)


def asked_space(sector_id: int, area_sqm: Decimal, kind: BoothKind, open_sides_min: int) -> Space:
    """Space asked for without a booth."""
    return Space(Section.BUSINESS, sector_id, area_sqm, ((kind, open_sides_min),), has_booth=False)


def _asked(request: SpaceRequest) -> Space:
    return asked_space(request.sector_id, request.area_sqm, BoothKind(request.kind), request.open_sides_min)
