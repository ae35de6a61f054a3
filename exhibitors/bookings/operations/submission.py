"""The exhibitor's operations on a booking: apply, submit, book at once, withdraw, and cancel.

Those who submit pass `terms`, the version of the edition's terms that they accept, if there are any. Where no offer
follows, approval makes the booking binding, so submitting requires the right to sign for the company.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.locking import lock, lock_found, share_topic
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import area_words
from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.notifications import announce_cancelled, announce_submitted, announce_withdrawn
from exhibitors.bookings.operations.bookings import (
    Wishes,
    append_movements,
    create_booking,
    lock_booking,
    lock_draft,
    new_booking,
    parties_of_new_booking,
    require_few,
    require_open,
    require_room_for,
    require_unchanged,
    save_change,
    write_wishes,
)
from exhibitors.bookings.operations.claim_limits import Amount, require_within_limits_of
from exhibitors.bookings.rules import may_submit
from exhibitors.bookings.signals import booking_ended
from exhibitors.companies.models import Company
from exhibitors.pricing.terms.operations import (
    TOPIC,
    record_acceptance,
    require_accepted,
    require_terms_accepted,
    terms_topic,
)
from exhibitors.states import BOOKED_STATES, BOOKING_LIFECYCLE, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import claim_area, lock_booths, move_claims, release_claims, require_free
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import FIND_BY_NUMBER, found_booths, values_to_find
from pavilions.states import BoothKind, ClaimState, Section

NO_WISHES = Wishes()


@dataclass(frozen=True)
class Wanted:
    """Space requested without naming a booth: m² of a sector, raw or shell, with a minimum number of open sides."""

    sector_id: int
    area_sqm: Decimal
    kind: BoothKind = BoothKind.RAW
    open_sides_min: int = 1


@operation("exhibitors.booking.booked")
def book_booths(
    company_id: int,
    edition_id: int,
    booth_ids: Iterable[int],
    *,
    terms: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Hold and submit at once: all of these booths are reserved and await approval, or none are."""
    locked = lock_booths(require_few(booth_ids), sharing=terms_topic(edition_id))
    return _book(company_id, edition_id, locked, terms=terms, actor=actor, at=at)


@operation("exhibitors.booking.booked")
def book_booths_called(
    company_id: int,
    edition_number: int,
    references: Sequence[str],
    *,
    terms: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Call `book_booths` for booths by their references, such as 5.1H/A01, in the edition with this number.

    They are found and locked in one statement. The same errors as by `edition_and_booths` are raised as well.
    """
    require_few(references)
    wanted, topic = values_to_find(edition_number, references), f"'{TOPIC}' || found.edition"
    rows = lock_found(Booth, FIND_BY_NUMBER, wanted, key="booth", sharing=topic)
    edition_id, locked = found_booths(references, rows)
    return _book(company_id, edition_id, locked, terms=terms, actor=actor, at=at)


def _book(
    company_id: int, edition_id: int, locked: Sequence[int], *, terms: int | None, actor: Actor, at: datetime
) -> Booking:
    parties = parties_of_new_booking(company_id, edition_id, locked, actor=actor, at=at)
    _require_may_submit(parties.company, actor, goes_by_offer=parties.edition.goes_by_offer)
    accepted = require_accepted(parties.terms, terms)
    booths = require_free(locked, parties.booths)
    require_room_for(parties, Amount.of(booths, bookings=1), actor=actor, at=at)
    booking = create_booking(parties, booths, BookingState.SUBMITTED, actor=actor, at=at)
    record_acceptance(booking.pk, accepted, actor=actor, at=at)
    return booking


@operation("exhibitors.booking.drafted")
def draft_application(
    company_id: int,
    edition_id: int,
    requests: Sequence[Wanted],
    wishes: Wishes = NO_WISHES,
    *,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Draft an application for space without choosing booths. Space is claimed when it is submitted."""
    parties = parties_of_new_booking(company_id, edition_id, actor=actor, at=at)
    require_room_for(parties, Amount(bookings=1), actor=actor, at=at)
    _require_halls_for(edition_id, requests)
    booking = new_booking(parties.company, parties.edition, BookingState.DRAFT, actor=actor, at=at)
    _write_application(booking, requests, wishes)
    return booking


@operation("exhibitors.booking.submitted")
def apply_for_space(
    company_id: int,
    edition_id: int,
    requests: Sequence[Wanted],
    wishes: Wishes = NO_WISHES,
    *,
    terms: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Draft and submit an application at once. Its m² are reserved in each sector, or nothing is."""
    share_topic(terms_topic(edition_id))
    parties = parties_of_new_booking(company_id, edition_id, actor=actor, at=at)
    _require_may_submit(parties.company, actor, goes_by_offer=parties.edition.goes_by_offer)
    accepted = require_accepted(parties.terms, terms)
    require_room_for(parties, Amount(area_sqm=_area_of(requests), bookings=1), actor=actor, at=at)
    booking = new_booking(parties.company, parties.edition, BookingState.SUBMITTED, actor=actor, at=at)
    _write_application(booking, requests, wishes)
    record_acceptance(booking.pk, accepted, actor=actor, at=at)
    announce_submitted(booking, at=at)
    _claim_requests(booking, requests, at=at)
    return booking


@operation("exhibitors.booking.changed")
def change_application(
    booking_id: int,
    requests: Sequence[Wanted],
    wishes: Wishes,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Replace what a drafted application requests. Any m² still held from an earlier submission are released."""
    booking = lock_draft(booking_id, seen=seen, actor=actor)
    _require_halls_for(booking.edition_id, requests)
    booking.requests.all().delete()
    _write_application(booking, requests, wishes)
    unnamed = booking.claims.live().filter(booth=None).values_list("pk", flat=True)
    areas = release_claims(lock(SpaceClaim.objects.all(), unnamed), at=at)
    append_movements(booking, areas, left=BookingState.DRAFT, at=at)
    return save_change(booking)


@operation("exhibitors.booking.submitted")
def submit_booking(
    booking_id: int, *, terms: int | None = None, seen: int | None = None, actor: Actor, at: datetime
) -> Booking:
    """Submit a draft for approval. Its held booths, or its requested m², become reserved."""
    booking = lock_booking(booking_id)
    require("exhibitors.change_booking", actor, booking)
    _require_may_submit(booking, actor, goes_by_offer=booking.goes_by_offer)
    require_open(booking.edition, at)
    BOOKING_LIFECYCLE.require(booking.state, BookingState.SUBMITTED)
    require_unchanged(booking, seen)
    accepted = require_terms_accepted(booking.edition, terms)
    claims = list(booking.claims.live())
    _require_substance(booking, claims, at)
    requests = [] if claims else booking.requests.all()
    wanted = [Wanted(r.sector_id, r.area_sqm, BoothKind(r.kind), r.open_sides_min) for r in requests]
    require_within_limits_of(booking, Amount(area_sqm=_area_of(wanted)), at=at)
    booking.state, booking.submitted_at, booking.reason = BookingState.SUBMITTED, at, ""
    booking.overdue_noted_at = booking.lapse_warned_at = None
    save_change(booking, "state", "submitted_at", "reason", "overdue_noted_at", "lapse_warned_at")
    record_acceptance(booking.pk, accepted, actor=actor, at=at)
    announce_submitted(booking, at=at)
    held = move_claims(booking.pk, to=ClaimState.RESERVED, at=at)
    append_movements(booking, held, left=BookingState.DRAFT, entered=BookingState.SUBMITTED, at=at)
    _claim_requests(booking, wanted, at=at)
    return booking


def _require_may_submit(subject: Company | Booking, actor: Actor, *, goes_by_offer: bool) -> None:
    if not may_submit(actor, subject, goes_by_offer=goes_by_offer):
        raise NotAllowed(
            _("Approval makes this booking binding, so only people who may sign for the company can submit it."),
            code="may_not_sign",
        )


def _area_of(requests: Sequence[Wanted]) -> Decimal:
    return sum((wanted.area_sqm for wanted in requests), Decimal(0))


@operation("exhibitors.booking.withdrawn")
def withdraw_booking(booking_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Booking:
    """Withdraw a booking that has not been approved yet, and release its space."""
    booking = lock_booking(booking_id)
    require("exhibitors.change_booking", actor, booking)
    BOOKING_LIFECYCLE.require(booking.state, BookingState.WITHDRAWN)
    require_unchanged(booking, seen)
    left, booking.state = BookingState(booking.state), BookingState.WITHDRAWN
    save_change(booking, "state")
    announce_withdrawn(booking, at=at)
    areas = move_claims(booking.pk, to=ClaimState.RELEASED, at=at)
    append_movements(booking, areas, left=left, at=at)
    return booking


@operation("exhibitors.booking.cancelled")
def cancel_booking(
    booking_id: int,
    *,
    reason: str = "",
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Cancel an approved booking. Exhibitors may until the edition's day; afterwards only a director may.

    `cost` is what the reader was shown. Raise `DomainError` (`cost_changed`) if it has changed. The space of a share
    returns to its block while that is shared out. A block whose members hold space cannot be cancelled.
    """
    shares = share_handler()
    block, booking = shares.lock(booking_id)
    BOOKING_LIFECYCLE.require(booking.state, BookingState.CANCELLED)
    is_late = booking.state in BOOKED_STATES and day_of(at, booking.edition.zone) > booking.edition.cancel_until_date
    require("exhibitors.cancel_late" if is_late else "exhibitors.cancel_booking", actor, booking)
    require_unchanged(booking, seen)
    cancel_locked(block, booking, reason=reason, cost=cost, actor=actor, at=at)
    announce_cancelled(booking, at=at)
    return booking


def cancel_locked(
    block: Any | None, booking: Booking, *, reason: str, cost: str | None = None, actor: Actor, at: datetime
) -> Booking:
    """Cancel a booked booking that `share_handler` has locked, and release its space. No email is sent."""
    shares = share_handler()
    shares.require_no_members(booking)
    left, booking.state, booking.reason = BookingState(booking.state), BookingState.CANCELLED, reason
    save_change(booking, "state", "reason")
    booking_ended.send(Booking, booking=booking, reason=reason, cost=cost, actor=actor, at=at)
    if block is not None:
        shares.give_up(block, booking, left=left, at=at)
        return booking
    areas = move_claims(booking.pk, to=ClaimState.RELEASED, at=at)
    append_movements(booking, areas, left=left, at=at)
    return booking


def _require_substance(booking: Booking, claims: Sequence[SpaceClaim], at: datetime) -> None:
    if any(claim.expires_at is not None and claim.expires_at <= at for claim in claims):
        raise DomainError(
            _("The hold on these booths has expired. Hold them again if they are still free."), code="hold_ended"
        )
    if not claims and not booking.requests.exists():
        raise Invalid(
            _("Choose at least one booth, or request space in a sector."), code="nothing_chosen", field="booths"
        )


def _write_application(booking: Booking, requests: Sequence[Wanted], wishes: Wishes) -> None:
    write_wishes(booking, wishes)
    booking.save(update_fields=["wishes", "neighbours_to_avoid"])
    if not requests:
        raise Invalid(_("Request space in at least one sector."), code="nothing_asked", field="requests")
    rows = [
        SpaceRequest(
            booking=booking,
            sector_id=wanted.sector_id,
            area_sqm=wanted.area_sqm,
            kind=wanted.kind,
            open_sides_min=wanted.open_sides_min,
        )
        for wanted in requests
    ]
    for row in rows:
        require_valid(row, exclude=["booking", "sector"])
    SpaceRequest.objects.bulk_create(rows)


def _require_halls_for(edition_id: int, requests: Sequence[Wanted]) -> None:
    """Raise `Invalid` (`larger_than_any_hall`) if a request is larger than its sector's capacity in any one hall.

    This checks drafts; submitted requests are checked against the capacity itself.
    """
    places = Allotment.objects.filter(edition_id=edition_id, section=Section.BUSINESS, sector__isnull=False).order_by()
    most = dict(places.values_list("sector").annotate(most=Max("capacity_sqm")))
    for wanted in requests:
        capacity = most.get(wanted.sector_id, Decimal(0))
        if wanted.area_sqm > capacity:
            raise Invalid(
                _("%(wanted)s m² were requested, but no hall has more than %(capacity)s m² for this sector.")
                % {"wanted": area_words(wanted.area_sqm), "capacity": area_words(capacity)},
                code="larger_than_any_hall",
                field="area_sqm",
                details={"wanted_sqm": str(wanted.area_sqm), "capacity_sqm": str(capacity)},
            )


def _claim_requests(booking: Booking, requests: Sequence[Wanted], *, at: datetime) -> None:
    for wanted in sorted(requests, key=lambda wanted: wanted.sector_id):
        areas = claim_area(
            booking.pk,
            edition_id=booking.edition_id,
            sector_id=wanted.sector_id,
            area_sqm=wanted.area_sqm,
            at=at,
        )
        append_movements(booking, areas, entered=BookingState.SUBMITTED, at=at)


class ShareHandler(Protocol):
    def lock(self, booking_id: int) -> tuple[Any | None, Booking]:
        """Lock a booking with everything that ending it may change.

        Return the block of which it is a share (or None) and the booking.
        """

    def require_no_members(self, booking: Booking) -> None:
        """Raise `DomainError` (`block_has_members`) if the booking is a block whose members hold space."""

    def give_up(self, block: Any, share: Booking, *, left: BookingState, at: datetime) -> None:
        """Return the space of a share that has just ended to its block, or to sale. Both must be locked."""


_handlers: list[ShareHandler] = []


def register_share_handler(handler: ShareHandler) -> None:
    """Register the only handler of shares while the apps are loaded."""
    if _handlers:
        raise ValueError("Shares have a handler already.")
    _handlers.append(handler)


def share_handler() -> ShareHandler:
    return _handlers[0]
