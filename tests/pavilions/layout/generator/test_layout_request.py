"""What a generated hall keeps, whatever it is asked for."""

from dataclasses import replace
from decimal import Decimal

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from pavilions.drawings.geometry import Box, Ring, area_sqm, polygon
from pavilions.plans.layout.generator import SHANGHAI, HallLayout, Obstruction
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.layout_request import (
    FittingsRequest,
    LayoutRequest,
    fittings_of,
    generate,
    remarks_on,
)
from pavilions.plans.layout.generator.modules import Module, least_depth_cm, usual_depth_cm
from pavilions.plans.layout.generator.numbering import LETTERS, Numbering
from pavilions.plans.layout.generator.obstructions import Spacing
from pavilions.plans.layout.generator.spec import Direction, LayoutRefused
from pavilions.states import BoothKind, ObstructionKind
from tests.pavilions.layout.generator.halls import require_sound, rough_halls

HALL = ring_of(Box(0, 0, 12_000, 6_000))
ROOMY = SHANGHAI._replace(largest_fill=Decimal(1))

fittings = st.builds(
    FittingsRequest,
    columns=st.none() | st.builds(Spacing, st.integers(900, 5_000), st.integers(900, 5_000)),
    hydrants_cm=st.none() | st.integers(500, 5_000),
    exits_per_wall=st.integers(0, 20),
)
requests = st.builds(
    LayoutRequest,
    module=st.sampled_from(Module),
    block_depth_cm=st.none() | st.integers(6, 12).map(lambda metres: metres * 100),
    aisle_cm=st.integers(300, 700),
    main_aisle_cm=st.integers(700, 900),
    cross_main_aisles=st.integers(0, 20),
    bands_between_main_aisles=st.integers(1, 6),
    wall_rows=st.booleans(),
    raw_share=st.none() | st.decimals(0, 1, places=4),
    direction=st.sampled_from(Direction),
    numbering=st.builds(
        Numbering,
        prefix=st.sampled_from(["", "5.1-", "N"]),
        first_letter=st.text(LETTERS, max_size=2),
        start=st.integers(0, 99),
        step=st.integers(1, 10),
        digits=st.integers(1, 3),
    ),
)


def gangways_are_kept(layout: HallLayout, aisle_cm: int) -> bool:
    """No two groups of booths are nearer than an aisle, unless something stands in the gap: a column for which a booth
    was left out or notched, or a hydrant.
    """
    groups = shapely.get_parts(shapely.union_all([polygon(booth.ring) for booth in layout.booths]))
    near = shapely.STRtree(groups).query(groups, predicate="dwithin", distance=aisle_cm - 1)
    pairs = [(groups[one], groups[other]) for one, other in near.T if one < other]
    standing = shapely.union_all([shapely.box(*each.keep_clear) for each in layout.obstructions])
    return not [
        pair for pair in pairs if shapely.distance(standing, pair[0].buffer(aisle_cm) & pair[1].buffer(aisle_cm))
    ]


@settings(max_examples=100, deadline=None)
@given(outline=rough_halls(), fitted=fittings, request=requests)
def test_any_request_keeps_every_rule_and_is_fulfilled_the_same_way_twice(
    outline: Ring, fitted: FittingsRequest, request: LayoutRequest
) -> None:
    obstructions = fittings_of(outline, fitted)
    try:
        layout = generate(outline, obstructions, request, ROOMY)
    except LayoutRefused as refusal:
        if refusal.code not in {"no_booths", "block_too_shallow"}:
            raise
        return
    assert layout == generate(outline, obstructions, request, ROOMY)
    require_sound(layout, outline, ROOMY)
    assert gangways_are_kept(layout, request.aisle_cm)
    net = sum((booth.area_sqm for booth in layout.booths), Decimal())
    assert layout.fill_rate == (net / area_sqm(outline)).quantize(Decimal("0.0001"))
    assert layout.sqm_of(BoothKind.RAW) + layout.sqm_of(BoothKind.SHELL) == layout.net_sqm == net
    if request.raw_share is not None:
        largest = max(booth.area_sqm for booth in layout.booths)
        assert abs(layout.sqm_of(BoothKind.RAW) - net * request.raw_share) <= largest / 2


@pytest.mark.parametrize("module", Module)
def test_each_module_fills_a_hall_with_booths_of_its_size(module: Module) -> None:
    layout = generate(HALL, fittings_of(HALL, FittingsRequest(exits_per_wall=1)), LayoutRequest(module=module))
    areas = {booth.area_sqm for booth in layout.booths}
    assert (
        areas
        == {
            Module.ROWS_3: {Decimal(9)},
            Module.ROWS_CAPPED: {Decimal(9), Decimal(18)},
            Module.ROWS_6: {Decimal(36)},
            Module.PENINSULAS: {Decimal(72)},
            Module.ISLANDS_6: {Decimal(36)},
            Module.ISLANDS_9: {Decimal(81)},
            Module.ISLANDS_12: {Decimal(144)},
            Module.ISLANDS_18: {Decimal(324)},
            Module.MIXED: {Decimal(9), Decimal(18), Decimal(36), Decimal(54), Decimal(72), Decimal(81), Decimal(144)},
        }[module]
    )
    assert remarks_on(layout) == []


def test_islands_are_open_all_around_and_peninsulas_on_three_sides() -> None:
    sides = {
        module: {booth.open_sides for booth in generate(HALL, (), LayoutRequest(module=module)).booths}
        for module in (Module.ISLANDS_9, Module.PENINSULAS)
    }
    assert sides == {Module.ISLANDS_9: {4}, Module.PENINSULAS: {3}}


def test_block_depth_makes_booths_deeper() -> None:
    deeper = generate(HALL, (), LayoutRequest(block_depth_cm=800))
    assert {booth.area_sqm for booth in deeper.booths} == {Decimal(12)}


def test_rows_stand_along_the_walls_where_requested() -> None:
    plain, lined = (generate(HALL, (), LayoutRequest(wall_rows=wall_rows)) for wall_rows in (False, True))
    tops = [min(y for booth in layout.booths for _x, y in booth.ring) for layout in (plain, lined)]
    assert tops[0] >= SHANGHAI.aisle_cm
    assert tops[1] == SHANGHAI.wall_clearance_cm


def test_exits_are_so_many_in_each_wall_and_never_touch() -> None:
    for requested, there in ((0, 0), (1, 4), (3, 12), (20, 2 * 10 + 2 * 5)):
        exits = fittings_of(HALL, FittingsRequest(exits_per_wall=requested))
        shapes = [polygon(each.ring) for each in exits]
        assert (len(exits), shapely.union_all(shapes).area) == (there, sum(shape.area for shape in shapes))


def refusal_of(
    outline: Ring = HALL, obstructions: tuple[Obstruction, ...] = (), **said: object
) -> tuple[str, str | None]:
    with pytest.raises(LayoutRefused) as refusal:
        generate(outline, obstructions, replace(LayoutRequest(), **said))  # type: ignore[arg-type]
    return refusal.value.code, refusal.value.field


def test_what_cannot_be_is_refused_at_the_part_of_the_request_that_asks_for_it() -> None:
    assert refusal_of(aisle_cm=299) == ("aisle_too_narrow", "aisle")
    assert refusal_of(main_aisle_cm=599) == ("aisle_too_narrow", "main_aisle")
    assert refusal_of(aisle_cm=601) == ("main_aisle_narrower", "main_aisle")
    assert refusal_of(block_depth_cm=500) == ("block_too_shallow", "block_depth")
    assert refusal_of(ring_of(Box(0, 0, 50_001, 3_000))) == ("hall_too_large", "hall")
    assert refusal_of(ring_of(Box(0, 0, 50_000, 50_000))) == ("too_many_booths", "module")
    assert refusal_of(ring_of(Box(0, 0, 50_000, 50_000)), direction=Direction.DOWN) == ("too_many_booths", "module")
    assert refusal_of(ring_of(Box(0, 0, 800, 800))) == ("no_booths", "module")
    column = Obstruction(ObstructionKind.COLUMN, ring_of(Box(0, 0, 10, 10)), 0)
    assert refusal_of(obstructions=(column,) * 2_001) == ("too_many_obstructions", "fittings")
    with pytest.raises(LayoutRefused) as refusal:
        fittings_of(ring_of(Box(0, 0, 50_000, 50_000)), FittingsRequest(columns=Spacing(300, 300)))
    assert (refusal.value.code, refusal.value.field) == ("too_many_obstructions", "columns_across")


def test_blocks_are_as_shallow_as_their_booths_may_be_small() -> None:
    least = {module: least_depth_cm(module, SHANGHAI) for module in Module}
    assert (least[Module.ROWS_3], least[Module.ROWS_6], least[Module.ISLANDS_9]) == (600, 400, 100)
    assert all(least[module] <= usual_depth_cm(module) for module in Module)


def test_rules_remark_on_a_hall_too_full_without_exits_and_with_small_raw_space() -> None:
    request = LayoutRequest(module=Module.ISLANDS_18, block_depth_cm=4_800, cross_main_aisles=0)
    crowded = generate(ring_of(Box(0, 0, 42_300, 5_400)), (), replace(request, module=Module.PENINSULAS))
    assert crowded.fill_rate > SHANGHAI.largest_fill
    assert [remark.field for remark in remarks_on(crowded)] == ["aisle", "exits_per_wall"]
    rows = generate(HALL, fittings_of(HALL, FittingsRequest(exits_per_wall=1)), LayoutRequest(raw_share=Decimal("0.5")))
    (remark,) = remarks_on(rows)
    assert remark.field == "raw_share"
