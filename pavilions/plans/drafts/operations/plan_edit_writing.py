"""Writes the change of an edit in a few statements, however many booths it touches."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from pavilions.drawings.geometry import cores
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction
from pavilions.floor.models.polygon import PolygonField
from pavilions.plans.drafts.edits import Derived, Floor, FloorBooth, FloorChange

COLUMNS = """
    id bigint, number text, footprint jsonb, core polygon, allotment_id bigint, kind text, area_sqm numeric,
    stated_area_sqm numeric, label_x int, label_y int, open_sides smallint, open_sides_override smallint,
    blocked_reason text, obstructed_sqm numeric
"""
INSERT = f"""
INSERT INTO pavilions_booth (id, plan_id, revision, number, footprint, core, allotment_id, kind, area_sqm,
    stated_area_sqm, label_x, label_y, open_sides, open_sides_override, blocked_reason,
    obstructed_sqm)
SELECT coalesce(v.id, nextval(pg_get_serial_sequence('pavilions_booth', 'id'))), %s, %s, v.number, v.footprint, v.core,
    v.allotment_id, v.kind, v.area_sqm, v.stated_area_sqm, v.label_x, v.label_y, v.open_sides, v.open_sides_override,
    v.blocked_reason, v.obstructed_sqm
FROM jsonb_to_recordset(%s::jsonb) AS v({COLUMNS})
RETURNING number, id
"""  # noqa: S608  (ours)
UPDATE = f"""
UPDATE pavilions_booth AS booth SET revision = %s, number = v.number, footprint = v.footprint,
    core = coalesce(v.core, booth.core), allotment_id = v.allotment_id, kind = v.kind, area_sqm = v.area_sqm,
    stated_area_sqm = v.stated_area_sqm, label_x = v.label_x, label_y = v.label_y, open_sides = v.open_sides,
    open_sides_override = v.open_sides_override, blocked_reason = v.blocked_reason,
    obstructed_sqm = v.obstructed_sqm
FROM jsonb_to_recordset(%s::jsonb) AS v({COLUMNS})
WHERE booth.id = v.id AND booth.plan_id = %s
"""  # noqa: S608  (ours)
FREE_NUMBERS = "UPDATE pavilions_booth SET number = chr(31) || id WHERE id = ANY(%s)"
DERIVED = """
UPDATE pavilions_booth AS booth SET open_sides = v.open_sides, obstructed_sqm = v.obstructed_sqm
FROM jsonb_to_recordset(%s::jsonb) AS v(id bigint, open_sides smallint, obstructed_sqm numeric)
WHERE booth.id = v.id AND booth.plan_id = %s
"""

type NewKeys = dict[int, int]
"""The ids of new booths or obstructions, by their temporary ids."""


def write_change(
    plan: FloorPlan, floor: Floor, change: FloorChange, neighbours: Mapping[int, Derived]
) -> tuple[NewKeys, NewKeys]:
    """Write the change under the draft's new revision. Return the ids of new booths and of new obstructions.

    Booths may swap positions, since the database checks overlaps at the end. A removed booth that comes back has its
    old id. `neighbours` are booths beside those that changed, with what is derived for them; their revision stays.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS booths_never_overlap DEFERRED")
    if change.gone:
        Booth.objects.filter(pk__in=change.gone).delete()
    if change.gone_obstructions:
        Obstruction.objects.filter(pk__in=change.gone_obstructions).delete()
    changed = [booth for key, booth in change.booths.items() if key in floor.booths]
    new = [booth for key, booth in change.booths.items() if key not in floor.booths]
    _update_booths(plan, floor, changed)
    booth_keys = _insert_booths(plan, new)
    _write_ancestry(floor, change, booth_keys)
    write_derived(plan, neighbours)
    obstruction_keys = _write_obstructions(plan, floor, change)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS booths_never_overlap IMMEDIATE")
    return booth_keys, obstruction_keys


def write_derived(plan: FloorPlan, derived: Mapping[int, Derived]) -> None:
    """Write what is derived for these booths, by key. Their revision stays."""
    if derived:
        rows = [{"id": key, "open_sides": sides, "obstructed_sqm": str(sqm)} for key, (sides, sqm) in derived.items()]
        with connection.cursor() as cursor:
            cursor.execute(DERIVED, [json.dumps(rows), plan.pk])


def _update_booths(plan: FloorPlan, floor: Floor, booths: Sequence[FloorBooth]) -> None:
    if not booths:
        return
    reshaped = {booth.id for booth in booths if floor.booths[booth.id].ring != booth.ring}
    renumbered = {booth.id: booth.number.upper() for booth in booths if floor.booths[booth.id].number != booth.number}
    wanted = set(renumbered.values())
    swapped = [key for key in renumbered if floor.booths[key].number.upper() in wanted]
    with connection.cursor() as cursor:
        if swapped:  # others of these booths take over their numbers, and the unique index checks each row at once
            cursor.execute(FREE_NUMBERS, [swapped])
        cursor.execute(UPDATE, [plan.revision, _rows(booths, reshaped), plan.pk])


def _insert_booths(plan: FloorPlan, booths: Sequence[FloorBooth]) -> NewKeys:
    if not booths:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [plan.pk, plan.revision, _rows(booths, {booth.id for booth in booths})])
        by_number = dict(cursor.fetchall())
    return {booth.id: by_number[booth.number] for booth in booths}


def _rows(booths: Sequence[FloorBooth], with_core: Collection[int]) -> str:
    """Return JSON for `COLUMNS`. Cores are computed for changed rings only, since they take the most time."""
    shaped = [booth for booth in booths if booth.id in with_core]
    found = {b.id: corners for b, corners in zip(shaped, cores([b.ring for b in shaped]), strict=True)}
    field = PolygonField()
    rows = [
        {
            "id": booth.id if booth.id > 0 else None,
            "number": booth.number,
            "footprint": booth.ring,
            "core": field.get_prep_value(found.get(booth.id)),
            "allotment_id": booth.allotment,
            "kind": booth.kind,
            "area_sqm": str(booth.area_sqm),
            "stated_area_sqm": None if booth.stated_area_sqm is None else str(booth.stated_area_sqm),
            "label_x": booth.label[0],
            "label_y": booth.label[1],
            "open_sides": booth.open_sides,
            "open_sides_override": booth.open_sides_override,
            "blocked_reason": booth.blocked_reason,
            "obstructed_sqm": str(booth.obstructed_sqm),
        }
        for booth in booths
    ]
    return json.dumps(rows)


def _write_ancestry(floor: Floor, change: FloorChange, keys: NewKeys) -> None:
    other = [
        booth
        for key, booth in change.booths.items()
        if key not in floor.booths or floor.booths[key].ancestors != booth.ancestors
    ]
    known = [booth.id for booth in other if booth.id in floor.booths]
    if known:
        BoothAncestry.objects.filter(booth__in=known).delete()
    BoothAncestry.objects.bulk_create(
        BoothAncestry(booth_id=keys.get(booth.id, booth.id), ancestor_id=ancestor)
        for booth in other
        for ancestor in booth.ancestors
    )


def _write_obstructions(plan: FloorPlan, floor: Floor, change: FloorChange) -> NewKeys:
    rows = {
        key: Obstruction(
            pk=key if key > 0 else None,
            plan=plan,
            kind=each.kind,
            footprint=[list(point) for point in each.ring],
            clearance_cm=each.clearance_cm,
            name=each.name,
            revision=plan.revision,
        )
        for key, each in change.obstructions.items()
    }
    changed = [row for key, row in rows.items() if key in floor.obstructions]
    new = {key: row for key, row in rows.items() if key not in floor.obstructions}
    Obstruction.objects.bulk_update(changed, ["kind", "footprint", "clearance_cm", "name", "revision"])
    written: Iterable[Obstruction] = Obstruction.objects.bulk_create(new.values())
    return {key: row.pk for key, row in zip(new, written, strict=True)}
