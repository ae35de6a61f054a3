"""Booths and obstructions as JSON, stored with an edit so that it can be undone: each item whole."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pavilions.drafts.edits.floor import Change, Floor, FloorBooth, FloorObstruction
from pavilions.states import BoothKind, ObstructionKind

type Snapshot = dict[str, Any]
type Items = Mapping[str, list[Snapshot]]


def items(booths: Iterable[FloorBooth], obstructions: Iterable[FloorObstruction]) -> dict[str, list[Snapshot]]:
    return {
        "booths": [
            {
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
            for booth in booths
        ],
        "obstructions": [
            {"id": each.id, "kind": each.kind, "ring": each.ring, "clearance_cm": each.clearance_cm}
            for each in obstructions
        ],
    }


def touched(floor: Floor, change: Change) -> dict[str, list[Snapshot]]:
    """What the change alters or removes, as it is on the floor."""
    booths = [floor.booths[key] for key in (*change.booths, *change.gone) if key in floor.booths]
    obstructions = (
        floor.obstructions[key]
        for key in (*change.obstructions, *change.gone_obstructions)
        if key in floor.obstructions
    )
    return items(booths, obstructions)


def booths_of(kept: Items) -> dict[int, FloorBooth]:
    found = {}
    for snapshot in kept["booths"]:
        stated = snapshot["stated_area_sqm"]
        values = {
            "ring": _ring(snapshot["ring"]),
            "kind": BoothKind(snapshot["kind"]),
            "area_sqm": Decimal(snapshot["area_sqm"]),
            "label": tuple(snapshot["label"]),
            "stated_area_sqm": None if stated is None else Decimal(stated),
            "ancestors": tuple(snapshot["ancestors"]),
        }
        found[snapshot["id"]] = FloorBooth(**{**snapshot, **values})
    return found


def obstructions_of(kept: Items) -> dict[int, FloorObstruction]:
    return {
        each["id"]: FloorObstruction(
            each["id"], ObstructionKind(each["kind"]), _ring(each["ring"]), clearance_cm=each["clearance_cm"]
        )
        for each in kept["obstructions"]
    }


def _ring(points: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((x, y) for x, y in points)
