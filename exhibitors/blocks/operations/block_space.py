"""Sharing a block out: space from the agency to a member, back again, and what is over back on sale.

Order of locks: booths, the agency's booking, the member's, then claims. Whoever allocates, takes back or returns holds
the agency's booking, so a block is shared out by one hand at a time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_keys
from exhibitors.blocks.models import Block
from exhibitors.blocks.notifications import announce_share
from exhibitors.blocks.operations.block_letters import send_renewed_letter
from exhibitors.blocks.operations.blocks import lock_block
from exhibitors.blocks.operations.share_guards import (
    require_enough_left,
    require_in_block,
    require_still_shared,
    require_within_quota,
)
from exhibitors.blocks.queries.blocks import contact_of, live_share, share_sqm
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.operations.bookings import lock_booking, new_booking, save_change
from exhibitors.bookings.operations.claim_limits import refuse_if_blocked
from exhibitors.bookings.operations.decisions import decide
from exhibitors.bookings.operations.movements import append_movements
from exhibitors.companies.models import Company
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.models.floor_plan import Booth
from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.ledger import area_by_allotment, release_claims
from pavilions.ledger.operations.transfers import Piece, transfer_claims


@dataclass(frozen=True)
class Portion:
    """What a member gets: booths of the block, and m² of it by allotment where no booth is drawn yet."""

    booth_ids: Collection[int] = ()
    areas: Mapping[int, Decimal] = field(default_factory=dict)


@operation("exhibitors.block.allocated")
def allocate_space(block_id: int, company_id: int, portion: Portion, *, actor: Actor, at: datetime) -> Booking:
    """Give a company space of the block, more of it if it has some; returns its booking, which is approved.

    Where booths change hands, member and agency each get a letter that says what is theirs now.

    Raises `DomainError` `not_in_block`, `block_exceeded`, `above_quota` or `block_returned`, with the figures.
    """
    lock_keys(Booth, portion.booth_ids)
    block = lock_block(block_id)
    require("exhibitors.run_block", actor, block)
    require_still_shared(block, at)
    _require_something(portion)
    company = _member(block, company_id)
    share = _share_for(block, company, actor=actor, at=at)
    claims = _claims_of(block.pk)
    given_up, pieces = _pieces(claims, portion)
    require_within_quota(block, share_sqm(share.pk), sum((piece.area_sqm for piece in pieces), Decimal(0)))
    transfer_claims(given_up, pieces, to=share.pk, at=at)
    areas = area_by_allotment(pieces)
    append_movements(block.booking, areas, left=BookingState(block.booking.state), at=at)
    append_movements(share, areas, entered=BookingState(share.state), at=at)
    save_change(block.booking)
    letter = issue_confirmation(share, at=at) if portion.booth_ids else None
    announce_share(share, block, letter, at=at)
    send_renewed_letter(block, pieces, at=at)
    return share


def _require_something(portion: Portion) -> None:
    if any(area <= 0 for area in portion.areas.values()):
        raise Invalid(_("Give at least 0.01 m²."), code="nothing_chosen", field="area_sqm")
    if not portion.booth_ids and not portion.areas:
        raise Invalid(_("Choose booths of the block, or say how many m²."), code="nothing_chosen", field="booths")


def _member(block: Block, company_id: int) -> Company:
    company = Company.objects.filter(pk=company_id).first()
    if company is None:
        raise NotFound(_("There is no such company."), code="not_found", field="company")
    if company.pk == block.booking.company_id:
        raise Invalid(
            _("What the agency does not give away stays its own; it needs no share."), code="agency", field="company"
        )
    refuse_if_blocked(company.name, company.claims_blocked_reason)
    return company


def _share_for(block: Block, company: Company, *, actor: Actor, at: datetime) -> Booking:
    """The booking that holds the company's share, locked; a new one if it has none."""
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


def _claims_of(holder_id: int) -> list[SpaceClaim]:
    live = SpaceClaim.objects.live().filter(holder_id=holder_id)
    return lock(SpaceClaim.objects.all(), live.values_list("pk", flat=True))


def _pieces(claims: Sequence[SpaceClaim], portion: Portion) -> tuple[list[SpaceClaim], list[Piece]]:
    """The agency's claims that the portion is cut from, and what is cut."""
    wanted = set(portion.booth_ids)
    whole = [claim for claim in claims if claim.booth_id in wanted]
    require_in_block(wanted, whole)
    open_floor = [claim for claim in claims if claim.booth_id is None and claim.allotment_id in portion.areas]
    require_enough_left(area_by_allotment(open_floor), portion.areas)
    pieces = [Piece(claim.allotment_id, claim.area_sqm, claim.booth_id) for claim in whole]
    pieces += [Piece(allotment, area) for allotment, area in portion.areas.items()]
    return [*whole, *open_floor], pieces


def lock_share(share_id: int) -> tuple[Block | None, Booking]:
    """Lock a booking with all that its ending may change: for a share, its booths and its block before it."""
    block_id = Booking.objects.filter(pk=share_id).values_list("block_id", flat=True).first()
    if block_id is None:
        return None, lock_booking(share_id)
    booths = SpaceClaim.objects.live().filter(holder_id=share_id, booth__isnull=False)
    lock_keys(Booth, booths.values_list("booth_id", flat=True))
    return lock_block(block_id), lock_booking(share_id)


def give_up_share(block: Block, share: Booking, *, left: BookingState, at: datetime) -> None:
    """What becomes of the space of a share that has just ended: the block's again, or on sale if that has returned.

    Both bookings are locked.
    """
    claims = _claims_of(share.pk)
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


def is_shared_out(block: Block, at: datetime) -> bool:
    """Whether space of the block may still go to members."""
    try:
        require_still_shared(block, at)
    except DomainError:
        return False
    return True
