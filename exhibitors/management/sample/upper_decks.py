"""An upper deck that was approved against a recommendation, and one that awaits a decision."""

from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal

from django.db.models import F

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.upper_decks.operations import DeckPlan, approve_deck, request_deck
from exhibitors.bookings.upper_decks.queries import booths_for_decks
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.states import BoothKind

LARGEST = 100
"""The area in m² above which a deck needs stairs on opposite sides."""


def play_upper_decks(edition: Edition, *, organizer: User, exhibitor: User, at: datetime) -> None:
    """Request both decks. The approved one is on a booking without an offer, so that no agreed price changes."""
    booked = (
        Booking.objects.filter(edition=edition, state__in=BOOKED_STATES, contact__memberships__company=F("company"))
        .select_related("contact")
        .order_by("pk")
    )
    others = booked.filter(block=None, offers=None, decided_at__lt=at - timedelta(days=9)).exclude(contact=exhibitor)
    deck = next(filter(None, (_request(booking, at=at - timedelta(days=6)) for booking in others)))
    reason = "The drawing follows with the stamp before build-up; the engineer has confirmed the loads."
    approve_deck(deck.pk, reason=reason, actor=organizer, at=at - timedelta(days=4))
    waiting = [*booked.filter(contact=exhibitor), *others.exclude(pk=deck.claim.holder_id)]
    next(filter(None, (_request(booking, at=at - timedelta(hours=5)) for booking in waiting)))


def _request(booking: Booking, *, at: datetime) -> UpperDeck | None:
    """Request a deck on half of the booking's largest raw-space booth. Return None if it has no such booth."""
    raw = [each for each in booths_for_decks(booking) if each.booth and each.booth.kind == BoothKind.RAW]
    if not raw or booking.contact is None:
        return None
    claim = max(raw, key=lambda each: each.area_sqm)
    area = min(Decimal(LARGEST), (claim.area_sqm / 2).quantize(Decimal(1), ROUND_FLOOR))
    plan = DeckPlan(
        area_sqm=area,
        persons=max(1, int(area) // 2),
        stairs=1,
        is_opposite=False,
        stair_width_m=Decimal("1.2"),
        way_m=Decimal(12),
        height_m=Decimal("5.8"),
        note="Meeting rooms and a small kitchen.",
    )
    return request_deck(booking.pk, claim.pk, plan, actor=booking.contact, at=at)
