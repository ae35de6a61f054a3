"""Booths and obstructions as an edit keeps them, so that it can be taken back: plain JSON, each item whole."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pavilions.drafts.edits.floor import Change, Floor, FloorBooth, FloorObstruction
from pavilions.states import BoothKind, ObstructionKind

type Snapshot = dict[str, Any]
type Items = Mapping[str, list[Snapshot]]


def items(booths: Iterable[FloorBooth], obstructions: Iterable[FloorObstruction]) -> dict[str, list[Snapshot]]:
    return {"booths": [_booth(one) for one in booths], "obstructions": [_obstruction(one) for one in obstructions]}


def touched(floor: Floor, change: Change) -> dict[str, list[Snapshot]]:
    """What the change alters or takes away, as it stands on the floor."""
    booths = [floor.booths[key] for key in (*change.booths, *change.gone) if key in floor.booths]
    obstructions = (
        floor.obstructions[key]
        for key in (*change.obstructions, *change.gone_obstructions)
        if key in floor.obstructions
    )
    return items(booths, obstructions)


def booths_of(kept: Items) -> dict[int, FloorBooth]:
    return {snapshot["id"]: _booth_of(snapshot) for snapshot in kept["booths"]}


def obstructions_of(kept: Items) -> dict[int, FloorObstruction]:
    return {snapshot["id"]: _obstruction_of(snapshot) for snapshot in kept["obstructions"]}


def _booth(booth: FloorBooth) -> Snapshot:
    return {
        "id": booth.id,
        "number": booth.number,
        "ring": booth.ring,
        "allotment": booth.allotment,
        "kind": booth.kind,
        "area_sqm": str(booth.area_sqm),
        "label": booth.label,
        "stated_area_sqm": None if booth.stated_area_sqm is None else str(booth.stated_area_sqm),
        "open_sides": booth.open_sides,
        "open_sides_override": booth.open_sides_override,
        "blocked_reason": booth.blocked_reason,
        "ancestors": booth.ancestors,
    }


def _booth_of(kept: Snapshot) -> FloorBooth:
    stated = kept["stated_area_sqm"]
    return FloorBooth(
        **{
            **kept,
            "ring": _ring(kept["ring"]),
            "kind": BoothKind(kept["kind"]),
            "area_sqm": Decimal(kept["area_sqm"]),
            "label": tuple(kept["label"]),
            "stated_area_sqm": None if stated is None else Decimal(stated),
            "ancestors": tuple(kept["ancestors"]),
        }
    )


def _obstruction(one: FloorObstruction) -> Snapshot:
    return {"id": one.id, "kind": one.kind, "ring": one.ring, "clearance_cm": one.clearance_cm}


def _obstruction_of(kept: Snapshot) -> FloorObstruction:
    return FloorObstruction(
        kept["id"], ObstructionKind(kept["kind"]), _ring(kept["ring"]), clearance_cm=kept["clearance_cm"]
    )


def _ring(points: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((x, y) for x, y in points)
