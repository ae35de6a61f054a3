"""Writing the ledger. Called inside the operations of whoever holds space, which have asked permission.

Order of locks, everywhere: booths, then the holder's own row, then claims, and allotments last, each in key order.
Taking claims before allotments keeps the busiest rows locked for the shortest time and cannot deadlock.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock
from pavilions.models import Allotment, Booth, SpaceClaim
from pavilions.states import CLAIM_LIFECYCLE, ClaimState, PlanState

type AreaByAllotment = dict[int, Decimal]


def lock_free_booths(booth_ids: Iterable[int], *, edition_id: int) -> list[Booth]:
    """Lock these booths and return them, if every one is on sale in this edition and unclaimed.

    Raises `Invalid` (`unknown_booths`), or `DomainError` `booths_blocked` or `booths_taken` whose details
    name the booths concerned.
    """
    wanted = set(booth_ids)
    booths = lock(Booth.objects.select_related("plan__hall", "allotment"), wanted)
    _refuse_unknown(wanted, booths, edition_id)
    _refuse_blocked(booths)
    _refuse_taken(booths)
    return booths


def _refuse_unknown(wanted: set[int], booths: Sequence[Booth], edition_id: int) -> None:
    known = [b for b in booths if b.plan.edition_id == edition_id and b.plan.state == PlanState.PUBLISHED]
    if not wanted or len(known) != len(wanted):
        raise Invalid(
            _("Choose booths of the published plans of this edition. At least one of those chosen is not on them."),
            code="unknown_booths",
            field="booths",
        )


def _refuse_blocked(booths: Sequence[Booth]) -> None:
    blocked = [booth for booth in booths if booth.blocked_reason]
    if blocked:
        raise DomainError(
            _("Not for sale: %(booths)s.") % {"booths": _names(blocked)},
            code="booths_blocked",
            field="booths",
            details={"blocked": [_reference(booth) for booth in blocked]},
        )


def _refuse_taken(booths: Sequence[Booth]) -> None:
    claimed = set(SpaceClaim.objects.live().filter(booth__in=booths).values_list("booth_id", flat=True))
    taken = [booth for booth in booths if booth.pk in claimed]
    if taken:
        raise DomainError(
            _("Just taken by somebody else: %(booths)s. Nothing was held; choose others and try again.")
            % {"booths": _names(taken)},
            code="booths_taken",
            field="booths",
            details={"taken": [_reference(booth) for booth in taken], "taken_ids": [booth.pk for booth in taken]},
        )


def _reference(booth: Booth) -> str:
    return f"{booth.plan.hall.name}/{booth.number}"


def _names(booths: Sequence[Booth]) -> str:
    return ", ".join(map(_reference, booths))


def claim_booths(
    holder_id: int, booths: Sequence[Booth], *, state: ClaimState, expires_at: datetime | None, at: datetime
) -> AreaByAllotment:
    """Claim booths that `lock_free_booths` has returned. Returns the m² claimed per allotment."""
    areas = _begin(holder_id, booths, state=state, expires_at=expires_at, at=at)
    take_capacity(areas)
    return areas


def claim_area(holder_id: int, *, edition_id: int, sector_id: int, area_sqm: Decimal, at: datetime) -> AreaByAllotment:
    """Reserve m² of a sector before any booth is named, in the hall that has most left.

    Raises `DomainError` (`capacity_exceeded`) with the figures if no hall of the sector has as much in one piece.
    """
    halls = Allotment.objects.filter(edition_id=edition_id, sector_id=sector_id)
    for allotment_id in halls.order_by(F("claimed_sqm") - F("capacity_sqm"), "pk").values_list("pk", flat=True):
        if _take(allotment_id, area_sqm):
            SpaceClaim.objects.create(
                holder_id=holder_id,
                allotment_id=allotment_id,
                area_sqm=area_sqm,
                state=ClaimState.RESERVED,
                claimed_at=at,
            )
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
    fits = Allotment.objects.filter(pk=allotment_id, capacity_sqm__gte=F("claimed_sqm") + area_sqm)
    return bool(fits.update(claimed_sqm=F("claimed_sqm") + area_sqm, revision=F("revision") + 1))


def _no_room(allotments: Sequence[Allotment], wanted: Decimal) -> DomainError:
    left = max((allotment.left_sqm for allotment in allotments), default=Decimal(0))
    place = allotments[0] if len(allotments) == 1 else (allotments[0].sector if allotments else _("this sector"))
    return DomainError(
        _("%(wanted)s m² were asked for, but only %(left)s m² are left in %(place)s.")
        % {"wanted": wanted, "left": left, "place": place},
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
    areas = _end(claims, at=at)
    give_back(areas)
    return areas


def swap_claims(
    holder_id: int, given_up: Sequence[SpaceClaim], booths: Sequence[Booth], *, at: datetime
) -> tuple[AreaByAllotment, AreaByAllotment]:
    """Release some claims of a holder and reserve booths instead; a full hall can thus be rearranged.

    Returns the m² released and the m² claimed, per allotment.
    """
    released = _end(given_up, at=at)
    claimed = _begin(holder_id, booths, state=ClaimState.RESERVED, expires_at=None, at=at)
    net = _sums([*claimed.items(), *((allotment_id, -area) for allotment_id, area in released.items())])
    for allotment_id in sorted(net):
        _change_capacity(allotment_id, net[allotment_id])
    return released, claimed


def _end(claims: Sequence[SpaceClaim], *, at: datetime) -> AreaByAllotment:
    SpaceClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(
        state=ClaimState.RELEASED, expires_at=None, released_at=at
    )
    return area_by_allotment(claims)


def _begin(
    holder_id: int, booths: Sequence[Booth], *, state: ClaimState, expires_at: datetime | None, at: datetime
) -> AreaByAllotment:
    SpaceClaim.objects.bulk_create(
        SpaceClaim(
            holder_id=holder_id,
            allotment_id=booth.allotment_id,
            booth=booth,
            area_sqm=booth.area_sqm,
            state=state,
            expires_at=expires_at,
            claimed_at=at,
        )
        for booth in booths
    )
    return _sums((booth.allotment_id, booth.area_sqm) for booth in booths)


def area_by_allotment(claims: Iterable[SpaceClaim]) -> AreaByAllotment:
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
