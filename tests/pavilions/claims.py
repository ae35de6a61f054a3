"""Booths in somebody's hands: claims as a booking enters them, of a holder about whom nothing more is known."""

from datetime import timedelta

from django.db import transaction

from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.ledger.operations.ledger import claim_booths, lock_free_booths
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import ClaimState
from tests.factories import NOON, SpaceHolderFactory


def holder_of(*booths: Booth, state: ClaimState = ClaimState.HELD) -> SpaceHolder:
    """A new holder of these free booths."""
    holder: SpaceHolder = SpaceHolderFactory(edition=booths[0].plan.edition)
    until = NOON + timedelta(minutes=30) if state == ClaimState.HELD else None
    with transaction.atomic():
        free = lock_free_booths([booth.pk for booth in booths], edition_id=holder.edition_id)
        claim_booths(holder.pk, free, state=state, expires_at=until, at=NOON)
    return holder
