"""Write the ledger: lock booths, claim them, and release them.

These functions are parts of the holders' operations, which have checked the permission.

Locks are taken in this order everywhere: booths, then the holder's own row, then claims, and allotments last, each in
key order. Claims are taken before allotments, so the busiest rows are locked for the shortest time, and nothing can
deadlock.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_keys
from ciie.kernel.statements import insert, insert_together, rows_of, run
from ciie.kernel.wording import area_words, in_sequence, list_words
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.queries import present_booths
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.operations import bump_plan_revision
from pavilions.states import CLAIM_LIFECYCLE, ClaimState, Section

type AreaByAllotment = dict[int, Decimal]


class Area(Protocol):
    """The m² of an allotment: a claim, or a part of one."""

    @property
    def allotment_id(self) -> int: ...
    @property
    def area_sqm(self) -> Decimal: ...


class Claimable(Area, Protocol):
    """A booth that can be claimed."""

    @property
    def pk(self) -> int: ...


@dataclass(frozen=True, slots=True)
class LockedBooth:
    """A booth as it was when it was locked; `sector` is the code of its sector."""

    pk: int
    hall: str
    number: str
    sector: str | None
    allotment_id: int
    area_sqm: Decimal
    is_in_section: bool
    is_on_plan: bool
    was_on_plan: bool
    is_withheld: bool
    is_taken: bool

    @property
    def reference(self) -> str:
        return f"{self.hall}/{self.number}"


LOCKED = """
SELECT booth.id, hall.name, booth.number, sector.code, booth.allotment_id, booth.area_sqm,
    allotment.section = %(section)s AS is_in_section,
    plan.state = 'published' AND plan.edition_id = %(edition)s AS is_on_plan,
    plan.state = 'superseded' AND plan.edition_id = %(edition)s AS was_on_plan,
    booth.blocked_reason <> '' AS is_withheld,
    (
        SELECT claim.id FROM pavilions_spaceclaim AS claim
        WHERE claim.booth_id = booth.id AND claim.state IN ('held', 'reserved', 'committed')
    ) IS NOT NULL AS is_taken
FROM pavilions_booth AS booth
JOIN pavilions_allotment AS allotment ON allotment.id = booth.allotment_id
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
LEFT JOIN pavilions_sector AS sector ON sector.id = allotment.sector_id
WHERE booth.id = ANY(%(booths)s)
"""
"""Select booths that `lock_booths` has locked, each as a row that makes a `LockedBooth`. Other statements extend it."""


def lock_free_booths(
    booth_ids: Iterable[int], *, edition_id: int, section: Section = Section.BUSINESS
) -> list[LockedBooth]:
    """Lock these booths and return them, if every one is on sale in this section of the edition and unclaimed.

    Raise `Invalid` (`unknown_booths`; `by_invitation` or `not_national` for booths of the other section), or
    `DomainError`: `booths_replaced` (by booths of a new plan), `booths_blocked` or `booths_taken`, whose details name
    the booths.
    """
    wanted = lock_booths(booth_ids)
    rows = rows_of(f"{LOCKED} ORDER BY booth.id", {"edition": edition_id, "section": section, "booths": wanted})
    return require_free(wanted, [LockedBooth(*row) for row in rows], section=section)


def lock_booths(booth_ids: Iterable[int], *, sharing: str = "") -> list[int]:
    """Lock booths, and share a topic in the same statement. Return their keys."""
    wanted = list(set(booth_ids))
    lock_keys(Booth, wanted, sharing=sharing)
    return wanted


def require_free(
    wanted: Sequence[int], booths: list[LockedBooth], *, section: Section = Section.BUSINESS
) -> list[LockedBooth]:
    """Return the locked booths that `LOCKED` found, or raise as `lock_free_booths` does.

    `wanted` are the requested keys.
    """
    _require_on_plan(wanted, booths)
    _require_on_sale(booths, section)
    require_unclaimed(booths)
    return booths


def _require_on_plan(wanted: Sequence[int], booths: Sequence[LockedBooth]) -> None:
    """Raise unless all wanted booths are on the published plan.

    Booths that a new plan replaced are named with what they became, which may be elsewhere or of another size.
    """
    gone = [booth for booth in booths if not booth.is_on_plan]
    became = present_booths([booth.pk for booth in gone if booth.was_on_plan]) if gone else {}
    now = {booth.reference: [each.reference for each in became[booth.pk]] for booth in gone if booth.pk in became}
    if now:
        changes = [old if new == [old] else f"{old} → {', '.join(new)}" for old, new in now.items()]
        raise DomainError(
            _("A new plan has been published since you chose %(booths)s. Check it before you choose again.")
            % {"booths": in_sequence(changes)},
            code="booths_replaced",
            field="booths",
            details={"now": now},
        )
    if not wanted or gone or len(booths) < len(wanted):
        raise Invalid(
            _(
                "Choose booths on the published plans of this edition. At least one of the selected booths "
                "is not on them."
            ),
            code="unknown_booths",
            field="booths",
        )


def _require_on_sale(booths: Sequence[LockedBooth], section: Section) -> None:
    others = list_words(booth.reference for booth in booths if not booth.is_in_section)
    if others and section == Section.NATIONAL:
        raise Invalid(
            _("Not in the national exhibition: %(booths)s.") % {"booths": others}, code="not_national", field="booths"
        )
    if others:
        raise Invalid(
            _("In the national exhibition, which is by invitation: %(booths)s.") % {"booths": others},
            code="by_invitation",
            field="booths",
        )
    withheld = [booth.reference for booth in booths if booth.is_withheld]
    if withheld:
        raise DomainError(
            _("Not for sale: %(booths)s.") % {"booths": list_words(withheld)},
            code="booths_blocked",
            field="booths",
            details={"blocked": withheld},
        )


def require_unclaimed(booths: Sequence[LockedBooth]) -> None:
    """Raise `DomainError` (`booths_taken`) if any of these booths was claimed when it was locked."""
    taken = [booth for booth in booths if booth.is_taken]
    if taken:
        references = [booth.reference for booth in taken]
        raise DomainError(
            _("Just taken by someone else: %(booths)s. Nothing was held. Choose other booths and try again.")
            % {"booths": list_words(references)},
            code="booths_taken",
            field="booths",
            details={"taken": references, "taken_ids": [booth.pk for booth in taken]},
        )


def claim_booths(
    holder_id: int, booths: Sequence[Claimable], *, state: ClaimState, expires_at: datetime | None, at: datetime
) -> AreaByAllotment:
    """Claim booths that `lock_free_booths` has returned. Return the m² claimed per allotment."""
    insert(claims_to(booths, holder_id, state=state, expires_at=expires_at, at=at))
    areas = area_by_allotment(booths)
    take_capacity(areas)
    return areas


NEXT_HOLDER = "nextval('pavilions_spaceholder_id_seq')"
"""The key of a new holder as an SQL expression, for code that inserts it together with its claims and other rows."""


def insert_and_take(areas: Mapping[int, Decimal], *batches: Sequence[Model]) -> None:
    """Insert claims and rows that belong to them, and then take their capacity, in one statement for one allotment.

    Raise `DomainError` (`capacity_exceeded`) if there is not enough capacity.
    """
    first, *others = sorted(areas)
    if insert_together(*batches, then=(TAKE, [areas[first], first, areas[first]])) != 1:
        raise _no_room_in(first, areas[first])
    take_capacity({allotment: areas[allotment] for allotment in others})


def claims_to(
    booths: Sequence[Claimable], holder_id: int, *, state: ClaimState, expires_at: datetime | None, at: datetime
) -> list[SpaceClaim]:
    """Return unsaved claims to booths from `lock_free_booths`. The caller inserts them and takes the capacity last."""
    return [
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


def claim_area(holder_id: int, *, edition_id: int, sector_id: int, area_sqm: Decimal, at: datetime) -> AreaByAllotment:
    """Reserve m² of a sector before any booth is named, in the hall that has most left.

    Raise `DomainError` (`capacity_exceeded`) with the figures if no hall of the sector has that much left.
    """
    halls = Allotment.objects.filter(edition_id=edition_id, sector_id=sector_id)
    for allotment_id in halls.order_by(F("claimed_sqm") - F("capacity_sqm"), "pk").values_list("pk", flat=True):
        if take_if_left(allotment_id, area_sqm):
            _insert_areas(holder_id, {allotment_id: area_sqm}, at=at)
            return {allotment_id: area_sqm}
    raise _no_room(list(halls.select_related("hall", "sector")), area_sqm)


def take_capacity(areas: Mapping[int, Decimal]) -> None:
    """Add m² to allotments, or give negative m² back. Raise `DomainError` (`capacity_exceeded`) if they do not fit."""
    for allotment_id in sorted(areas):
        if not take_if_left(allotment_id, areas[allotment_id]):
            raise _no_room_in(allotment_id, areas[allotment_id])


def take_if_left(allotment_id: int, area_sqm: Decimal) -> bool:
    """Add m² to an allotment if it has them left. Return whether it had.

    Locking, checking and changing in one statement is safe here, and only here: the condition reads no other row, so
    PostgreSQL evaluates it again on the row it waited for.
    """
    return run(TAKE, [area_sqm, allotment_id, area_sqm]) == 1


TAKE = """
UPDATE pavilions_allotment SET claimed_sqm = claimed_sqm + %s, revision = revision + 1
WHERE id = %s AND claimed_sqm + %s <= capacity_sqm
"""


def _no_room_in(allotment_id: int, wanted: Decimal) -> DomainError:
    return _no_room([Allotment.objects.select_related("hall", "sector").get(pk=allotment_id)], wanted)


def _no_room(allotments: Sequence[Allotment], wanted: Decimal) -> DomainError:
    left = max((allotment.left_sqm for allotment in allotments), default=Decimal(0))
    place = allotments[0] if len(allotments) == 1 else (allotments[0].sector if allotments else _("this sector"))
    return DomainError(
        _("%(wanted)s m² were requested, but only %(left)s m² are left in %(place)s.")
        % {"wanted": area_words(wanted), "left": area_words(left), "place": place},
        code="capacity_exceeded",
        field="area_sqm",
        details={"wanted_sqm": str(wanted), "left_sqm": str(left)},
    )


def move_claims(holder_id: int, *, to: ClaimState, at: datetime, expires_at: datetime | None = None) -> AreaByAllotment:
    """Move all live claims of a holder to a state; released claims give their m² back. Return m² per allotment."""
    claims = lock(
        SpaceClaim.objects.all(), SpaceClaim.objects.live().filter(holder_id=holder_id).values_list("pk", flat=True)
    )
    for claim in claims:
        CLAIM_LIFECYCLE.require(claim.state, to)
    if to == ClaimState.RELEASED:
        return release_claims(claims, at=at)
    SpaceClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(state=to, expires_at=expires_at)
    areas = area_by_allotment(claims)
    bump_plan_revision(areas)
    return areas


def release_claims(claims: Sequence[SpaceClaim], *, at: datetime) -> AreaByAllotment:
    """Release these locked live claims and give their m² back. Return the m² per allotment."""
    areas = end_claims(claims, at=at)
    for allotment_id in sorted(areas):
        Allotment.objects.filter(pk=allotment_id).update(
            claimed_sqm=F("claimed_sqm") - areas[allotment_id], revision=F("revision") + 1
        )
    return areas


def swap_claims(
    holder_id: int,
    given_up: Sequence[SpaceClaim],
    booths: Sequence[Claimable],
    *,
    rests: Mapping[int, Decimal],
    at: datetime,
) -> tuple[AreaByAllotment, AreaByAllotment]:
    """Release some claims of a holder and reserve booths instead, and m² without a booth (`rests`, per allotment).

    This way a full hall can be rearranged. Return the m² released and the m² claimed, per allotment.
    """
    released = end_claims(given_up, at=at)
    insert(claims_to(booths, holder_id, state=ClaimState.RESERVED, expires_at=None, at=at))
    _insert_areas(holder_id, rests, at=at)
    claimed = sums_by_allotment([*area_by_allotment(booths).items(), *rests.items()])
    take_capacity(sums_by_allotment([*claimed.items(), *((allotment, -area) for allotment, area in released.items())]))
    return released, claimed


def end_claims(claims: Sequence[SpaceClaim], *, at: datetime) -> AreaByAllotment:
    """Release these locked claims, but leave their capacity to the caller. Return the m² per allotment."""
    SpaceClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(
        state=ClaimState.RELEASED, expires_at=None, released_at=at
    )
    return area_by_allotment(claims)


def _insert_areas(holder_id: int, areas: Mapping[int, Decimal], *, at: datetime) -> None:
    """Reserve m² per allotment without a booth."""
    insert(
        [
            SpaceClaim(
                holder_id=holder_id,
                allotment_id=allotment_id,
                area_sqm=area_sqm,
                state=ClaimState.RESERVED,
                claimed_at=at,
            )
            for allotment_id, area_sqm in areas.items()
        ]
    )


def area_by_allotment(areas: Iterable[Area]) -> AreaByAllotment:
    """Return the m² of these claims or booths, added up per allotment."""
    return sums_by_allotment((each.allotment_id, each.area_sqm) for each in areas)


def sums_by_allotment(parts: Iterable[tuple[int, Decimal]]) -> AreaByAllotment:
    """Add up (allotment, m²) pairs per allotment."""
    areas: defaultdict[int, Decimal] = defaultdict(Decimal)
    for allotment_id, area_sqm in parts:
        areas[allotment_id] += area_sqm
    return dict(areas)
