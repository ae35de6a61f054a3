"""Naming booths for m² that a holder has booked already: booths take the place of m², and what is over stays m².

Locked before, by the caller: the booths, the holder's own row, and its claims.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.ledger import (
    AreaByAllotment,
    Claimable,
    area_by_allotment,
    end_claims,
    take_capacity,
)
from pavilions.ledger.operations.transfers import Piece, commit_pieces


def place_claims(
    holder_id: int, open_floor: Sequence[SpaceClaim], booths: Sequence[Claimable], *, at: datetime
) -> tuple[AreaByAllotment, AreaByAllotment]:
    """Commit booths in place of as many m² of committed claims without a booth. Returns both per allotment.

    The m² of a booth's own hall and sector are taken first, then those of others, for which that booth's hall must have
    room. Raises `ValueError` if the booths are larger than the claims together.
    """
    held, placed = area_by_allotment(open_floor), area_by_allotment(booths)
    taken = _taken(held, placed)
    end_claims([claim for claim in open_floor if claim.allotment_id in taken], at=at)
    rests = [Piece(allotment, held[allotment] - area) for allotment, area in taken.items() if held[allotment] > area]
    pieces = [Piece(booth.allotment_id, booth.area_sqm, booth.pk) for booth in booths]
    commit_pieces([(holder_id, piece) for piece in [*pieces, *rests]], at=at)
    nothing = Decimal(0)
    take_capacity({each: placed.get(each, nothing) - taken.get(each, nothing) for each in {*placed, *taken}})
    return taken, placed


def _taken(held: Mapping[int, Decimal], placed: Mapping[int, Decimal]) -> AreaByAllotment:
    taken = {allotment: min(area, held[allotment]) for allotment, area in placed.items() if allotment in held}
    missing = sum(placed.values(), Decimal(0)) - sum(taken.values(), Decimal(0))
    for allotment in sorted(held):
        more = min(held[allotment] - taken.get(allotment, Decimal(0)), missing)
        if more:
            taken[allotment] = taken.get(allotment, Decimal(0)) + more
            missing -= more
    if missing:
        raise ValueError("The booths are larger than what they take the place of.")
    return taken
