"""What a letter keeps of a hall's plan, so that its map never changes: outlines as SVG paths in whole centimetres."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet, StringAgg, TextField, Value
from django.db.models.functions import Cast

from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.geometry import Box, Ring, bounds, bounds_of
from pavilions.plans.drawing.shapes import path_of, shape_of


class FrozenPlans:
    """The parts of plans that are the same in every letter, read once each: two queries a plan."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, Any]] = {}

    def of(self, plan: FloorPlan) -> dict[str, Any]:
        if plan.pk not in self._known:
            self._known[plan.pk] = _unlit(plan)
        return self._known[plan.pk]


def freeze_halls(booths: Sequence[Booth], plans: FrozenPlans) -> list[dict[str, Any]]:
    """One entry for each hall in which these booths lie, in their order.

    `hall` (its name), `outline`, `plan` (every booth in one path), `fixtures` (obstructions), `box` of the hall and
    `around` the lit booths as [left, top, width, depth], and `lit`: number, path and room for it of each booth.
    """
    by_plan = dict.fromkeys(booth.plan for booth in booths)
    return [plans.of(plan) | _lights([booth for booth in booths if booth.plan_id == plan.pk]) for plan in by_plan]


def _unlit(plan: FloorPlan) -> dict[str, Any]:
    outline = _ring(plan.hall.outline)
    return {
        "hall": plan.hall.name,
        "outline": path_of(outline),
        "plan": _paths(Booth.objects.filter(plan=plan)),
        "fixtures": _paths(Obstruction.objects.filter(plan=plan)),
        "box": _sizes(bounds(outline)),
    }


def _lights(booths: Sequence[Booth]) -> dict[str, Any]:
    return {"around": _sizes(bounds_of([booth.ring for booth in booths])), "lit": [_lit(booth) for booth in booths]}


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
