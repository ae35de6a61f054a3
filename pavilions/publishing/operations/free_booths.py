"""Locking booths that somebody wants to claim, and looking whether they may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_keys
from ciie.kernel.statements import rows_of
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booth_lineage import present_booths
from pavilions.states import Section


@dataclass(frozen=True, slots=True)
class LockedBooth:
    """A booth as it stood when it was locked."""

    pk: int
    reference: str
    allotment_id: int
    area_sqm: Decimal
    is_in_section: bool
    is_on_plan: bool
    was_on_plan: bool
    is_blocked: bool
    is_taken: bool


LOOK = """
SELECT booth.id, hall.name || '/' || booth.number, booth.allotment_id, booth.area_sqm,
    allotment.section = %(section)s,
    plan.state = 'published' AND plan.edition_id = %(edition)s,
    plan.state = 'superseded' AND plan.edition_id = %(edition)s,
    booth.blocked_reason <> '',
    EXISTS (
        SELECT FROM pavilions_spaceclaim AS claim
        WHERE claim.booth_id = booth.id AND claim.state IN ('held', 'reserved', 'committed')
    )
FROM pavilions_booth AS booth
JOIN pavilions_allotment AS allotment ON allotment.id = booth.allotment_id
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE booth.id = ANY(%(booths)s) ORDER BY booth.id
"""


def lock_free_booths(
    booth_ids: Iterable[int], *, edition_id: int, section: Section = Section.BUSINESS
) -> list[LockedBooth]:
    """Lock these booths and return them, if every one is on sale in this section of the edition and unclaimed.

    Raises `Invalid` (`unknown_booths`; `by_invitation` or `not_national` for booths of the other section), or
    `DomainError` `booths_replaced` (by those of a new plan), `booths_blocked` or `booths_taken` whose details name the
    booths concerned.
    """
    wanted = list(set(booth_ids))
    lock_keys(Booth, wanted)
    booths = [LockedBooth(*row) for row in rows_of(LOOK, {"edition": edition_id, "section": section, "booths": wanted})]
    _refuse_unknown(wanted, booths)
    _refuse_other_section(booths, section)
    _refuse_blocked(booths)
    _refuse_taken(booths)
    return booths


def _refuse_unknown(wanted: Sequence[int], booths: Sequence[LockedBooth]) -> None:
    _refuse_replaced([booth for booth in booths if not booth.is_on_plan])
    if not wanted or sum(booth.is_on_plan for booth in booths) != len(wanted):
        raise Invalid(
            _("Choose booths of the published plans of this edition. At least one of those chosen is not on them."),
            code="unknown_booths",
            field="booths",
        )


def _refuse_other_section(booths: Sequence[LockedBooth], section: Section) -> None:
    others = ", ".join(booth.reference for booth in booths if not booth.is_in_section)
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


def _refuse_replaced(booths: Sequence[LockedBooth]) -> None:
    """A new plan was published since these were chosen. What they became may be elsewhere or of another size, so it is
    named and not taken instead.
    """
    became = present_booths([booth.pk for booth in booths if booth.was_on_plan]) if booths else {}
    now = {booth.reference: [each.reference for each in became[booth.pk]] for booth in booths if booth.pk in became}
    if now:
        told = [old if new == [old] else f"{old} → {', '.join(new)}" for old, new in now.items()]
        raise DomainError(
            _("A new plan was published since you chose %(booths)s. Look at it before you choose again.")
            % {"booths": "; ".join(told)},
            code="booths_replaced",
            field="booths",
            details={"now": now},
        )


def _refuse_blocked(booths: Sequence[LockedBooth]) -> None:
    blocked = [booth.reference for booth in booths if booth.is_blocked]
    if blocked:
        raise DomainError(
            _("Not for sale: %(booths)s.") % {"booths": ", ".join(blocked)},
            code="booths_blocked",
            field="booths",
            details={"blocked": blocked},
        )


def _refuse_taken(booths: Sequence[LockedBooth]) -> None:
    taken = [booth for booth in booths if booth.is_taken]
    if taken:
        references = [booth.reference for booth in taken]
        raise DomainError(
            _("Just taken by somebody else: %(booths)s. Nothing was held; choose others and try again.")
            % {"booths": ", ".join(references)},
            code="booths_taken",
            field="booths",
            details={"taken": references, "taken_ids": [booth.pk for booth in taken]},
        )
