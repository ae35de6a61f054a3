"""Widths of ways on plans drawn by chance agree with a second, slow measurement."""

from collections.abc import Mapping

import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pavilions.drawings.geometry import Ring
from pavilions.plans.safety.checking import Measured
from pavilions.plans.safety.measuring import NarrowWay, narrow_ways, narrowest_way
from tests.pavilions.safety.halls import box, measured, turned
from tests.pavilions.safety.raster import REACH_CM, TOLERANCE_CM, Raster

WIDTH, DEPTH = 1_200, 900
HALL = box(0, 0, WIDTH, DEPTH)
LIMIT = 150
NARROWER, WIDER = LIMIT - TOLERANCE_CM, LIMIT + TOLERANCE_CM
TURNS = st.sampled_from([0, 0, 0, 15, 30, 45, 71])


@st.composite
def shapes(draw: st.DrawFn, sides: tuple[int, int], depths: tuple[int, int], most: int) -> list[Ring]:
    """Rectangles in the hall, straight and turned."""
    found = []
    for _number in range(draw(st.integers(0, most))):
        width, depth = draw(st.integers(*sides)), draw(st.integers(*depths))
        ring = box(draw(st.integers(0, WIDTH - width)), draw(st.integers(0, DEPTH - depth)), width, depth)
        found.append(turned(ring, draw(TURNS)))
    return [ring for ring in found if shapely.Polygon(HALL).covers(shapely.Polygon(ring))]


@st.composite
def walls_across(draw: st.DrawFn) -> list[Ring]:
    """A wall with a door, or with two halves that are set off, or none."""
    if draw(st.booleans()):
        return []
    top, at, door = draw(st.integers(200, 700)), draw(st.integers(0, 900)), draw(st.integers(85, 220))
    off = draw(st.sampled_from([0, 0, 40, 100]))
    walls = [box(0, top, at, 15), box(at + door, top + off, WIDTH - at - door, 15)]
    return [wall for wall in walls if wall[1][0] > wall[0][0]]


@st.composite
def plans(draw: st.DrawFn) -> Measured:
    drawn = draw(shapes((200, 400), (150, 350), 6))
    booths = [ring for number, ring in enumerate(drawn) if not _overlaps(ring, drawn[:number])]
    exits = [box(draw(st.integers(0, 900)), 0, draw(st.integers(100, 300)), 20)]
    if draw(st.booleans()):
        exits.append(box(0, draw(st.integers(0, 600)), 20, draw(st.integers(100, 300))))
    standing = [*draw(walls_across()), *draw(shapes((100, 500), (10, 30), 3))]
    return measured(HALL, booths, exits=exits, columns=draw(shapes((30, 60), (30, 60), 4)), standing=standing)


def _overlaps(ring: Ring, others: list[Ring]) -> bool:
    return any(shapely.Polygon(ring).intersection(shapely.Polygon(other)).area > 0 for other in others)


@settings(max_examples=60)
@given(plans())
def test_ways_are_as_narrow_as_by_a_raster(plan: Measured) -> None:
    """Where the raster is not sure, either answer is right."""
    raster, found = Raster(plan.hall), narrow_ways(plan.hall, plan.doors, LIMIT)
    assume(raster.to_exits)
    to_doors = raster.to_doors(plan.doors)
    widths = {booth: raster.widest(doors, WIDER) for booth, doors in to_doors.items()}
    _agrees_for_booths(found, widths)
    for booth, width in ((booth, way.width_cm) for way in found for booth in way.booths):
        worst = min(raster.widest([door], WIDER) for door in to_doors[booth])
        assert worst - TOLERANCE_CM <= width <= widths[booth] + TOLERANCE_CM
    _agrees_for_the_floor(found, raster)
    _agrees_for_exits(found, raster)
    if min(widths.values(), default=WIDER) < WIDER:
        assert abs(narrowest_way(plan.hall, plan.doors) - min(widths.values())) <= TOLERANCE_CM


def _agrees_for_booths(found: list[NarrowWay], widths: Mapping[int, int]) -> None:
    narrow = {booth for way in found for booth in way.booths}
    assert {booth for booth, width in widths.items() if width < NARROWER} <= narrow
    assert narrow <= {booth for booth, width in widths.items() if width < WIDER}


def _agrees_for_the_floor(found: list[NarrowWay], raster: Raster) -> None:
    behind = raster.flooded(100 + TOLERANCE_CM) & raster.wide(WIDER) & ~raster.flooded(NARROWER)
    assert found or not behind.any()
    if any(way.exit is None and not way.booths for way in found):
        assert (raster.wide(NARROWER) & ~raster.flooded(WIDER)).any()


def _agrees_for_exits(found: list[NarrowWay], raster: Raster) -> None:
    surely = sum(not (raster.wide(NARROWER) & (far <= WIDER / 2 + REACH_CM)).any() for far in raster.to_exits)
    perhaps = sum(not (raster.wide(WIDER) & (far <= NARROWER / 2)).any() for far in raster.to_exits)
    assert surely <= sum(way.exit is not None for way in found) <= perhaps
