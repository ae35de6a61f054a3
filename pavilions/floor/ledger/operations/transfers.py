"""Exchange committed space: hand it to another holder, and name booths in place of m².

The caller must hold the locks on the booths, the holders' own rows, and the claims.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import (
    AreaByAllotment,
    Claimable,
    area_by_allotment,
    end_claims,
    take_capacity,
)
from pavilions.floor.operations import bump_plan_revision
from pavilions.states import ClaimState


@dataclass(frozen=True)
class Piece:
    """A booth, or m² of an allotment."""

    allotment_id: int
    area_sqm: Decimal
    booth_id: int | None = None


def transfer_claims(given_up: Sequence[SpaceClaim], pieces: Sequence[Piece], *, to: int, at: datetime) -> None:
    """End these committed claims and commit the pieces to the holder `to`; the rest stays with the present holder.

    No allotment gains or loses m², so no capacity is taken, and a full hall can be shared out too. Raise `ValueError`
    if the pieces are more than the claims, or of another allotment.
    """
    left = area_by_allotment(given_up)
    for allotment_id, area_sqm in area_by_allotment(pieces).items():
        left[allotment_id] = left.get(allotment_id, Decimal(0)) - area_sqm
    if any(area < 0 for area in left.values()):
        raise ValueError("The pieces are more than the claims.")
    holders = {claim.allotment_id: claim.holder_id for claim in given_up}
    rests = [(holders[allotment], Piece(allotment, area)) for allotment, area in sorted(left.items()) if area]
    end_claims(given_up, at=at)
    _commit([*((to, piece) for piece in pieces), *rests], at=at)
    bump_plan_revision(claim.allotment_id for claim in given_up)


def allocate_booths(
    holder_id: int, open_floor: Sequence[SpaceClaim], booths: Sequence[Claimable], *, at: datetime
) -> tuple[AreaByAllotment, AreaByAllotment]:
    """Commit booths in place of an equal area of committed claims without a booth. Return both per allotment.

    The m² of a booth's own hall and sector are taken first, then those of others, for which that booth's hall must have
    room. Raise `ValueError` if the booths are larger than the claims together.
    """
    nothing = Decimal(0)
    held, placed = area_by_allotment(open_floor), area_by_allotment(booths)
    taken = {allotment: min(area, held[allotment]) for allotment, area in placed.items() if allotment in held}
    missing = sum(placed.values(), nothing) - sum(taken.values(), nothing)
    for allotment in sorted(held):
        more = min(held[allotment] - taken.get(allotment, nothing), missing)
        if more:
            taken[allotment] = taken.get(allotment, nothing) + more
            missing -= more
    if missing:
        raise ValueError("The booths are larger than the claims that they replace.")
    end_claims([claim for claim in open_floor if claim.allotment_id in taken], at=at)
    rests = [Piece(allotment, held[allotment] - area) for allotment, area in taken.items() if held[allotment] > area]
    pieces = [Piece(booth.allotment_id, booth.area_sqm, booth.pk) for booth in booths]
    _commit([(holder_id, piece) for piece in [*pieces, *rests]], at=at)
    take_capacity({each: placed.get(each, nothing) - taken.get(each, nothing) for each in {*placed, *taken}})
    return taken, placed


def exchange_claims(
    holder_id: int, given_up: Sequence[SpaceClaim], booths: Sequence[Claimable], *, at: datetime
) -> tuple[AreaByAllotment, AreaByAllotment]:
    """Release these committed claims, and commit free booths to their holder instead. Return both per allotment."""
    released, claimed, nothing = end_claims(given_up, at=at), area_by_allotment(booths), Decimal(0)
    _commit([(holder_id, Piece(booth.allotment_id, booth.area_sqm, booth.pk)) for booth in booths], at=at)
    places = {*claimed, *released}
    take_capacity({each: claimed.get(each, nothing) - released.get(each, nothing) for each in places})
    return released, claimed


def _commit(pieces: Sequence[tuple[int, Piece]], *, at: datetime) -> None:
    """Insert committed claims to these pieces, each for its holder: reserved first, as every claim must begin."""
    claims = [
        SpaceClaim(
            holder_id=holder_id,
            allotment_id=piece.allotment_id,
            booth_id=piece.booth_id,
            area_sqm=piece.area_sqm,
            state=ClaimState.RESERVED,
            claimed_at=at,
        )
        for holder_id, piece in pieces
    ]
    SpaceClaim.objects.bulk_create(claims)
    SpaceClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(state=ClaimState.COMMITTED)
