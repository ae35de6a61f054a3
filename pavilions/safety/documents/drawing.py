"""A plan with what breaks its rules, and with how far each place is from an exit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from django.utils.safestring import SafeString

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.geometry import bounds
from pavilions.plans.drawing import BoothMark, CellsMark, DrawnHall, LineMark, ObstructionMark, draw_hall
from pavilions.safety.checking import Measured
from pavilions.safety.queries import JudgedFinding
from pavilions.states import Availability, BoothKind, ObstructionKind

CELL_CM = 200
TONES = 5
TONE_M = 10
"""Metres to the nearest exit from one colour to the next."""


def draw_findings(plan: FloorPlan, findings: Sequence[JudgedFinding], measured: Measured | None = None) -> SafeString:
    """An `<svg class="plan">` with its findings; with `measured` also the distances to the exits, in colours."""
    booths = list(plan.booths.order_by("pk"))
    rings = {booth.pk: booth.ring for booth in booths}
    hall = DrawnHall(
        name=plan.hall.name,
        outline=tuple((x, y) for x, y in plan.hall.outline),
        obstructions=tuple(
            ObstructionMark(ObstructionKind(each.kind), each.ring, each.name) for each in plan.obstructions.all()
        ),
        booths=tuple(
            BoothMark(
                id=booth.pk,
                number=booth.number,
                ring=booth.ring,
                area_sqm=booth.area_sqm,
                availability=Availability.FREE,
                kind=BoothKind(booth.kind),
                open_sides=booth.sides,
            )
            for booth in booths
        ),
        lines=tuple(_lines(findings, rings)),
        cells=tuple(_cells(measured)) if measured else (),
    )
    return draw_hall(hall)


def _lines(findings: Sequence[JudgedFinding], rings: dict[int, tuple[tuple[int, int], ...]]) -> Iterator[LineMark]:
    """Around each booth concerned, and along what was measured; what stops publishing last, over the rest."""
    for judged in sorted(findings, key=lambda each: each.stops_publishing):
        style = "finding" if judged.stops_publishing else "finding excepted"
        for booth in judged.finding.booths:
            yield LineMark(rings[booth], style, is_closed=True)
        for line in judged.finding.lines:
            yield LineMark(line, f"{style} measured")


def _cells(measured: Measured) -> Iterator[CellsMark]:
    """Squares of the ways, by the distance of their middles from an exit."""
    around = bounds(measured.hall.outline)
    x, y = np.meshgrid(np.arange(around.left, around.right, CELL_CM), np.arange(around.top, around.bottom, CELL_CM))
    corners = np.column_stack([x.ravel(), y.ravel()])
    middles = (corners + CELL_CM / 2).astype(np.float64)
    ways = measured.hall.ways
    shapely.prepare(ways)
    inside = shapely.contains_xy(ways, middles)
    corners, middles = corners[inside], middles[inside]
    by_tone: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for corner, distance in zip(corners.tolist(), measured.routes.distances(middles).tolist(), strict=True):
        if np.isfinite(distance):
            by_tone[min(int(distance // (TONE_M * 100)), TONES - 1)].append((corner[0], corner[1]))
    for tone, cells in sorted(by_tone.items()):
        yield CellsMark(tuple(cells), CELL_CM, tone + 1)
