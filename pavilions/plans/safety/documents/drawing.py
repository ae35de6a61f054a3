"""A plan with what breaks its rules, and with how far each place is from an exit."""

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
    """An `<svg class="plan">` with its findings; with `measured` also the ways out of the booths and the
    distances to the exits, in colours.
    """
    booths = list(plan.booths.order_by("pk"))
    rings = {booth.pk: booth.ring for booth in booths}
    walks = [LineMark(way, "walk") for way in walks_of(measured)] if measured else []
    cells = tuple(cells_of(measured)) if measured else ()
    return draw_hall(_drawn(plan, booths, (*walks, *_lines(findings, rings)), cells))


def draw_measured(plan: FloorPlan, lines: Sequence[Line]) -> str:
    """The plan for paper, with the lines along which was measured what comes nearest to the limits."""
    marks = [LineMark(tuple((x, y) for x, y in line), "measured") for line in lines]
    return draw_hall_for_print(_drawn(plan, list(plan.booths.order_by("pk")), marks, ()))


def draw_cells_on(plan: FloorPlan, cells: Sequence[CellsMark]) -> SafeString:
    """The same with coloured squares alone."""
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
    """Around each booth concerned, and along what was measured; what stops publishing last, over the rest."""
    for judged in sorted(findings, key=lambda each: each.stops_publishing):
        style = "finding" if judged.stops_publishing else "finding excepted"
        for booth in judged.finding.booths:
            yield LineMark(rings[booth], style, is_closed=True)
        for line in judged.finding.lines:
            yield LineMark(line, f"{style} measured")
