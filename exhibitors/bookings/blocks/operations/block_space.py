"""Operations that move space of a block from the agency to a member and back again.

Locks are taken on booths, the agency's booking, the member's booking, and claims, in this order. Each of these
operations locks the agency's booking, so that no two of them share out the same block at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_keys
from ciie.kernel.wording import area_words, day_words, list_words
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.notifications import announce_block_letter, announce_share
from exhibitors.bookings.blocks.operations.blocks import lock_block
from exhibitors.bookings.blocks.queries import booth_names, contact_of, live_share, members_with_space, share_sqm
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.notifications import announce_cancelled
from exhibitors.bookings.operations.bookings import (
    append_movements,
    lock_booking,
    new_booking,
    require_unchanged,
    save_change,
)
from exhibitors.bookings.operations.claim_limits import refuse_if_blocked
from exhibitors.bookings.operations.decisions import decide
from exhibitors.bookings.operations.submission import register_share_handler
from exhibitors.bookings.signals import booking_ended
from exhibitors.companies.models import Company
from exhibitors.states import BOOKED_STATES, BOOKING_LIFECYCLE, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import area_by_allotment, release_claims
from pavilions.floor.ledger.operations.transfers import Piece, transfer_claims
from pavilions.floor.models.floor_plan import Booth


@dataclass(frozen=True)
class Portion:
    """The space that a member gets: booths of the block, and m² by allotment where no booth is drawn yet."""

    booth_ids: Collection[int] = ()
    areas: Mapping[int, Decimal] = field(default_factory=dict)


@operation("exhibitors.block.allocated")
def allocate_space(block_id: int, company_id: int, portion: Portion, *, actor: Actor, at: datetime) -> Booking:
    """Allocate space of the block to a company, adding to any share it has, and return its approved booking.

    Where booths are involved, member and agency each get a letter that lists what they hold now.

    Raise `DomainError` (`not_in_block`, `block_exceeded`, `above_quota` or `block_returned`) with the figures.
    """
    lock_keys(Booth, portion.booth_ids)
    block = lock_block(block_id)
    require("exhibitors.run_block", actor, block)
    require_still_shared(block, at)
    if any(area <= 0 for area in portion.areas.values()):
        raise Invalid(_("Allocate at least 0.01 m²."), code="nothing_chosen", field="area_sqm")
    if not portion.booth_ids and not portion.areas:
        raise Invalid(_("Choose booths of the block, or enter an area in m²."), code="nothing_chosen", field="booths")
    company = Company.objects.filter(pk=company_id).first()
    if company is None:
        raise NotFound(_("Company not found."), code="not_found", field="company")
    if company.pk == block.booking.company_id:
        raise Invalid(
            _("The agency keeps what it does not allocate, so it needs no share."), code="agency", field="company"
        )
    refuse_if_blocked(company.name, company.claims_blocked_reason)
    share = _share_for(block, company, actor=actor, at=at)
    given_up, pieces = _pieces(lock_claims(block.pk), portion)
    _require_within_quota(block, share, pieces)
    transfer_claims(given_up, pieces, to=share.pk, at=at)
    areas = area_by_allotment(pieces)
    append_movements(block.booking, areas, left=BookingState(block.booking.state), at=at)
    append_movements(share, areas, entered=BookingState(share.state), at=at)
    save_change(block.booking)
    letter = issue_confirmation(share, at=at) if portion.booth_ids else None
    announce_share(share, block, letter, at=at)
    send_renewed_letter(block, pieces, at=at)
    return share


def _share_for(block: Block, company: Company, *, actor: Actor, at: datetime) -> Booking:
    """Return the booking that holds the company's share, locked. Create one if it has none."""
    found = live_share(block.pk, company.pk)
    if found is not None:
        share = lock_booking(found)
        if share.state in BOOKED_STATES:  # a new plan may have taken its space while we waited
            return save_change(share)
    share = new_booking(company, block.booking.edition, BookingState.SUBMITTED, actor=actor, at=at)
    share.block, share.contact = block, contact_of(company)
    share.save(update_fields=["block", "contact"])
    decide(share, BookingState.APPROVED, reason="", actor=actor, at=at)
    return share


def _pieces(claims: Sequence[SpaceClaim], portion: Portion) -> tuple[list[SpaceClaim], list[Piece]]:
    """Return the agency's claims from which the portion is cut, and the pieces that are cut.

    Raise `DomainError` (`not_in_block`, naming the booths that the agency does not have, or `block_exceeded`).
    """
    wanted = set(portion.booth_ids)
    whole = [claim for claim in claims if claim.booth_id in wanted]
    missing = sorted(wanted - {claim.booth_id for claim in whole})
    if missing:
        names = booth_names(missing)
        raise DomainError(
            _("These booths are not available in this block: %(booths)s. Choose from the remaining booths.")
            % {"booths": list_words(names)},
            code="not_in_block",
            field="booths",
            details={"booths": names},
        )
    open_floor = [claim for claim in claims if claim.booth_id is None and claim.allotment_id in portion.areas]
    left = area_by_allotment(open_floor)
    for allotment, area in portion.areas.items():
        if area > left.get(allotment, Decimal(0)):
            raise DomainError(
                _("You are allocating %(wanted)s m², but only %(left)s m² without booths are left in the block there.")
                % {"wanted": area_words(area), "left": area_words(left.get(allotment, Decimal(0)))},
                code="block_exceeded",
                field="area_sqm",
                details={"wanted_sqm": str(area), "left_sqm": str(left.get(allotment, Decimal(0)))},
            )
    pieces = [Piece(claim.allotment_id, claim.area_sqm, claim.booth_id) for claim in whole]
    pieces += [Piece(allotment, area) for allotment, area in portion.areas.items()]
    return [*whole, *open_floor], pieces


def _require_within_quota(block: Block, share: Booking, pieces: Sequence[Piece]) -> None:
    more = sum((piece.area_sqm for piece in pieces), Decimal(0))
    then = share_sqm(share.pk) + more
    if block.quota_sqm is not None and then > block.quota_sqm:
        raise DomainError(
            _(
                "With another %(more)s m² it would have %(then)s m². A member of this block can have at "
                "most %(quota)s m²."
            )
            % {"more": area_words(more), "then": area_words(then), "quota": area_words(block.quota_sqm)},
            code="above_quota",
            field="booths",
            details={"then_sqm": str(then), "quota_sqm": str(block.quota_sqm)},
        )


@operation("exhibitors.block.share_removed")
def remove_share(share_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Booking:
    """Take a member's space back into the block. Space that was returned to sale before stays on sale."""
    block, share = lock_share(share_id)
    if block is None:
        raise NotFound(_("This booking is not a share of a block."), code="not_found")
    require("exhibitors.remove_share", actor, share)
    require_unchanged(share, seen)
    if not reason.strip():
        raise Invalid(_("Give a reason. The member will see it."), code="reason_missing", field="reason")
    BOOKING_LIFECYCLE.require(share.state, BookingState.CANCELLED)
    left = decide(share, BookingState.CANCELLED, reason=reason.strip(), actor=actor, at=at)
    booking_ended.send(Booking, booking=share, reason=reason.strip(), actor=actor, at=at)
    announce_cancelled(share, at=at)
    give_up_share(block, share, left=left, at=at)
    return share


def lock_share(share_id: int) -> tuple[Block | None, Booking]:
    """Lock a booking with everything that ending it may change, and return it with the block of which it is a share.

    For a share, its booths and its block are locked first. The block is None for other bookings.
    """
    block_id = Booking.objects.filter(pk=share_id).values_list("block_id", flat=True).first()
    if block_id is None:
        return None, lock_booking(share_id)
    booths = SpaceClaim.objects.live().filter(holder_id=share_id, booth__isnull=False)
    lock_keys(Booth, booths.values_list("booth_id", flat=True))
    return lock_block(block_id), lock_booking(share_id)


def give_up_share(block: Block, share: Booking, *, left: BookingState, at: datetime) -> None:
    """Return the space of an ended share to its block, or put it on sale if the block has been returned.

    Both bookings must be locked.
    """
    claims = lock_claims(share.pk)
    areas = area_by_allotment(claims)
    append_movements(share, areas, left=left, at=at)
    if is_shared_out(block, at):
        pieces = [Piece(claim.allotment_id, claim.area_sqm, claim.booth_id) for claim in claims]
        transfer_claims(claims, pieces, to=block.pk, at=at)
        append_movements(block.booking, areas, entered=BookingState(block.booking.state), at=at)
        save_change(block.booking)
        send_renewed_letter(block, pieces, at=at)
    else:
        release_claims(claims, at=at)


def lock_claims(holder_id: int) -> list[SpaceClaim]:
    live = SpaceClaim.objects.live().filter(holder_id=holder_id)
    return lock(SpaceClaim.objects.all(), live.values_list("pk", flat=True))


def require_still_shared(block: Block, at: datetime) -> None:
    """Raise `DomainError` (`block_returned`) where space of the block may no longer go to members."""
    if not is_shared_out(block, at):
        raise DomainError(
            _("%(block)s can no longer be allocated: its unallocated space went back on sale on %(day)s.")
            % {"block": block, "day": day_words(block.returns_date)},
            code="block_returned",
            details={"returns_date": block.returns_date.isoformat()},
        )


def is_shared_out(block: Block, at: datetime) -> bool:
    """Return whether space may still go to members: before the return date, while the agency's booking stands."""
    is_over = day_of(at, block.booking.edition.zone) >= block.returns_date
    return block.returned_at is None and not is_over and block.booking.state in BOOKED_STATES


def require_no_members(booking: Booking) -> None:
    """Raise `DomainError` (`block_has_members`) if members hold space of the block that this booking is."""
    members, area = members_with_space(booking.pk)
    if members:
        raise DomainError(
            _(
                "Members hold %(area)s m² of this block (number of members: %(members)d). Take their space "
                "back first, or wait until the unallocated space returns."
            )
            % {"members": members, "area": area_words(area)},
            code="block_has_members",
            details={"members": members, "area_sqm": str(area)},
        )


def renew_letter(block: Block, moved: Iterable[SpaceClaim | Piece], *, at: datetime) -> ConfirmationLetter | None:
    """Issue a letter that lists what the agency has left. Letters list booths, so return None if only m² have moved.

    The agency's booking must be locked, and its claims must be final.
    """
    if all(each.booth_id is None for each in moved):
        return None
    return issue_confirmation(block.booking, at=at)


def send_renewed_letter(block: Block, moved: Iterable[SpaceClaim | Piece], *, at: datetime) -> None:
    """Issue a new letter if booths have moved, and send it to the agency's people."""
    letter = renew_letter(block, moved, at=at)
    if letter is not None:
        announce_block_letter(block, letter, at=at)


class BlockShares:
    """The handler that cancels a booking which is a share of a block, or a block that has shares."""

    lock = staticmethod(lock_share)
    require_no_members = staticmethod(require_no_members)
    give_up = staticmethod(give_up_share)


register_share_handler(BlockShares())
