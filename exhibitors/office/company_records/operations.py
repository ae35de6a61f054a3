"""The organizer's decisions on a company: ending its claims, blocking it from claiming more, and its new name."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.operations.block_applications import decline_applications_of
from exhibitors.bookings.blocks.operations.block_space import give_up_share, lock_share, require_no_members
from exhibitors.bookings.blocks.queries import waiting_block_applications
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import append_movements, lock_booking, require_unchanged
from exhibitors.bookings.operations.claim_limits import lock_claims
from exhibitors.bookings.operations.decisions import decide
from exhibitors.bookings.queries.deadlines import editions_in_progress
from exhibitors.bookings.signals import booking_ended
from exhibitors.companies.models import Company, NameChange
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.notifications import announce_name_decided
from exhibitors.companies.operations import (
    IDENTITY,
    VERIFICATION_FIELDS,
    decide_name_change,
    identity_of,
    lock_company,
    note_proof,
    refuse_duplicate,
    refuse_own,
    save_changed,
)
from exhibitors.companies.states import NameChangeState
from exhibitors.office.company_records.notifications import announce_claims_allowed, announce_claims_ended
from exhibitors.office.company_records.queries import bookings_that_claim
from exhibitors.states import BOOKED_STATES, BOOKING_LIFECYCLE, UNDECIDED, BookingState
from pavilions.floor.ledger.operations.ledger import move_claims
from pavilions.states import ClaimState


@operation("exhibitors.company.claims_ended")
def end_claims(
    company_id: int,
    seen: Sequence[tuple[int, int]],
    *,
    reason: str,
    booked: Collection[int] = (),
    is_blocked: bool = False,
    actor: Actor,
    at: datetime,
) -> list[Booking]:
    """End every draft and every booking that awaits a decision, and those booked ones that are in `booked`.

    `seen` holds the bookings that the organizer was shown, each with its revision. If any has changed or been added
    since, nothing ends (`changed_meanwhile`). Drafts become withdrawn, submitted and wait-listed bookings rejected, and
    booked ones cancelled, each with the reason. Applications to blocks are declined. With `is_blocked`, the company can
    claim nothing until `allow_claims`. Returns the bookings that ended.
    """
    company = lock_company(company_id)
    require("exhibitors.end_claims", actor)
    if not reason.strip():
        raise Invalid(_("Give a reason. The company's members will see it."), code="reason_missing", field="reason")
    bookings, blocks = _lock_bookings(company, seen, booked)
    applications = waiting_block_applications(company.pk).exists()
    if not (bookings or applications or is_blocked):
        raise DomainError(
            _("%(company)s has no bookings or applications to end.") % {"company": company}, code="no_claims"
        )
    for booking in bookings:
        _end(booking, blocks.get(booking.pk), reason.strip(), actor=actor, at=at)
    decline_applications_of(company, reason.strip(), actor=actor, at=at)
    if is_blocked:
        company.claims_blocked_at, company.claims_blocked_reason = at, reason.strip()
        company.save(update_fields=["claims_blocked_at", "claims_blocked_reason"])
    announce_claims_ended(company, bookings, reason.strip(), is_blocked=is_blocked, at=at)
    return bookings


def _lock_bookings(
    company: Company, seen: Sequence[tuple[int, int]], booked: Collection[int]
) -> tuple[list[Booking], Mapping[int, Block]]:
    """Lock the bookings to end, and the blocks of those that are shares, so that nothing is claimed meanwhile."""
    shares = bookings_that_claim(company.pk).filter(pk__in=booked, block__isnull=False).order_by("pk")
    blocks = {pk: block for pk in shares.values_list("pk", flat=True) if (block := lock_share(pk)[0]) is not None}
    rows = Booking.objects.select_related("company", "edition", "contact")
    locked = lock(rows, bookings_that_claim(company.pk).values_list("pk", flat=True))
    for edition_id in editions_in_progress().values_list("pk", flat=True):
        lock_claims(company.pk, edition_id)
    present = {booking.pk: booking.revision for booking in locked}
    latest = set(bookings_that_claim(company.pk).values_list("pk", flat=True))
    if present != dict(seen) or latest != present.keys():
        raise DomainError(
            _("The bookings of %(company)s have changed since you opened this page. Check the list again.")
            % {"company": company},
            code="changed_meanwhile",
        )
    ending = {*booked, *(booking.pk for booking in locked if booking.state in UNDECIDED)}
    return [booking for booking in locked if booking.pk in ending], blocks


@operation("exhibitors.booking.claims_ended")
def end_undecided(booking_id: int, *, reason: str, seen: int | None, actor: Actor, at: datetime) -> Booking:
    """End a draft or a booking that awaits a decision, and mail its company's owners and its contact.

    Raises `DomainError` (`changed_meanwhile`, `already_decided`).
    """
    booking = lock_booking(booking_id)
    require("exhibitors.end_claims", actor)
    require_unchanged(booking, seen)
    if booking.state not in UNDECIDED:
        raise DomainError(
            _("This booking is %(state)s and awaits no decision.") % {"state": booking.get_state_display()},
            code="already_decided",
        )
    _end(booking, None, reason, actor=actor, at=at)
    announce_claims_ended(booking.company, [booking], reason, is_blocked=False, at=at, once=booking.reference)
    return booking


def _end(booking: Booking, block: Block | None, reason: str, *, actor: Actor, at: datetime) -> None:
    if booking.state == BookingState.DRAFT:
        to = BookingState.WITHDRAWN
    else:
        to = BookingState.CANCELLED if booking.state in BOOKED_STATES else BookingState.REJECTED
    BOOKING_LIFECYCLE.require(booking.state, to)
    if booking.state in BOOKED_STATES:
        require_no_members(booking)
    left = decide(booking, to, reason=reason, actor=actor, at=at)
    if left in BOOKED_STATES:
        booking_ended.send(Booking, booking=booking, reason=reason, actor=actor, at=at)
    if block is not None:
        give_up_share(block, booking, left=left, at=at)
        return
    areas = move_claims(booking.pk, to=ClaimState.RELEASED, at=at)
    append_movements(booking, areas, left=left, at=at)


@operation("exhibitors.company.claims_allowed")
def allow_claims(company_id: int, *, seen: int | None, actor: Actor, at: datetime) -> Company:
    """Let a blocked company claim space again and notify its owners by mail."""
    company = lock_company(company_id)
    require("exhibitors.end_claims", actor)
    require_seen(company, seen)
    if company.claims_blocked_at is None:
        return company
    company.claims_blocked_at, company.claims_blocked_reason = None, ""
    company.save(update_fields=["claims_blocked_at", "claims_blocked_reason"])
    announce_claims_allowed(company, at=at)
    return company


@operation("exhibitors.name_change.accepted")
def accept_name_change(change_id: int, *, seen: int | None, actor: Actor, at: datetime) -> NameChange:
    """Give a company the name and country that it requested. Its owners get a mail, and its m² move with it."""
    change = _lock_name_change(change_id, seen=seen, permission="exhibitors.decide_names", actor=actor)
    company = change.company
    refuse_own(company, actor)
    if identity_of(company) != {field: str(getattr(change, f"{field}_before")) for field in IDENTITY}:
        raise DomainError(
            _("The record of %(company)s has changed since. Decline the change; the company can ask for it again.")
            % {"company": company},
            code="changed_meanwhile",
        )
    before = copy(company)
    for field in IDENTITY:
        setattr(company, field, str(getattr(change, field)))
    company.normalized_name = normalise_company_name(company.name)
    require_valid(company, exclude=["normalized_name", "created_at"])
    refuse_duplicate(company)
    decide_name_change(change, NameChangeState.ACCEPTED, actor=actor, at=at)
    note_proof(company, at=at)
    save_changed(company, before, at=at)
    announce_name_decided(change)
    return change


@operation("exhibitors.name_change.declined")
def decline_name_change(change_id: int, *, reason: str, seen: int | None, actor: Actor, at: datetime) -> NameChange:
    """Decline a company's new name or country, and mail the reason to its owners."""
    change = _lock_name_change(change_id, seen=seen, permission="exhibitors.decide_names", actor=actor)
    refuse_own(change.company, actor)
    if not reason.strip():
        raise Invalid(_("Give a reason. The company's owners will see it."), code="reason_missing", field="reason")
    decide_name_change(change, NameChangeState.DECLINED, reason=reason.strip(), actor=actor, at=at)
    _ask_for_proof(change.company, at=at)
    announce_name_decided(change)
    return change


@operation("exhibitors.name_change.withdrawn")
def withdraw_name_change(change_id: int, *, seen: int | None, actor: Actor, at: datetime) -> NameChange:
    """Withdraw a change of name or country, which an owner requested."""
    change = _lock_name_change(change_id, seen=seen, permission="exhibitors.rename_company", actor=actor)
    decide_name_change(change, NameChangeState.WITHDRAWN, actor=actor, at=at)
    _ask_for_proof(change.company, at=at)
    return change


def _ask_for_proof(company: Company, *, at: datetime) -> None:
    """Check the company's proof again.

    A registration number that was changed along with the name no longer waits for it.
    """
    note_proof(company, at=at)
    company.save(update_fields=VERIFICATION_FIELDS)


def _lock_name_change(change_id: int, *, seen: int | None, permission: str, actor: Actor) -> NameChange:
    """Return a waiting change with its company, both locked."""
    company_id = NameChange.objects.filter(pk=change_id).values_list("company_id", flat=True).first()
    company = lock_company(company_id or 0)
    change = lock_one(NameChange.objects.all(), change_id, missing=_("Change of name not found."))
    require(permission, actor, company)
    require_seen(change, seen)
    if change.state != NameChangeState.WAITING:
        raise DomainError(_("This change has already been decided or withdrawn."), code="already_decided")
    change.company = company
    return change
