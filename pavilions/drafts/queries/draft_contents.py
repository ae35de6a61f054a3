"""A draft for its editor, and what has changed in it since a revision. JSON-ready, lengths in centimetres."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from pavilions.drafts.edits import Problem, problems_of_floor
from pavilions.drafts.queries.draft_floors import floor_of
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction
from pavilions.plans.queries.plans import availability_of
from pavilions.states import LIVE_CLAIMS, ClaimState

type Json = dict[str, Any]
type Lineage = defaultdict[int, list[str]]
type Claims = defaultdict[int, list[tuple[str, int]]]

STRONGEST_LAST = (ClaimState.HELD, ClaimState.RESERVED, ClaimState.COMMITTED)


def contents_of(plan: FloorPlan) -> Json:
    """Everything on a version of a plan, with its problems. A constant number of queries.

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
    """The address of the picture under the plan, and its extent."""
    if plan.background is None:
        return None
    left, top, width, height = plan.background.extent
    href = reverse("plan:background", args=[plan.background.content_hash])
    return {"href": href, "x": left, "y": top, "width": width, "height": height}


def items_of(plan: FloorPlan, booths: Collection[int], obstructions: Collection[int]) -> Json:
    """The plan's booths and obstructions with these ids that still exist."""
    return {
        "booths": booths_as_json(plan.booths.filter(pk__in=booths)) if booths else [],
        "obstructions": obstructions_as_json(plan.obstructions.filter(pk__in=obstructions)) if obstructions else [],
    }


def changes_since(plan: FloorPlan, revision: int | None) -> Json:
    """What has changed since a revision, and by whom; everything for None and for a revision that never was."""
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
    """Those ids that are not among the current booths and obstructions."""
    return {
        "booths": sorted(set(booths) - {one["id"] for one in current["booths"]}),
        "obstructions": sorted(set(obstructions) - {one["id"] for one in current["obstructions"]}),
    }


def booths_as_json(booths: QuerySet[Booth]) -> list[Json]:
    """Each booth with its ancestors' numbers, and its availability and holder by their claims; three queries."""
    rows = list(booths.order_by("pk"))
    keys = [row.pk for row in rows]
    lineage, claims = _lineage(keys), _claims(keys)
    return [_booth(row, lineage[row.pk], claims[row.pk]) for row in rows]


def _lineage(keys: list[int]) -> Lineage:
    found: Lineage = defaultdict(list)
    ancestry = BoothAncestry.objects.filter(booth__in=keys).order_by("ancestor__number")
    for key, number in ancestry.values_list("booth", "ancestor__number"):
        found[key].append(number)
    return found


def _claims(keys: list[int]) -> Claims:
    """State and holder of the live claims on the ancestors of these booths."""
    found: Claims = defaultdict(list)
    claimed = BoothAncestry.objects.filter(booth__in=keys, ancestor__claims__state__in=LIVE_CLAIMS)
    for key, state, holder in claimed.values_list("booth", "ancestor__claims__state", "ancestor__claims__holder"):
        found[key].append((state, holder))
    return found


def _booth(booth: Booth, ancestors: list[str], claims: list[tuple[str, int]]) -> Json:
    holders = {holder for _state, holder in claims}
    strongest = max((ClaimState(state) for state, _holder in claims), key=STRONGEST_LAST.index, default=None)
    return {
        "id": booth.pk,
        "revision": booth.revision,
        "number": booth.number,
        "ring": booth.footprint,
        "area_sqm": str(booth.area_sqm),
        "open_sides": booth.open_sides,
        "open_sides_override": booth.open_sides_override,
        "kind": booth.kind,
        "allotment": booth.allotment_id,
        "blocked_reason": booth.blocked_reason,
        "label": [booth.label_x, booth.label_y],
        "ancestors": ancestors,
        "availability": availability_of(booth.blocked_reason, strongest),
        "holder": next(iter(holders)) if len(holders) == 1 else None,
    }


def obstructions_as_json(obstructions: QuerySet[Obstruction]) -> list[Json]:
    rows = obstructions.order_by("pk").values("pk", "revision", "kind", "footprint", "clearance_cm")
    return [
        {
            "id": row["pk"],
            "revision": row["revision"],
            "kind": row["kind"],
            "ring": row["footprint"],
            "clearance_cm": row["clearance_cm"],
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
