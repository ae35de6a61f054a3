"""Operations that open a booking for sub-allocation, and set its terms and managers."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_role
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.notifications import announce_block_opened
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import append_movements, lock_booking, require_unchanged
from exhibitors.bookings.operations.decisions import decide
from exhibitors.bookings.signals import booking_approved
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.ledger.operations.ledger import move_claims
from pavilions.states import ClaimState

KEPT = ("booking", "opened_at")
MANAGER = "block manager"


@dataclass(frozen=True)
class BlockTerms:
    """The terms on which members share a block. Prices are per m² in `currency`; without a quota there is no limit."""

    name: str
    country: str
    currency: str
    apply_until_date: date
    returns_date: date
    name_zh: str = ""
    text: str = ""
    text_zh: str = ""
    price_raw: Decimal | None = None
    price_shell: Decimal | None = None
    quota_sqm: Decimal | None = None
    is_open: bool = True


def lock_block(block_id: int) -> Block:
    """Lock a block by its agency's booking, which every change of the space of either locks, too.

    A share's booking is newer than its agency's, so locking the agency's first follows the order of keys.
    """
    booking = lock_booking(block_id)
    block = lock_one(Block.objects.all(), block_id, missing=_("This booking is not a block."))
    block.booking = booking
    return block


@operation("exhibitors.block.opened")
def open_block(booking_id: int, terms: BlockTerms, *, seen: int | None = None, actor: Actor, at: datetime) -> Block:
    """Let an agency share out its booking among its members.

    A submitted application is approved by this even without booths: the members' shares may be m² of a hall until the
    floor planner draws their booths. The agency is notified. It also gets an offer if the edition works with offers and
    all of the space has booths.
    """
    booking = lock_booking(booking_id)
    require("exhibitors.open_block", actor, booking)
    require_unchanged(booking, seen)
    _require_can_be_block(booking)
    was_submitted = booking.state == BookingState.SUBMITTED
    if was_submitted:
        left = decide(booking, BookingState.APPROVED, reason="", actor=actor, at=at)
        areas = move_claims(booking.pk, to=ClaimState.COMMITTED, at=at)
        append_movements(booking, areas, left=left, entered=BookingState.APPROVED, at=at)
    block = Block(booking=booking, opened_at=at)
    _write_terms(block, terms, at)
    block.save(force_insert=True)
    announce_block_opened(block, at=at)
    if was_submitted and booking.goes_by_offer and not booking.claims.live().filter(booth=None).exists():
        booking_approved.send(Booking, booking=booking, last_day=None, actor=actor, at=at)
    return block


def _require_can_be_block(booking: Booking) -> None:
    if Block.objects.filter(pk=booking.pk).exists():
        raise DomainError(_("This booking is already a block."), code="block_open_already")
    if booking.block_id is not None:
        raise DomainError(
            _("This booking is a share of a block and cannot become a block itself."), code="share_of_block"
        )
    if booking.state not in {*BOOKED_STATES, BookingState.SUBMITTED}:
        raise DomainError(
            _("Only booked or requested space can become a block; this booking is %(state)s.")
            % {"state": booking.get_state_display()},
            code="illegal_move",
            details={"state": booking.state},
        )


@operation("exhibitors.block.changed")
def change_block(block_id: int, terms: BlockTerms, *, seen: int | None = None, actor: Actor, at: datetime) -> Block:
    """Change the terms without changing allocated space. Only the organizer may move the return date."""
    block = lock_block(block_id)
    require("exhibitors.run_block", actor, block)
    require_seen(block, seen)
    if terms.returns_date != block.returns_date:
        require("exhibitors.set_block_return", actor, block)
        if block.returned_at is not None:
            raise DomainError(_("The unallocated space of this block has gone back on sale."), code="block_returned")
        block.warned_at = None  # so that the agency is reminded of the new date
    _write_terms(block, terms, at)
    block.save()
    return block


def _write_terms(block: Block, terms: BlockTerms, at: datetime) -> None:
    moved = block.returns_date != terms.returns_date
    for name, value in vars(terms).items():
        setattr(block, name, value.strip() if isinstance(value, str) else value)
    require_valid(block, exclude=KEPT)
    edition = block.booking.edition
    if block.apply_until_date >= block.returns_date:
        raise Invalid(
            _("Applications must close before the unallocated space returns on %(day)s.")
            % {"day": day_words(block.returns_date)},
            code="block_applications_end_before_the_return",
            field="apply_until_date",
        )
    if moved and not day_of(at, edition.zone) < block.returns_date < edition.opens_date:
        raise Invalid(
            _("The return date must be in the future and before the expo opens on %(opens)s.")
            % {"opens": day_words(edition.opens_date)},
            code="block_return_outside",
            field="returns_date",
        )


@operation("exhibitors.block.manager_named")
def name_block_manager(block_id: int, *, email: str, actor: Actor, at: datetime) -> Block:
    """Appoint a person by email address to manage the block, as the agency's owners and editors already may."""
    block = lock_block(block_id)
    require("exhibitors.run_block", actor, block)
    person = User.objects.with_email(email).filter(is_active=True).first()
    if person is None:
        raise Invalid(
            _("There is no account with this email address yet. Ask the person to sign up first."),
            code="unknown_person",
            field="email",
        )
    block.managers.add(person)
    record_role(SecurityEventKind.ROLE_GIVEN, MANAGER, block, person=person, actor=actor, at=at)
    return block


@operation("exhibitors.block.manager_dismissed")
def dismiss_block_manager(block_id: int, person_id: int, *, actor: Actor, at: datetime) -> Block:
    """Remove a person as a manager of the block. It is no error if the person was not one."""
    block = lock_block(block_id)
    require("exhibitors.run_block", actor, block)
    if manager := block.managers.filter(pk=person_id).first():
        block.managers.remove(manager)
        record_role(SecurityEventKind.ROLE_ENDED, MANAGER, block, person=manager, actor=actor, at=at)
    return block
