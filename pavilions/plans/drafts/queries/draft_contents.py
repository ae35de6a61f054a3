"""Reads a draft into memory for edits, and as JSON for its editor: as a whole, or what has changed since a revision."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from ciie.kernel.statements import rows_of
from ciie.kernel.wording import list_words
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction
from pavilions.plans.drafts.edits import Floor, FloorBooth, FloorObstruction, Problem, problems_of_floor
from pavilions.plans.queries.plans import availability_of, ring_of
from pavilions.plans.queries.public_names import names_for_organizers
from pavilions.plans.safety.queries import least_aisle_cm
from pavilions.states import LIVE_CLAIMS, BoothKind, ClaimState, ObstructionKind

type Json = dict[str, Any]

STRONGEST_LAST = (ClaimState.HELD, ClaimState.RESERVED, ClaimState.COMMITTED)

LAST = ("stated_area_sqm", "open_sides", "open_sides_override", "blocked_reason", "revision", "obstructed_sqm")
BOOTHS = f"""
SELECT footprint::text, id, number, allotment_id, kind, area_sqm, label_x, label_y, {", ".join(LAST)}
FROM pavilions_booth WHERE plan_id = %(plan)s ORDER BY id
"""  # noqa: S608  (ours)


def contents_of(plan: FloorPlan) -> Json:
    """Return everything on a version of a plan, with its problems. The number of queries is constant.

    The hall, the edition and the background must have been read.
    """
    return {
        "plan": plan.pk,
        "hall": plan.hall.name,
        "edition": plan.edition.number,
        "version": plan.version,
        "state": plan.state,
        "revision": plan.revision,
        "outline": plan.hall.outline,
        "booths": booths_as_json(plan.booths.all()),
        "obstructions": obstructions_as_json(plan.obstructions.all()),
        "allotments": allotments_of_hall(plan),
        "background": background_of(plan),
        "problems": problems_as_json(problems_of_floor(floor_of(plan))),
    }


def background_of(plan: FloorPlan) -> Json | None:
    """Return the address of the picture under the plan, and its extent."""
    if plan.background is None:
        return None
    left, top, width, height = plan.background.extent
    href = reverse("plan:background", args=[plan.background.content_hash])
    return {"href": href, "x": left, "y": top, "width": width, "height": height}


def items_of(plan: FloorPlan, booths: Collection[int], obstructions: Collection[int]) -> Json:
    """Return the plan's booths and obstructions with these ids that still exist."""
    return {
        "booths": booths_as_json(plan.booths.filter(pk__in=booths)) if booths else [],
        "obstructions": obstructions_as_json(plan.obstructions.filter(pk__in=obstructions)) if obstructions else [],
    }


def changes_since(plan: FloorPlan, revision: int | None) -> Json:
    """Return what has changed since a revision, and by whom.

    Return everything for None, and for a revision that never existed.
    """
    if revision is None or revision > plan.revision:
        return {
            "revision": plan.revision,
            "state": plan.state,
            "everything": True,
            "changed": {
                "booths": booths_as_json(plan.booths.all()),
                "obstructions": obstructions_as_json(plan.obstructions.all()),
            },
            "gone": {"booths": [], "obstructions": []},
            "by": [],
        }
    edits = plan.edits.filter(revision__gt=revision).select_related("made_by").order_by("revision")
    booths: set[int] = set()
    obstructions: set[int] = set()
    for edit in edits:
        booths.update(edit.after["neighbours"])
        for kept in (edit.before, edit.after):
            booths.update(one["id"] for one in kept["booths"])
            obstructions.update(one["id"] for one in kept["obstructions"])
    current = items_of(plan, booths, obstructions)
    return {
        "revision": plan.revision,
        "state": plan.state,
        "everything": False,
        "changed": current,
        "gone": gone_of(current, booths, obstructions),
        "by": list(dict.fromkeys(str(edit.made_by) for edit in edits if edit.made_by)),
    }


def gone_of(current: Json, booths: Iterable[int], obstructions: Iterable[int]) -> Json:
    """Return those ids that are not among the current booths and obstructions."""
    return {
        "booths": sorted(set(booths) - {one["id"] for one in current["booths"]}),
        "obstructions": sorted(set(obstructions) - {one["id"] for one in current["obstructions"]}),
    }


def booths_as_json(booths: QuerySet[Booth]) -> list[Json]:
    """Return each booth with its ancestors' numbers, and its availability and holders by their claims.

    The number of queries is constant.
    """
    rows = list(booths.order_by("pk"))
    keys = [row.pk for row in rows]
    lineage: defaultdict[int, list[str]] = defaultdict(list)
    ancestry = BoothAncestry.objects.filter(booth__in=keys)
    for key, number in ancestry.order_by("ancestor__number").values_list("booth", "ancestor__number"):
        lineage[key].append(number)
    claims: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    claimed = ancestry.filter(ancestor__claims__state__in=LIVE_CLAIMS)
    for key, state, holder in claimed.values_list("booth", "ancestor__claims__state", "ancestor__claims__holder"):
        claims[key].append((state, holder))
    names = names_for_organizers({holder for found in claims.values() for _state, holder in found})
    return [_booth(row, lineage[row.pk], claims[row.pk], names) for row in rows]


def _booth(booth: Booth, ancestors: list[str], claims: list[tuple[str, int]], names: Mapping[int, str]) -> Json:
    holders = {holder for _state, holder in claims}
    strongest = max((ClaimState(state) for state, _holder in claims), key=STRONGEST_LAST.index, default=None)
    return {
        "id": booth.pk,
        "revision": booth.revision,
        "number": booth.number,
        "ring": booth.footprint,
        "area_sqm": str(booth.area_sqm),
        "obstructed_sqm": str(booth.obstructed_sqm),
        "open_sides": booth.open_sides,
        "open_sides_override": booth.open_sides_override,
        "kind": booth.kind,
        "allotment": booth.allotment_id,
        "blocked_reason": booth.blocked_reason,
        "label": [booth.label_x, booth.label_y],
        "ancestors": ancestors,
        "availability": availability_of(booth.blocked_reason, strongest),
        "holder": next(iter(holders)) if len(holders) == 1 else None,
        "holder_name": list_words(sorted(names[holder] for holder in holders if holder in names)),
    }


def obstructions_as_json(obstructions: QuerySet[Obstruction]) -> list[Json]:
    rows = obstructions.order_by("pk").values("pk", "revision", "kind", "footprint", "clearance_cm", "name")
    return [
        {
            "id": row["pk"],
            "revision": row["revision"],
            "kind": row["kind"],
            "ring": row["footprint"],
            "clearance_cm": row["clearance_cm"],
            "name": row["name"],
        }
        for row in rows
    ]


def allotments_of_hall(plan: FloorPlan) -> list[Json]:
    rows = Allotment.objects.filter(edition=plan.edition_id, hall=plan.hall_id).select_related("sector").order_by("pk")
    return [
        {
            "id": row.pk,
            "section": row.section,
            "sector": row.sector.code if row.sector else None,
            "name": str(row.sector) if row.sector else row.get_section_display(),
        }
        for row in rows
    ]


def problems_as_json(problems: Iterable[Problem]) -> list[Json]:
    return [asdict(problem) for problem in problems]


def floor_of(plan: FloorPlan) -> Floor:
    """Return everything on a version of a plan, whose hall must have been read."""
    allotments = Allotment.objects.filter(edition=plan.edition_id, hall=plan.hall_id).values_list("pk", flat=True)
    obstructions = Obstruction.objects.filter(plan=plan).order_by("pk")
    return Floor(
        outline=ring_of(plan.hall.outline),
        booths=_booths(plan),
        obstructions={
            pk: FloorObstruction(pk, ObstructionKind(kind), ring_of(ring), clearance, name, revision)
            for pk, kind, ring, clearance, name, revision in obstructions.values_list(
                "pk", "kind", "footprint", "clearance_cm", "name", "revision"
            )
        },
        allotments=frozenset(allotments),
        aisle_cm=least_aisle_cm(plan.hall, plan.edition.opens_date),
    )


def _booths(plan: FloorPlan) -> dict[int, FloorBooth]:
    """Return the booths of a plan by key.

    Rows are read as tuples, and all rings are parsed as one text: there may be thousands, and every edit reads them.
    """
    ancestors: defaultdict[int, list[int]] = defaultdict(list)
    ancestry = BoothAncestry.objects.filter(booth__plan=plan).order_by("ancestor_id")
    for booth, ancestor in ancestry.values_list("booth", "ancestor"):
        ancestors[booth].append(ancestor)
    rows = rows_of(BOOTHS, {"plan": plan.pk})
    rings = json.loads(f"[{','.join(footprint for footprint, *_others in rows)}]")
    return {
        pk: FloorBooth(
            pk,
            number,
            ring_of(ring),
            allotment,
            BoothKind(kind),
            area,
            (x, y),
            ancestors=tuple(ancestors[pk]),
            **dict(zip(LAST, others, strict=True)),
        )
        for ring, (_text, pk, number, allotment, kind, area, x, y, *others) in zip(rings, rows, strict=True)
    }
