"""Handing space that is booked from one holder to another: every m² stays in exactly one live claim throughout.

No allotment gains or loses m², so no capacity is asked for; a hall that is full can be shared out all the same. Locked
before, by the caller: the booths, both holders' own rows, and the claims.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pavilions.floor.operations.plan_revisions import bump_plan_revision
from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.ledger import AreaByAllotment, area_by_allotment, end_claims
from pavilions.states import ClaimState


@dataclass(frozen=True)
class Piece:
    """Part of what is handed over: a booth, or m² of an allotment."""

    allotment_id: int
    area_sqm: Decimal
    booth_id: int | None = None


def areas_of(pieces: Sequence[Piece]) -> AreaByAllotment:
    areas: AreaByAllotment = {}
    for piece in pieces:
        areas[piece.allotment_id] = areas.get(piece.allotment_id, Decimal(0)) + piece.area_sqm
    return areas


def transfer_claims(given_up: Sequence[SpaceClaim], pieces: Sequence[Piece], *, to: int, at: datetime) -> None:
    """End these committed claims and commit the pieces to the holder `to`; what is over stays with whoever had it.

    Raises `ValueError` if the pieces are more than the claims, or of another allotment.
    """
    rests = _rests(given_up, pieces)
    end_claims(given_up, at=at)
    commit_pieces([*((to, piece) for piece in pieces), *rests], at=at)
    bump_plan_revision(sorted(area_by_allotment(given_up)))


def commit_pieces(pieces: Sequence[tuple[int, Piece]], *, at: datetime) -> None:
    """Begin committed claims to these pieces, each for its holder; what becomes of the capacity is the caller's to say.

    They are born reserved, since no claim is born committed.
    """
    begun = [_claim(holder_id, piece, at) for holder_id, piece in pieces]
    SpaceClaim.objects.bulk_create(begun)
    SpaceClaim.objects.filter(pk__in=[claim.pk for claim in begun]).update(state=ClaimState.COMMITTED)


def _claim(holder_id: int, piece: Piece, at: datetime) -> SpaceClaim:
    return SpaceClaim(
        holder_id=holder_id,
        allotment_id=piece.allotment_id,
        booth_id=piece.booth_id,
        area_sqm=piece.area_sqm,
        state=ClaimState.RESERVED,
        claimed_at=at,
    )


def _rests(given_up: Sequence[SpaceClaim], pieces: Sequence[Piece]) -> list[tuple[int, Piece]]:
    """By holder, what the claims of each allotment have more than the pieces."""
    left: AreaByAllotment = area_by_allotment(given_up)
    holders = {claim.allotment_id: claim.holder_id for claim in given_up}
    for allotment_id, area_sqm in areas_of(pieces).items():
        left[allotment_id] = left.get(allotment_id, Decimal(0)) - area_sqm
    if any(area < 0 for area in left.values()):
        raise ValueError("More was handed over than was given up.")
    return [(holders[allotment], Piece(allotment, area)) for allotment, area in sorted(left.items()) if area]
