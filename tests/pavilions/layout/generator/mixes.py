"""Mixes of sizes for halls, and proposals of which each layout has been checked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import shapely

from pavilions.drawings.geometry import Ring, normalised, outside, overlaps, polygon
from pavilions.plans.layout.generator import SHANGHAI, HallLayout, LayoutRules, Obstruction
from pavilions.plans.layout.generator.layout_request import FittingsRequest, fittings_of
from pavilions.plans.layout.generator.mix import Size
from pavilions.plans.layout.generator.obstructions import Spacing, closed_boxes
from pavilions.plans.layout.generator.proposals import MixRequest, Proposal, propose
from pavilions.plans.safety.checking import HallFacts, Measured, Rule, check
from pavilions.plans.safety.measuring import MeasuredHall, narrow_passages
from pavilions.plans.safety.states import Measure
from pavilions.states import ObstructionKind

NO_MARGIN = SHANGHAI._replace(aisle_cm=100, main_aisle_cm=100, wall_clearance_cm=0)


def share(width: str, depth: str, of_area: int, *, island: bool = False) -> Size:
    return Size(cm(width), cm(depth), share=Decimal(of_area) / 100, is_island=island)


def count(width: str, depth: str, number: int, *, island: bool = False) -> Size:
    return Size(cm(width), cm(depth), count=number, is_island=island)


def cm(metres: str) -> int:
    return int(Decimal(metres) * 100)


NINE = (share("3", "3", 100),)
USUAL = (share("3", "3", 60), share("6", "3", 30), share("6", "6", 10, island=True))


def hall(width_m: int, depth_m: int, degrees: float = 0) -> Ring:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = [(0, 0), (width_m, 0), (width_m, depth_m), (0, depth_m)]
    return normalised((round(100 * (x * cosine - y * sine)), round(100 * (x * sine + y * cosine))) for x, y in corners)


@dataclass(frozen=True)
class Broken:
    """So many mandatory rules are broken."""

    mandatory: int


def proposals(
    outline: Ring,
    sizes: Sequence[Size],
    *,
    standing: Sequence[Obstruction] = (),
    aisle_m: str = "2.5",
    main_aisle_m: str = "",
    on_columns: bool = False,
    from_exits: bool = False,
    rules: LayoutRules = NO_MARGIN,
) -> list[Proposal[Broken]]:
    """With each layout checked: no overlap, inside the hall, clear of what stands there, no aisle narrower than asked
    for, though the rules allow it, and each booth enterable.
    """
    asked = rules._replace(aisle_cm=cm(aisle_m), main_aisle_cm=cm(aisle_m))
    request = MixRequest(
        tuple(sizes), cm(aisle_m), cm(main_aisle_m or aisle_m), on_columns=on_columns, from_exits=from_exits
    )

    def revenue_of(layout: HallLayout) -> Decimal:
        require_sound(layout, outline, asked, on_columns=on_columns)
        return layout.net_sqm * 100

    return propose(outline, standing, request, rules, lambda _layout: Broken(0), revenue_of)


def require_sound(layout: HallLayout, outline: Ring, rules: LayoutRules, *, on_columns: bool) -> None:
    rings = [booth.ring for booth in layout.booths]
    assert overlaps(rings) == []
    assert outside(outline, rings) == []
    keep_off = [each for each in layout.obstructions if not (on_columns and each.kind is ObstructionKind.COLUMN)]
    closed = shapely.union_all([shapely.box(*box) for box in closed_boxes(keep_off, rules)])
    assert [booth.number for booth in layout.booths if polygon(booth.ring).intersection(closed).area > 1] == []
    columns = {key: each.ring for key, each in enumerate(keep_off) if each.kind is ObstructionKind.COLUMN}
    names = {key: booth.number for key, booth in enumerate(layout.booths)}
    measured = Measured(MeasuredHall(outline, dict(enumerate(rings)), columns=columns), names, HallFacts())
    limits = {Measure.AISLE_WIDTH: rules.aisle_cm, Measure.ROW_LENGTH: rules.longest_row_cm}
    found = check(measured, [Rule(measure=measure, limit=Decimal(limit) / 100) for measure, limit in limits.items()])
    assert [finding.message for finding in found] == []
    assert narrow_passages(measured.hall, rules.aisle_cm) == []
    assert {front.booth for front in measured.fronts} == set(names)


def fill(found: Sequence[Proposal[Broken]]) -> Decimal:
    return max(each.layout.fill_rate for each in found)


def columns(outline: Ring) -> tuple[Obstruction, ...]:
    """Every 12 m, 1 × 1 m, with 0.6 m around each."""
    return fittings_of(outline, FittingsRequest(Spacing(1_200, 1_200)))
