"""Operations with which exhibitors apply for upper decks, and the organizer decides by the rules of the hall.

The booking is locked first, then its decks. Everything that releases a booth locks its booking, so no deck is decided
meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one, require_seen, require_seen_revision
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import area_words, sentence_space
from ciie.uploads.documents import AcceptedDocument, keep_document
from ciie.uploads.keeping import kept
from exhibitors.bookings.models import DECK_DECIDED, Booking, UpperDeck
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.operations.price_changes import following_price, require_price
from exhibitors.bookings.upper_decks.notifications import announce_deck_approved, announce_deck_declined
from exhibitors.bookings.upper_decks.queries import (
    WITH_DECKS,
    booths_for_decks,
    check_of,
    deck_cost,
    decks,
    decks_of,
    goes_on,
    revision_of_decks,
)
from exhibitors.states import DECK_LIFECYCLE, DeckState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.plans.safety.decks import OPPOSITE, written
from pavilions.plans.safety.queries import DeckCheck

NO_DECK = _("Upper deck not found.")


@dataclass(frozen=True, kw_only=True)
class DeckPlan:
    """The deck that an exhibitor wants to build, as fields of `UpperDeck`."""

    area_sqm: Decimal
    persons: int
    stairs: int
    is_opposite: bool
    stair_width_m: Decimal
    way_m: Decimal
    height_m: Decimal
    note: str = ""
    drawing: AcceptedDocument | None = None
    is_stamped: bool = False


@operation("exhibitors.upper_deck.requested")
def request_deck(
    booking_id: int,
    claim_id: int,
    plan: DeckPlan,
    *,
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> UpperDeck:
    """Apply for an upper deck on a booth of the booking, at the `cost` that the reader was shown.

    `seen` is `revision_of_decks`. Raise `DomainError` (`deck_without_booth`, `decks_not_allowed`, `deck_waits` or
    `cost_changed`) or `Invalid` (`deck_too_large`, `stairs_not_opposite` or `drawing_missing`). An approved deck on the
    booth remains in force until this one is approved.
    """
    booking = lock_booking(booking_id)
    require("exhibitors.change_booking", actor, booking)
    present = decks_of(booking)
    require_seen_revision(revision_of_decks(present), seen)
    claim = next((claim for claim in booths_for_decks(booking) if claim.pk == claim_id), None)
    if claim is None:
        raise DomainError(
            _("Upper decks are for booths of bookings that were submitted. This booking does not have the booth."),
            code="deck_without_booth",
        )
    if any(deck.claim_id == claim.pk and deck.state == DeckState.REQUESTED for deck in present):
        raise DomainError(_("An upper deck on this booth already waits for a decision."), code="deck_waits")
    if plan.area_sqm > claim.area_sqm:
        raise too_large(claim)
    if plan.is_opposite and plan.stairs < OPPOSITE:
        raise Invalid(_("That takes two stairs."), code="stairs_not_opposite", field="is_opposite")
    if plan.is_stamped and plan.drawing is None:
        raise Invalid(_("Upload the stamped drawing."), code="drawing_missing", field="drawing")
    deck = UpperDeck(
        claim=claim,
        area_sqm=plan.area_sqm,
        persons=plan.persons,
        stairs=plan.stairs,
        is_opposite=plan.is_opposite,
        stair_width_m=plan.stair_width_m,
        way_m=plan.way_m,
        height_m=plan.height_m,
        note=plan.note.strip(),
        drawing_title=plan.drawing.title if plan.drawing else "",
        is_stamped=plan.is_stamped,
        requested_at=at,
        requested_by=person_of(actor),
    )
    require_valid(deck, exclude=["claim", "requested_by", "decided_by"])
    deck.claim.holder.booking = booking
    _require_allowed(check_of(deck))
    require_price(deck_cost(booking, claim, plan.area_sqm, at=at), cost)
    deck.drawing = keep_document(plan.drawing) if plan.drawing else ""
    deck.save()
    return deck


def too_large(claim: SpaceClaim) -> Invalid:
    """Return the error for a deck that is larger than its booth."""
    return Invalid(
        _("The deck cannot be larger than its booth, which has %(area)s m².") % {"area": area_words(claim.area_sqm)},
        code="deck_too_large",
        field="area_sqm",
    )


@operation("exhibitors.upper_deck.withdrawn")
def withdraw_deck(deck_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> UpperDeck:
    """Withdraw a request. Only the organizer may withdraw an approved deck. Raise `DomainError` (`deck_decided`)."""
    booking, deck = _lock(deck_id)
    is_approved = deck.state == DeckState.APPROVED
    require("exhibitors.decide_booking" if is_approved else "exhibitors.change_booking", actor, booking)
    _require_move(deck, DeckState.WITHDRAWN, seen)
    with following_price(booking, actor=actor, at=at):
        _decide(deck, DeckState.WITHDRAWN, actor=actor, at=at)
    return deck


@operation("exhibitors.upper_deck.approved")
def approve_deck(
    deck_id: int,
    *,
    reason: str = "",
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> UpperDeck:
    """Approve a deck that meets the mandatory rules of its hall. If it breaks a recommended rule, a reason is required.

    The deck replaces the approved one on the booth. `cost` is the change in price that the reader was shown. Raise
    `DomainError` (`deck_decided`, `deck_ended`, `decks_not_allowed`, `rules_not_met`, `cost_changed` or
    `document_differs`) or `Invalid` (`reason_missing`).
    """
    booking, deck = _lock(deck_id)
    require("exhibitors.decide_booking", actor, booking)
    _require_move(deck, DeckState.APPROVED, seen)
    if deck.has_ended or booking.state not in WITH_DECKS:
        raise DomainError(_("The booth of this deck has been given up, so the request has ended."), code="deck_ended")
    check = check_of(deck)
    _require_allowed(check)
    if check.forbidden:
        raise DomainError(
            _("The deck does not meet the rules of its hall: %(problems)s")
            % {"problems": sentence_space().join(result.message for result in check.forbidden)},
            code="rules_not_met",
            details={"measures": [result.rule.measure for result in check.forbidden]},
        )
    if check.advised_against and not reason.strip():
        raise Invalid(
            _("A recommended rule is not met. Enter the reason why the deck is approved all the same."),
            code="reason_missing",
            field="reason",
        )
    require_price(deck_cost(booking, deck.claim, deck.area_sqm, at=at), cost)
    _require_drawing(deck)
    earlier = UpperDeck.objects.filter(claim=deck.claim_id, state=DeckState.APPROVED).values_list("pk", flat=True)
    with following_price(booking, actor=actor, at=at):
        for before in lock(UpperDeck.objects.all(), earlier):
            before.state = DeckState.REPLACED
            before.save(update_fields=["state"])
        _decide(deck, DeckState.APPROVED, reason=reason, check=check, actor=actor, at=at)
    announce_deck_approved(deck, booking, at=at)
    return deck


@operation("exhibitors.upper_deck.declined")
def decline_deck(deck_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> UpperDeck:
    """Decline a deck with a reason, which the exhibitor is sent.

    Raise `DomainError` (`deck_decided`) or `Invalid` (`reason_missing`).
    """
    booking, deck = _lock(deck_id)
    require("exhibitors.decide_booking", actor, booking)
    _require_move(deck, DeckState.DECLINED, seen)
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    _decide(deck, DeckState.DECLINED, reason=reason, check=check_of(deck), actor=actor, at=at)
    announce_deck_declined(deck, booking, at=at)
    return deck


def follow_claims(successors: Mapping[int, SpaceClaim]) -> None:
    """Move decks to the claims with which a new plan replaced theirs, given by the keys of the old claims.

    All other decks have ended. The bookings must be locked.
    """
    open_ones = UpperDeck.objects.filter(claim__in=successors, state__in=[DeckState.REQUESTED, DeckState.APPROVED])
    keys = [deck.pk for deck in lock(UpperDeck.objects.all(), open_ones.values_list("pk", flat=True))]
    for deck in decks().filter(pk__in=keys).order_by("pk"):
        successor = successors[deck.claim_id]
        if goes_on(deck, successor.area_sqm):
            deck.claim = successor
            deck.save(update_fields=["claim"])


def _lock(deck_id: int) -> tuple[Booking, UpperDeck]:
    """Lock and return the booking and then the deck.

    Rows joined to a locked row are as they were before a wait, so the claim is read afterwards.
    """
    holder = UpperDeck.objects.filter(pk=deck_id).values_list("claim__holder", flat=True).first()
    if holder is None:
        raise NotFound(NO_DECK, code="not_found")
    booking = lock_booking(holder)
    lock_one(UpperDeck.objects.all(), deck_id, missing=NO_DECK)
    return booking, decks().get(pk=deck_id)


def _require_move(deck: UpperDeck, to: DeckState, seen: int | None) -> None:
    if not DECK_LIFECYCLE.allows(deck.state, to):
        raise DomainError(
            _("This upper deck is %(state)s by now.") % {"state": deck.get_state_display()},
            code="deck_decided",
            details={"state": deck.state},
        )
    require_seen(deck, seen)


def _require_drawing(deck: UpperDeck) -> None:
    try:
        if deck.drawing:
            kept(deck.drawing).close()
    except FileNotFoundError as error:
        raise DomainError(
            _(
                "The drawing differs from the file that was sent, so the upper deck cannot be approved. Decline it and "
                "ask for a new request."
            ),
            code="document_differs",
        ) from error


def _require_allowed(check: DeckCheck) -> None:
    if not check.is_allowed:
        raise DomainError(_("This hall does not allow upper decks."), code="decks_not_allowed")


def _decide(
    deck: UpperDeck, to: DeckState, *, reason: str = "", check: DeckCheck | None = None, actor: Actor, at: datetime
) -> None:
    deck.state, deck.decided_at, deck.decided_by = to, at, person_of(actor)
    if check is not None:
        deck.reason = reason.strip()
        rule_set = check.chosen.rule_set if check.chosen else None
        deck.checked = {
            "rule_set": {"en": rule_set.name, "zh-hans": rule_set.name_zh} if rule_set else None,
            "results": [written(result) for result in check.results],
        }
    require_valid(deck, exclude=["claim", "requested_by", "decided_by"])
    deck.save(update_fields=DECK_DECIDED)
