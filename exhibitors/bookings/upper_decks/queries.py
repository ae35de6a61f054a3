"""Queries for upper decks of a booking and of an edition, and for their checks by the rules of their halls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from ciie.kernel.actors import Visitor
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.queries.bookings import visible_to
from exhibitors.bookings.queries.price_changes import PriceChange, price_change
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES, DeckState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.queries import natural
from pavilions.plans.safety.decks import ApprovedDeck, DeckFigures
from pavilions.plans.safety.queries import DeckCheck, check_deck, register_decks
from pavilions.states import LIVE_CLAIMS

WITH_DECKS = {*AWAITING_DECISION, *BOOKED_STATES}
"""States of bookings whose exhibitors may apply for upper decks."""
LIVE = Q(claim__state__in=LIVE_CLAIMS)
WAITING = LIVE & Q(state=DeckState.REQUESTED)
COUNTING = LIVE & Q(state=DeckState.APPROVED)
"""The condition for approved decks whose booths are still held."""


def decks() -> QuerySet[UpperDeck]:
    """Return upper decks with booth, hall, booking, company and edition."""
    return UpperDeck.objects.select_related(
        "claim__booth", "claim__allotment__hall", "claim__holder__booking__company", "claim__holder__booking__edition"
    )


def decks_of(booking: Booking) -> list[UpperDeck]:
    """Return all upper decks of a booking, newest first, in one query."""
    return list(decks().filter(claim__holder=booking.pk).select_related("decided_by").order_by("-pk"))


def open_decks(claim_ids: Sequence[int]) -> QuerySet[UpperDeck]:
    """Return the requested and approved decks on these claims."""
    return decks().filter(claim__in=claim_ids, state__in=[DeckState.REQUESTED, DeckState.APPROVED]).order_by("pk")


def decks_in(edition: Edition) -> QuerySet[UpperDeck]:
    """Return all upper decks of an edition, those that have waited longest first."""
    # Either condition suffices, but by its allotments PostgreSQL finds an edition's claims among those of all editions.
    rows = decks().filter(claim__holder__booking__edition=edition, claim__allotment__edition=edition)
    return rows.annotate(hall=F("claim__allotment__hall__name")).order_by("requested_at", "pk")


def visible_decks(viewer: Visitor, edition: Edition) -> QuerySet[UpperDeck]:
    """Return the upper decks of an edition on bookings that the viewer may see."""
    return decks_in(edition).filter(claim__holder__booking__in=visible_to(viewer))


def revision_of_decks(of_booking: Iterable[UpperDeck]) -> int:
    """Return a number that grows with every request and every decision."""
    return sum(deck.revision for deck in of_booking)


def booths_for_decks(booking: Booking) -> list[SpaceClaim]:
    """Return the booths of a booking on which its exhibitor may apply for an upper deck, in one query."""
    if booking.state not in WITH_DECKS:
        return []
    claims = SpaceClaim.objects.live().filter(holder=booking.pk, booth__isnull=False)
    rows = claims.select_related("booth", "allotment__hall")
    return list(rows.order_by("allotment__hall__position", natural("booth__number"), "pk"))


def check_of(deck: UpperDeck) -> DeckCheck:
    """Check a deck by the rules of its hall, in two queries."""
    return check_deck(deck.claim.allotment.hall, deck.claim.holder.booking.edition, figures_of(deck))


def deck_cost(booking: Booking, claim: SpaceClaim, area_sqm: Decimal, *, at: datetime) -> PriceChange | None:
    """Return the change in price by an upper deck of this area on a booth, or by its removal if the area is 0.

    The claim must have been read with booth and hall.
    """
    number = claim.booth.number if claim.booth else ""
    return price_change(booking, decks={f"{claim.allotment.hall.name}/{number}": area_sqm}, at=at)


def goes_on(deck: UpperDeck, area_sqm: Decimal) -> bool:
    """Return whether a deck remains when a new plan gives its booth this area.

    It must not be larger than the booth, nor break a mandatory rule.
    """
    if deck.area_sqm > area_sqm:
        return False
    figures = replace(figures_of(deck), booth_sqm=area_sqm)
    return not check_deck(deck.claim.allotment.hall, deck.claim.holder.booking.edition, figures).forbidden


def figures_of(deck: UpperDeck) -> DeckFigures:
    return DeckFigures(
        booth_sqm=deck.claim.area_sqm,
        area_sqm=deck.area_sqm,
        persons=deck.persons,
        stairs=deck.stairs,
        is_opposite=deck.is_opposite,
        stair_width_m=deck.stair_width_m,
        way_m=deck.way_m,
        height_m=deck.height_m,
        stamped_drawings=int(deck.is_stamped),
    )


def _on_plan(plan: FloorPlan) -> list[ApprovedDeck]:
    """Return the approved decks on booths of a plan, in one query."""
    rows = decks().filter(COUNTING, claim__booth__plan=plan).order_by(natural("claim__booth__number"), "pk")
    return [
        ApprovedDeck(booth=deck.claim.booth.number, figures=figures_of(deck), reason=deck.reason)
        for deck in rows
        if deck.claim.booth
    ]


register_decks(_on_plan)


@dataclass(frozen=True)
class BoothDecks:
    """A booth with its upper decks, newest first."""

    claim: SpaceClaim
    decks: Sequence[UpperDeck]

    @property
    def waits(self) -> bool:
        return any(deck.state == DeckState.REQUESTED for deck in self.decks)


@dataclass(frozen=True)
class BookingDecks:
    """The upper decks of a booking by booth; those whose booth was given up are `ended`."""

    booths: Sequence[BoothDecks]
    ended: Sequence[UpperDeck]
    upper_sqm: Decimal
    revision: int

    @property
    def without_request(self) -> list[SpaceClaim]:
        """The booths on which no request awaits a decision."""
        return [booth.claim for booth in self.booths if not booth.waits]


def booking_decks(booking: Booking) -> BookingDecks:
    """Return the upper decks of a booking by booth, in two queries."""
    found, claims = decks_of(booking), booths_for_decks(booking)
    return BookingDecks(
        booths=[BoothDecks(claim, [deck for deck in found if deck.claim_id == claim.pk]) for claim in claims],
        ended=[deck for deck in found if deck.has_ended],
        upper_sqm=sum((deck.area_sqm for deck in found if deck.shown_state == DeckState.APPROVED), Decimal(0)),
        revision=revision_of_decks(found),
    )
