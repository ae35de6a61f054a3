"""Draw a plan with the findings against its rules, and with the distance of each place from an exit."""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drawing import (
    BoothMark,
    CellsMark,
    DrawnHall,
    LineMark,
    ObstructionMark,
    draw_hall,
    draw_hall_for_print,
)
from pavilions.plans.safety.checking import Line, Measured
from pavilions.plans.safety.documents.walks import cells_of, walks_of
from pavilions.plans.safety.queries import JudgedFinding
from pavilions.states import Availability, BoothKind, ObstructionKind


def draw_findings(plan: FloorPlan, findings: Sequence[JudgedFinding], measured: Measured | None = None) -> SafeString:
    """Return an `<svg class="plan">` with the findings.

    With `measured`, it also shows the ways out of the booths and, in colours, the distances to the exits.
    """
    booths = list(plan.booths.order_by("pk"))
    rings = {booth.pk: booth.ring for booth in booths}
    walks = [LineMark(way, "walk") for way in walks_of(measured)] if measured else []
    cells = tuple(cells_of(measured)) if measured else ()
    return draw_hall(_drawn(plan, booths, (*walks, *_lines(findings, rings)), cells))


def draw_measured(plan: FloorPlan, lines: Sequence[Line]) -> str:
    """Draw the plan for paper, with the lines along which the values nearest to the limits were measured."""
    marks = [LineMark(tuple((x, y) for x, y in line), "measured") for line in lines]
    return draw_hall_for_print(_drawn(plan, list(plan.booths.order_by("pk")), marks, ()))


def draw_cells_on(plan: FloorPlan, cells: Sequence[CellsMark]) -> SafeString:
    """Draw the plan with coloured squares alone."""
    return draw_hall(_drawn(plan, list(plan.booths.order_by("pk")), (), cells))


def _drawn(
    plan: FloorPlan, booths: Sequence[Booth], lines: Sequence[LineMark], cells: Sequence[CellsMark]
) -> DrawnHall:
    return DrawnHall(
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
        lines=tuple(lines),
        cells=tuple(cells),
    )


def _lines(findings: Sequence[JudgedFinding], rings: dict[int, tuple[tuple[int, int], ...]]) -> Iterator[LineMark]:
    """Yield lines around each booth concerned and along each measured distance.

    Findings that stop publishing come last and so lie over the others.
    """
    for judged in sorted(findings, key=lambda each: each.stops_publishing):
        style = "finding" if judged.stops_publishing else "finding excepted"
        for booth in judged.finding.booths:
            yield LineMark(rings[booth], style, is_closed=True)
        for line in judged.finding.lines:
            yield LineMark(line, f"{style} measured")
