"""The price of a booking's space by the rate card in force when it was submitted, or now while it is a draft."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models.functions import Coalesce

from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking, SpaceRequest, claims_charged_to, with_upper_sqm
from exhibitors.bookings.queries.bookings import members_claims
from exhibitors.pricing.queries.buyers import Asked, buyer_of, buyers_of
from exhibitors.pricing.queries.cards import PublishedCards, published_cards, published_cards_of
from exhibitors.pricing.queries.quotes import PriceLine, Quote, QuotedSpace, quote
from exhibitors.pricing.rate_cards import Buyer
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.ledger.models import SpaceClaim
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

    Requests have a price while nothing is claimed. A share of a block is charged to the holder of the block, and an
    ended booking costs nothing, so neither has a quote. The quote of a block covers all of it, including the shares of
    members and the companies on them.
    """

    claims: tuple[PricedClaim, ...]
    """The claims of the booking itself, without those of a block's members."""
    requests: tuple[PricedRequest, ...]
    quote: Quote | None


def priced(
    booking: Booking, claims: Sequence[SpaceClaim], requests: Sequence[SpaceRequest], *, at: datetime
) -> PricedSpace:
    """Return the space of a booking with prices.

    This takes three queries, or seven with a tax table, and one more for a booked booking, since it may be a block.
    Claims must come with allotment and booth, and the booking with its edition.
    """
    may_be_block = booking.state in BOOKED_STATES and booking.block_id is None
    shared = list(members_claims(booking)) if may_be_block else []
    spaces = [space_of(claim, requests) for claim in (*claims, *shared)] or [_asked(request) for request in requests]
    if not spaces or not has_price(booking):
        return PricedSpace(
            tuple(PricedClaim(claim, None) for claim in claims),
            tuple(PricedRequest(request, None) for request in requests),
            None,
        )
    found = quote_booking(booking, spaces, published_cards(booking.edition), buyer_of(*asked_of(booking), at=at), at=at)
    of_claims: Sequence[PriceLine | None] = found.lines[: len(claims)]
    of_requests: Sequence[PriceLine | None] = [None] * len(requests) if claims or shared else found.lines
    return PricedSpace(
        tuple(PricedClaim(claim, line) for claim, line in zip(claims, of_claims, strict=True)),
        tuple(PricedRequest(request, line) for request, line in zip(requests, of_requests, strict=True)),
        found,
    )


def has_price(booking: Booking) -> bool:
    """Return whether the booking has a price: it has not ended and is not a share, which its block's holder pays."""
    return booking.block_id is None and booking.state in PRICED_STATES


@dataclass(frozen=True)
class Priceable:
    """A booking with everything on which its price depends. A block includes the shares of its members."""

    booking: Booking
    spaces: Sequence[QuotedSpace]
    cards: PublishedCards
    buyer: Buyer

    def quote(self, *, buyer: Buyer | None = None, at: datetime) -> Quote:
        """Return the quote for the booking's company, or for another buyer, without a query."""
        return quote_booking(self.booking, self.spaces, self.cards, buyer or self.buyer, at=at)


def priceable(bookings: Sequence[Booking], *, at: datetime) -> list[Priceable]:
    """Return those bookings that have a price, in a constant number of queries. Their editions must have been read."""
    found = [booking for booking in bookings if has_price(booking)]
    keys = [booking.pk for booking in found]
    claims, requests = defaultdict[int, list[SpaceClaim]](list), defaultdict[int, list[SpaceRequest]](list)
    charged = with_upper_sqm(claims_charged_to(keys))
    payer = Coalesce("holder__booking__block", "holder")
    for claim in charged.annotate(payer=payer).select_related("booth__plan__hall", "allotment__hall").order_by("pk"):
        claims[claim.payer].append(claim)
    for request in SpaceRequest.objects.filter(booking__in=keys).order_by("pk"):
        requests[request.booking_id].append(request)
    cards = published_cards_of(list({booking.edition_id: booking.edition for booking in found}.values()))
    buyers = buyers_of([asked_of(booking) for booking in found], at=at)
    return [
        Priceable(
            booking,
            [space_of(claim, requests[booking.pk]) for claim in claims[booking.pk]]
            or [_asked(request) for request in requests[booking.pk]],
            cards[booking.edition_id],
            buyer,
        )
        for booking, buyer in zip(found, buyers, strict=True)
    ]


def asked_of(booking: Booking) -> Asked:
    return Asked(booking.company_id, booking.edition_id, booking.pk)


def quote_booking(
    booking: Booking, spaces: Sequence[QuotedSpace], cards: PublishedCards, buyer: Buyer, *, at: datetime
) -> Quote:
    """Return the quote for these spaces as part of the booking, without a query."""
    moment = booking.submitted_at or at
    day = day_of(moment, booking.edition.zone)
    return quote(cards.on(day, known_at=moment), spaces, buyer, day)


def space_of(claim: SpaceClaim, requests: Sequence[SpaceRequest] = ()) -> QuotedSpace:
    """Return the claimed space. The claim must have `upper_sqm`.

    Space without a booth takes the shapes that were requested in its sector, or any shape.
    """
    allotment = claim.allotment
    place = Section(allotment.section), allotment.sector_id, allotment.hall_id
    if claim.booth is not None:
        shape = (BoothKind(claim.booth.kind), claim.booth.sides)
        label = f"{allotment.hall.name}/{claim.booth.number}"
        return QuotedSpace(*place, claim.area_sqm, (shape,), label, upper_sqm=claim.upper_sqm)  # type: ignore[attr-defined]  # by with_upper_sqm
    asked = {(BoothKind(r.kind), r.open_sides_min) for r in requests if r.sector_id == allotment.sector_id}
    shapes = tuple(sorted(asked)) or tuple((kind, 1) for kind in BoothKind)
    return QuotedSpace(*place, claim.area_sqm, shapes, has_booth=False)


def asked_space(sector_id: int, area_sqm: Decimal, kind: BoothKind, open_sides_min: int) -> QuotedSpace:
    """Return space requested without a booth in any hall."""
    return QuotedSpace(Section.BUSINESS, sector_id, None, area_sqm, ((kind, open_sides_min),), has_booth=False)


def _asked(request: SpaceRequest) -> QuotedSpace:
    return asked_space(request.sector_id, request.area_sqm, BoothKind(request.kind), request.open_sides_min)
