"""What every generated layout keeps, on the model venue's halls and on halls nobody designed."""

from decimal import Decimal

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from pavilions.drawings.geometry import Box, Ring, open_sides_of_plan, polygon
from pavilions.plans.layout.generator import SHANGHAI, Obstruction, lay_out_hall
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.model_venue import BENCH_HALL, HALLS
from pavilions.plans.layout.generator.obstructions import Spacing, columns_of, exits_of, hydrants_of
from pavilions.plans.layout.generator.spec import LayoutSpec
from pavilions.states import BoothKind, ObstructionKind
from tests.pavilions.layout.generator.halls import require_sound, rough_halls

EVERY_HALL = (*HALLS, BENCH_HALL)


def test_halls_of_the_venue_keep_every_rule() -> None:
    for hall in EVERY_HALL:
        require_sound(hall.lay_out(), hall.outline)


def test_halls_come_out_the_same_every_time() -> None:
    for hall in EVERY_HALL:
        assert hall.lay_out() == hall.lay_out()


def test_groups_of_booths_lie_an_aisle_apart() -> None:
    """Booths whose floors, grown by just under half an aisle, melt together must share a wall or a notched column."""
    for hall in EVERY_HALL:
        layout = hall.lay_out()
        shapes = [polygon(booth.ring) for booth in layout.booths]
        columns = shapely.union_all(
            [shapely.box(*each.keep_clear) for each in layout.obstructions if each.kind is ObstructionKind.COLUMN]
        )
        groups = shapely.get_parts(shapely.union_all([*shapes, columns]))
        near = shapely.STRtree(groups).query(groups, predicate="dwithin", distance=SHANGHAI.aisle_cm - 1)
        free_standing = {place for place, group in enumerate(groups) if group.intersection(columns).area == 0}
        assert [(one, other) for one, other in near.T if one < other and {one, other} <= free_standing] == []


def test_open_sides_are_those_of_the_drawn_plan() -> None:
    booths = BENCH_HALL.lay_out().booths
    derived = open_sides_of_plan([booth.ring for booth in booths], BENCH_HALL.outline)
    assert [booth.open_sides for booth in booths] == derived
    assert set(derived) == {1, 2, 3}


def test_kind_follows_the_least_raw_space() -> None:
    for booth in HALLS[0].lay_out().booths:
        assert booth.kind is (BoothKind.RAW if booth.area_sqm >= SHANGHAI.raw_from_sqm else BoothKind.SHELL)


def test_numbers_run_along_each_row() -> None:
    numbers = [booth.number for booth in BENCH_HALL.lay_out().booths]
    assert numbers[:3] == ["A01", "A02", "A03"]
    assert numbers[-1] == "AB42"


@settings(max_examples=40, deadline=None)
@given(
    outline=rough_halls(),
    columns=st.builds(Spacing, st.integers(900, 5_000), st.integers(900, 5_000)),
    spec=st.sampled_from([hall.spec for hall in EVERY_HALL]),
)
def test_any_hall_keeps_every_rule(outline: Ring, columns: Spacing, spec: LayoutSpec) -> None:
    fittings = (*columns_of(outline, columns, SHANGHAI), *hydrants_of(outline, Spacing(2_000, 2_000), SHANGHAI))
    exits = exits_of(outline, Spacing(3_000, 3_000), SHANGHAI)
    require_sound(lay_out_hall(outline, obstructions=fittings, exits=exits, spec=spec), outline)


def test_inner_wall_and_duct_stay_clear() -> None:
    outline = ring_of(Box(0, 0, 12_000, 9_000))
    standing = (
        Obstruction(ObstructionKind.WALL, ring_of(Box(5_000, 0, 5_030, 6_000)), 60),
        Obstruction(ObstructionKind.DUCT, ring_of(Box(8_000, 4_000, 8_200, 4_150)), 60),
    )
    layout = lay_out_hall(outline, obstructions=standing, exits=(), spec=HALLS[0].spec)
    require_sound(layout, outline)
    assert layout.obstructions == standing


def test_hall_smaller_than_its_aisles_is_empty() -> None:
    layout = lay_out_hall(ring_of(Box(0, 0, 500, 500)), obstructions=(), exits=(), spec=HALLS[0].spec)
    assert (layout.booths, layout.fill_rate, layout.net_sqm) == ((), Decimal(0), Decimal(0))
