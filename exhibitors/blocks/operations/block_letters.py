"""The agency's own confirmation letter, issued anew whenever booths leave its booking or come back to it."""

from collections.abc import Iterable
from datetime import datetime

from exhibitors.blocks.models import Block
from exhibitors.blocks.notifications import announce_block_letter
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models.booking import ConfirmationLetter
from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.transfers import Piece


def renew_letter(block: Block, moved: Iterable[SpaceClaim | Piece], *, at: datetime) -> ConfirmationLetter | None:
    """Issue the letter that says what the agency has left; letters name booths, so none where only m² have moved.

    The agency's booking is locked and its claims are as they will stay.
    """
    if all(each.booth_id is None for each in moved):
        return None
    return issue_confirmation(block.booking, at=at)


def send_renewed_letter(block: Block, moved: Iterable[SpaceClaim | Piece], *, at: datetime) -> None:
    """Issue it and mail it to whoever acts for the agency."""
    letter = renew_letter(block, moved, at=at)
    if letter is not None:
        announce_block_letter(block, letter, at=at)
