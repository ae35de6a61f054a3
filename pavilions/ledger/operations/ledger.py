"""Writing the ledger. Called inside the operations of whoever holds space, which have asked permission.

Order of locks, everywhere: booths, then the holder's own row, then claims, and allotments last, each in key order.
Taking claims before allotments keeps the busiest rows locked for the shortest time and cannot deadlock.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError
from ciie.kernel.locking import lock
from ciie.kernel.rows import insert
from ciie.kernel.statements import rows_of, run
from ciie.kernel.wording import area_words
from pavilions.floor.models.allotment import Allotment
from pavilions.ledger.models import SpaceClaim
from pavilions.states import CLAIM_LIFECYCLE, ClaimState, HolderKind

type AreaByAllotment = dict[int, Decimal]


class Claimable(Protocol):
    """A booth as far as a claim goes."""

    @property
    def pk(self) -> int: ...
    @property
    def allotment_id(self) -> int: ...
    @property
    def area_sqm(self) -> Decimal: ...


def claim_booths(
    holder_id: int, booths: Sequence[Claimable], *, state: ClaimState, expires_at: datetime | None, at: datetime
) -> AreaByAllotment:
    """Claim booths that `lock_free_booths` (beside this file) has returned. Returns the m² claimed per allotment."""
    areas = _begin(holder_id, booths, state=state, expires_at=expires_at, at=at)
    take_capacity(areas)
    return areas


def claim_as_new_holder(
    edition_id: int,
    kind: HolderKind,
    booths: Sequence[Claimable],
    *,
    state: ClaimState,
    expires_at: datetime | None,
    at: datetime,
) -> int:
    """Enter a new party in the ledger with claims to these locked booths; returns its key.

    What `SpaceHolder.objects.create` and `claim_booths` would do, in one statement and without the capacity, which the
    caller takes (`take_capacity`) last of all.
    """
    values = {
        "edition": edition_id,
        "kind": kind,
        "booths": [booth.pk for booth in booths],
        "allotments": [booth.allotment_id for booth in booths],
        "areas": [booth.area_sqm for booth in booths],
        "state": state,
        "expires_at": expires_at,
        "at": at,
    }
    ((holder_id,),) = rows_of(ENTER, values)
    return int(holder_id)


ENTER = """
WITH holder AS (
    INSERT INTO pavilions_spaceholder (edition_id, kind) VALUES (%(edition)s, %(kind)s) RETURNING id
), claims AS (
    INSERT INTO pavilions_spaceclaim (holder_id, booth_id, allotment_id, area_sqm, state, expires_at, claimed_at)
    SELECT holder.id, wanted.booth, wanted.allotment, wanted.area, %(state)s, %(expires_at)s::timestamptz, %(at)s
    FROM holder, unnest(%(booths)s::bigint[], %(allotments)s::bigint[], %(areas)s::numeric[])
        AS wanted (booth, allotment, area)
)
SELECT id FROM holder
"""


def claim_area(holder_id: int, *, edition_id: int, sector_id: int, area_sqm: Decimal, at: datetime) -> AreaByAllotment:
    """Reserve m² of a sector before any booth is named, in the hall that has most left.

    Raises `DomainError` (`capacity_exceeded`) with the figures if no hall of the sector has as much in one piece.
    """
    halls = Allotment.objects.filter(edition_id=edition_id, sector_id=sector_id)
    for allotment_id in halls.order_by(F("claimed_sqm") - F("capacity_sqm"), "pk").values_list("pk", flat=True):
        if _take(allotment_id, area_sqm):
            claim = SpaceClaim(
                holder_id=holder_id,
                allotment_id=allotment_id,
                area_sqm=area_sqm,
                state=ClaimState.RESERVED,
                claimed_at=at,
            )
            insert([claim])
            return {allotment_id: area_sqm}
    raise _no_room(list(halls.select_related("hall", "sector")), area_sqm)


def take_capacity(areas: Mapping[int, Decimal]) -> None:
    """Add m² to allotments, or raise `DomainError` (`capacity_exceeded`) with the figures."""
    for allotment_id in sorted(areas):
        _change_capacity(allotment_id, areas[allotment_id])


def _change_capacity(allotment_id: int, area_sqm: Decimal) -> None:
    if not _take(allotment_id, area_sqm):
        allotment = Allotment.objects.select_related("hall", "sector").get(pk=allotment_id)
        raise _no_room([allotment], area_sqm)


def _take(allotment_id: int, area_sqm: Decimal) -> bool:
    # Lock, look and change in one statement is safe here, and only here: the condition reads no other row,
    # so PostgreSQL evaluates it anew on the row it waited for.
    return run(TAKE, {"allotment": allotment_id, "sqm": area_sqm}) == 1


TAKE = """
UPDATE pavilions_allotment SET claimed_sqm = claimed_sqm + %(sqm)s, revision = revision + 1
WHERE id = %(allotment)s AND claimed_sqm + %(sqm)s <= capacity_sqm
"""


def _no_room(allotments: Sequence[Allotment], wanted: Decimal) -> DomainError:
    left = max((allotment.left_sqm for allotment in allotments), default=Decimal(0))
    place = allotments[0] if len(allotments) == 1 else (allotments[0].sector if allotments else _("this sector"))
    return DomainError(
        _("%(wanted)s m² were asked for, but only %(left)s m² are left in %(place)s.")
        % {"wanted": area_words(wanted), "left": area_words(left), "place": place},
        code="capacity_exceeded",
        field="area_sqm",
        details={"wanted_sqm": str(wanted), "left_sqm": str(left)},
    )


def move_claims(holder_id: int, *, to: ClaimState, at: datetime, expires_at: datetime | None = None) -> AreaByAllotment:
    """Move all live claims of a holder to a state; released ones give their m² back. Returns m² per allotment."""
    claims = lock(
        SpaceClaim.objects.all(), SpaceClaim.objects.live().filter(holder_id=holder_id).values_list("pk", flat=True)
    )
    for claim in claims:
        CLAIM_LIFECYCLE.require(claim.state, to)
    released_at = at if to == ClaimState.RELEASED else None
    SpaceClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(
        state=to, expires_at=expires_at, released_at=released_at
    )
    areas = area_by_allotment(claims)
    if to == ClaimState.RELEASED:
        give_back(areas)
    else:
        _show_change(areas)
    return areas


def release_claims(claims: Sequence[SpaceClaim], *, at: datetime) -> AreaByAllotment:
    """Release these locked live claims and give their m² back. Returns the m² per allotment."""
    areas = end_claims(claims, at=at)
    give_back(areas)
    return areas


def swap_claims(
    holder_id: int,
    given_up: Sequence[SpaceClaim],
    booths: Sequence[Claimable],
    *,
    rests: Mapping[int, Decimal],
    at: datetime,
) -> tuple[AreaByAllotment, AreaByAllotment]:
    """Release some claims of a holder and reserve booths instead, and m² without one (`rests`, per allotment).

    A full hall can thus be rearranged. Returns the m² released and the m² claimed, per allotment.
    """
    released = end_claims(given_up, at=at)
    named = _begin(holder_id, booths, state=ClaimState.RESERVED, expires_at=None, at=at)
    insert(
        [
            SpaceClaim(
                holder_id=holder_id,
                allotment_id=allotment_id,
                area_sqm=area_sqm,
                state=ClaimState.RESERVED,
                claimed_at=at,
            )
            for allotment_id, area_sqm in rests.items()
        ]
    )
    claimed = _sums([*named.items(), *rests.items()])
    net = _sums([*claimed.items(), *((allotment_id, -area) for allotment_id, area in released.items())])
    for allotment_id in sorted(net):
        _change_capacity(allotment_id, net[allotment_id])
    return released, claimed


def end_claims(claims: Sequence[SpaceClaim], *, at: datetime) -> AreaByAllotment:
    """Release these locked claims, but not their capacity: that is the caller's to do. Returns the m² per allotment."""
    SpaceClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(
        state=ClaimState.RELEASED, expires_at=None, released_at=at
    )
    return area_by_allotment(claims)


def _begin(
    holder_id: int, booths: Sequence[Claimable], *, state: ClaimState, expires_at: datetime | None, at: datetime
) -> AreaByAllotment:
    insert(
        [
            SpaceClaim(
                holder_id=holder_id,
                allotment_id=booth.allotment_id,
                booth_id=booth.pk,
                area_sqm=booth.area_sqm,
                state=state,
                expires_at=expires_at,
                claimed_at=at,
            )
            for booth in booths
        ]
    )
    return _sums((booth.allotment_id, booth.area_sqm) for booth in booths)


def area_by_allotment(claims: Iterable[SpaceClaim | Claimable]) -> AreaByAllotment:
    return _sums((claim.allotment_id, claim.area_sqm) for claim in claims)


def give_back(areas: Mapping[int, Decimal]) -> None:
    for allotment_id in sorted(areas):
        Allotment.objects.filter(pk=allotment_id).update(
            claimed_sqm=F("claimed_sqm") - areas[allotment_id], revision=F("revision") + 1
        )


def _show_change(areas: Mapping[int, Decimal]) -> None:
    for allotment_id in sorted(areas):
        Allotment.objects.filter(pk=allotment_id).update(revision=F("revision") + 1)


def _sums(parts: Iterable[tuple[int, Decimal]]) -> AreaByAllotment:
    areas: defaultdict[int, Decimal] = defaultdict(Decimal)
    for allotment_id, area_sqm in parts:
        areas[allotment_id] += area_sqm
    return dict(areas)
