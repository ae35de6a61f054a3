"""Operations that edit a draft. Every edit leaves a valid plan, is stored whole, and can be undone by its author."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.wording import list_words
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.edits import (
    Derived,
    Edit,
    EditRefused,
    Floor,
    FloorBooth,
    FloorChange,
    FloorObstruction,
    Problem,
    applied,
    judged,
    with_derived,
)
from pavilions.plans.drafts.edits.edits import Merge, Rearrange
from pavilions.plans.drafts.edits.floor import Items, booths_of, items, obstructions_of, touched
from pavilions.plans.drafts.models import PlanEdit
from pavilions.plans.drafts.operations.plan_edit_writing import write_change
from pavilions.plans.drafts.queries.draft_contents import floor_of
from pavilions.states import LIVE_CLAIMS, PlanState


class ChangedMeanwhile(DomainError):
    """Raised if somebody else changed or removed the booths or obstructions with these ids."""

    def __init__(self, message: str, booths: frozenset[int], obstructions: frozenset[int]) -> None:
        super().__init__(message, code="changed_meanwhile")
        self.booths, self.obstructions = booths, obstructions


@dataclass(frozen=True)
class EditMade:
    """An edit that was made, undone or redone, and the ids of everything that is different now."""

    plan: FloorPlan
    number: int
    booths: frozenset[int]
    gone: frozenset[int]
    obstructions: frozenset[int]
    gone_obstructions: frozenset[int]


@operation("pavilions.floor_plan.edited")
def edit_draft(plan_id: int, edit: Edit, *, seen: int | None = None, actor: Actor, at: datetime) -> EditMade:
    """Make one edit of a draft. `seen` is the revision of the draft, for an edit that concerns all of it.

    Raise `DomainError` (`plan_not_draft`, `changed_meanwhile`), `ChangedMeanwhile` if a booth or obstruction of the
    edit does not have the revision in `edit.seen`, and `EditRefused` with every problem that the draft would have.
    """
    plan = lock_draft(plan_id, actor)
    require_seen(plan, seen)
    floor = floor_of(plan)
    require_seen_items(floor, edit)
    if isinstance(edit, Rearrange):
        _require_nobodys(floor, edit)
    if isinstance(edit, Merge):
        _require_one_holder(floor, edit)
    change, neighbours = with_derived(floor, applied(floor, edit))
    if not (change.booths or change.gone or change.obstructions or change.gone_obstructions):
        return EditMade(plan, _last_number(plan), *[frozenset[int]()] * 4)
    before = touched(floor, change)
    plan.revision += 1
    change = _written(plan, floor, change, neighbours)
    kept = PlanEdit.objects.create(
        plan=plan,
        number=_last_number(plan) + 1,
        revision=plan.revision,
        kind=edit.kind_of_edit,
        made_by=person_of(actor),
        made_at=at,
        before=before,
        after={**items(change.booths.values(), change.obstructions.values()), "neighbours": sorted(neighbours)},
    )
    return _made(plan, kept.number, change, neighbours)


@operation("pavilions.floor_plan.edit_undone")
def undo_edit(plan_id: int, *, actor: Actor, at: datetime) -> EditMade:
    """Undo the actor's own last edit.

    Raise `DomainError` (`nothing_to_undo`), `ChangedMeanwhile` if somebody else has changed the same items since, and
    `EditRefused` if the former state would no longer be valid.
    """
    plan = lock_draft(plan_id, actor)
    edit = undoable(plan, person_of(actor)).first()
    if edit is None:
        raise DomainError(_("You have no edit of this draft to undo."), code="nothing_to_undo")
    made = _exchange(plan, edit, found=edit.after, wanted=edit.before)
    edit.undone_at = at
    edit.save(update_fields=["undone_at", "revision", "after"])
    return made


@operation("pavilions.floor_plan.edit_redone")
def redo_edit(plan_id: int, *, actor: Actor, at: datetime) -> EditMade:
    """Redo the edit that the actor undid last, unless they have made another one since.

    Raise `DomainError` (`nothing_to_redo`), and `ChangedMeanwhile` and `EditRefused` as `undo_edit` does.
    """
    plan = lock_draft(plan_id, actor)
    edit = redoable(plan, person_of(actor)).first()
    if edit is None:
        raise DomainError(_("You have no undone edit to redo."), code="nothing_to_redo")
    made = _exchange(plan, edit, found=edit.before, wanted=edit.after)
    edit.undone_at = None
    edit.save(update_fields=["undone_at", "revision", "after"])
    return made


def undoable(plan: FloorPlan, person: User | None) -> QuerySet[PlanEdit]:
    """Return the person's edits that are not undone, the last one first."""
    return plan.edits.filter(made_by=person, undone_at=None).order_by("-number")


def redoable(plan: FloorPlan, person: User | None) -> QuerySet[PlanEdit]:
    """Return the edits that the person has undone since their last edit, the one undone last first.

    A new edit makes those undone before it unreachable: their numbers are lower than its own and, once it is undone
    too, they come after it.
    """
    last = undoable(plan, person).values_list("number", flat=True).first()
    undone = plan.edits.filter(made_by=person, undone_at__isnull=False, number__gt=last or 0)
    return undone.order_by("-revision")


def lock_draft(plan_id: int, actor: Actor) -> FloorPlan:
    """Lock and return the draft, so that edits of one draft happen one after the other.

    Raise `DomainError` (`plan_not_draft`) for any other version.
    """
    require("pavilions.plan_floor", actor)
    plan = lock_one(FloorPlan.objects.all(), plan_id, missing=_("Plan not found."))  # its hall is read after the wait
    require("pavilions.plan_floor", actor, plan.hall)
    if plan.state != PlanState.DRAFT:
        raise DomainError(
            _("This version is %(state)s and cannot be changed. Open a new draft to change the plan.")
            % {"state": plan.get_state_display()},
            code="plan_not_draft",
        )
    return plan


def require_seen_items(floor: Floor, edit: Edit) -> None:
    """Raise `ChangedMeanwhile` unless all items of the edit have the revisions that the planner saw."""
    booths = {
        key
        for key in edit.booth_ids
        if key not in floor.booths or floor.booths[key].revision != edit.seen.get(f"b{key}")
    }
    obstructions = {
        key
        for key in edit.obstruction_ids
        if key not in floor.obstructions or floor.obstructions[key].revision != edit.seen.get(f"o{key}")
    }
    if booths or obstructions:
        raise ChangedMeanwhile(
            _("Someone else has changed what you are editing. Check the current version and decide again."),
            frozenset(booths),
            frozenset(obstructions),
        )


def _require_one_holder(floor: Floor, edit: Merge) -> None:
    """Refuse to merge booths whose ancestors have different holders."""
    ancestors = {ancestor: key for key in edit.ids for ancestor in floor.booths[key].ancestors}
    claims = SpaceClaim.objects.filter(booth__in=ancestors, state__in=LIVE_CLAIMS).values_list("booth_id", "holder_id")
    holders = {floor.booths[ancestors[booth]]: holder for booth, holder in claims if booth in ancestors}
    if len(set(holders.values())) > 1:
        numbers = tuple(sorted(booth.number for booth in holders))
        message = _("These booths are held by different parties, so they cannot be merged: %(numbers)s.") % {
            "numbers": list_words(numbers)
        }
        problem = Problem("merge_holders_differ", message, tuple(b.id for b in holders), numbers=numbers)
        raise EditRefused([problem], field="ids")


def _require_nobodys(floor: Floor, edit: Rearrange) -> None:
    """Refuse to rearrange booths that are claimed or withheld."""
    booths = [floor.booths[key] for key in edit.booth_ids]
    ancestors = {ancestor for booth in booths for ancestor in booth.ancestors}
    claimed = set(SpaceClaim.objects.filter(booth__in=ancestors, state__in=LIVE_CLAIMS).values_list("booth", flat=True))
    taken = [booth for booth in booths if booth.blocked_reason or claimed & set(booth.ancestors)]
    if taken:
        numbers = tuple(sorted(booth.number for booth in taken))
        message = _("These booths are held, booked or withheld, so they cannot be changed: %(numbers)s.") % {
            "numbers": list_words(numbers)
        }
        raise EditRefused([Problem("booths_taken", message, tuple(booth.id for booth in taken), numbers=numbers)])


def _written(plan: FloorPlan, floor: Floor, change: FloorChange, neighbours: Mapping[int, Derived]) -> FloorChange:
    """Write the change, and return it with the ids of its new booths and obstructions."""
    booth_keys, obstruction_keys = write_change(plan, floor, change, neighbours)
    plan.save(update_fields=["revision"])
    booths = [replace(booth, id=booth_keys.get(key, key)) for key, booth in change.booths.items()]
    obstructions = [replace(one, id=obstruction_keys.get(key, key)) for key, one in change.obstructions.items()]
    return replace(
        change, booths={booth.id: booth for booth in booths}, obstructions={one.id: one for one in obstructions}
    )


def _exchange(plan: FloorPlan, edit: PlanEdit, *, found: Items, wanted: Items) -> EditMade:
    """Replace the state that an edit left by the one wanted. Raise `ChangedMeanwhile` if the floor has another."""
    floor = floor_of(plan)
    present, present_obstructions = booths_of(found), obstructions_of(found)
    booths, obstructions = booths_of(wanted), obstructions_of(wanted)
    _require_unchanged(floor, present, present_obstructions)
    for key, booth in booths.items():
        today = floor.booths.get(key)
        if today and today.ring == booth.ring:  # neighbours may have changed since; a new shape is counted anyway
            booths[key] = booth.with_derived(today.derived)
    change = FloorChange(
        booths=booths,
        gone=frozenset(present.keys() - booths.keys()),
        obstructions=obstructions,
        gone_obstructions=frozenset(present_obstructions.keys() - obstructions.keys()),
    )
    change, neighbours = with_derived(floor, judged(floor, change))
    plan.revision += 1
    _written(plan, floor, change, neighbours)
    edit.revision = plan.revision
    edit.after["neighbours"] = sorted({*edit.after["neighbours"], *neighbours})
    return _made(plan, edit.number, change, neighbours)


def _require_unchanged(
    floor: Floor, booths: Mapping[int, FloorBooth], obstructions: Mapping[int, FloorObstruction]
) -> None:
    changed = {key for key, one in booths.items() if key not in floor.booths or not floor.booths[key].equals(one)}
    changed_obstructions = {
        key
        for key, one in obstructions.items()
        if key not in floor.obstructions or not floor.obstructions[key].equals(one)
    }
    if changed or changed_obstructions:
        raise ChangedMeanwhile(
            _("Someone else has changed the same objects since, so this edit cannot be undone."),
            frozenset(changed),
            frozenset(changed_obstructions),
        )


def _made(plan: FloorPlan, number: int, change: FloorChange, neighbours: Mapping[int, Derived]) -> EditMade:
    return EditMade(
        plan,
        number,
        booths=frozenset({*change.booths, *neighbours}),
        gone=change.gone,
        obstructions=frozenset(change.obstructions),
        gone_obstructions=change.gone_obstructions,
    )


def _last_number(plan: FloorPlan) -> int:
    last: int | None = plan.edits.aggregate(last=Max("number"))["last"]
    return last or 0
