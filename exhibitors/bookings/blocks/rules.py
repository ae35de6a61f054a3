"""Permissions on blocks and their shares."""

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.models import Booking
from exhibitors.bookings.rules import reviews_booking
from exhibitors.companies.rules import is_editor, is_member
from pavilions.floor.staff.rules import is_admin, is_director, is_organizer


@predicate
def manages_block(actor: Visitor, block: Block | None) -> bool:
    """Return whether the person manages the block for its agency, by appointment or as a member who may act for it."""
    if block is None or not isinstance(actor, User):
        return False
    return is_editor(actor, block.booking) or block.managers.filter(pk=actor.pk).exists()


@predicate
def belongs_to_agency(actor: Visitor, block: Block | None) -> bool:
    return block is not None and is_member(actor, block.booking)


@predicate
def manages_block_of(actor: Visitor, share: Booking | None) -> bool:
    """Return whether the actor manages the block of which this booking is a share."""
    return share is not None and share.block is not None and manages_block(actor, share.block)


permit("exhibitors.place_booking", is_admin | is_director | reviews_booking | manages_block_of)
permit("exhibitors.open_block", is_admin | is_director | reviews_booking)
permit("exhibitors.set_block_return", is_admin | is_director)
permit("exhibitors.see_block", is_admin | is_organizer | belongs_to_agency | manages_block)
permit("exhibitors.run_block", is_admin | is_director | manages_block)
permit("exhibitors.remove_share", is_admin | is_director | manages_block_of)
