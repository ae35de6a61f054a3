"""What a letter keeps of a hall's plan, so that its map never changes: outlines as SVG paths in whole centimetres."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet, StringAgg, TextField, Value
from django.db.models.functions import Cast

from pavilions.geometry import Box, Ring, bounds, bounds_of
from pavilions.models import Booth, FloorPlan, Obstruction
from pavilions.plan_drawing.shapes import path_of, shape_of


def freeze_halls(booths: Sequence[Booth]) -> list[dict[str, Any]]:
    """One entry for each hall in which these booths lie, in their order; two queries a hall.

    `hall` (its name), `outline`, `plan` (every booth in one path), `fixtures` (obstructions), `box` of the hall and
    `around` the lit booths as [left, top, width, depth], and `lit`: number, path and room for it of each booth.
    """
    plans = dict.fromkeys(booth.plan for booth in booths)
    return [_freeze(plan, [booth for booth in booths if booth.plan_id == plan.pk]) for plan in plans]


def _freeze(plan: FloorPlan, lit: Sequence[Booth]) -> dict[str, Any]:
    outline = _ring(plan.hall.outline)
    return {
        "hall": plan.hall.name,
        "outline": path_of(outline),
        "plan": _paths(Booth.objects.filter(plan=plan)),
        "fixtures": _paths(Obstruction.objects.filter(plan=plan)),
        "box": _sizes(bounds(outline)),
        "around": _sizes(bounds_of([booth.ring for booth in lit])),
        "lit": [_lit(booth) for booth in lit],
    }


def _paths(rows: QuerySet[Any]) -> str:
    footprints = StringAgg(Cast("footprint", TextField()), Value("\n"), order_by="pk")
    return _paths_written(rows.aggregate(footprints=footprints)["footprints"] or "")


@lru_cache(maxsize=64)
def _paths_written(footprints: str) -> str:
    """One path of the rings in JSON, a line each. Remembered, since many letters show the same hall."""
    return "".join(path_of(_ring(json.loads(line))) for line in footprints.splitlines())


def _ring(points: list[list[int]]) -> Ring:
    return tuple((x, y) for x, y in points)


def _lit(booth: Booth) -> dict[str, Any]:
    shape = shape_of(booth.ring)
    return {"number": booth.number, "path": shape.path, "room": _sizes(shape.room)}


def _sizes(box: Box) -> list[int]:
    return [box.left, box.top, box.width, box.depth]
