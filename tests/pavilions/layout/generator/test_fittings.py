from pavilions.drawings.geometry import Box, bounds
from pavilions.plans.layout.generator import SHANGHAI
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.obstructions import Spacing, columns_of, exits_of, hydrants_of
from pavilions.states import ObstructionKind

OUTLINE = ring_of(Box(0, 0, 9_000, 6_000))
CHAMFERED = ((4_000, 0), (9_000, 0), (9_000, 6_000), (0, 6_000), (0, 4_000))


def test_exits_are_spread_along_all_four_walls() -> None:
    exits = exits_of(OUTLINE, Spacing(3_000, 3_000), SHANGHAI)
    assert [bounds(exit_.ring) for exit_ in exits] == [
        Box(2_700, 0, 3_300, 40),
        Box(2_700, 5_960, 3_300, 6_000),
        Box(5_700, 0, 6_300, 40),
        Box(5_700, 5_960, 6_300, 6_000),
        Box(0, 2_700, 40, 3_300),
        Box(8_960, 2_700, 9_000, 3_300),
    ]
    assert {(exit_.kind, exit_.clearance_cm) for exit_ in exits} == {(ObstructionKind.EXIT, 300)}


def test_nothing_hangs_where_the_wall_is_cut_away() -> None:
    whole = hydrants_of(OUTLINE, Spacing(3_000, 3_000), SHANGHAI)
    cut = hydrants_of(CHAMFERED, Spacing(3_000, 3_000), SHANGHAI)
    assert (len(whole), len(cut)) == (6, 4)


def test_columns_stand_where_the_grid_meets_the_floor() -> None:
    columns = columns_of(CHAMFERED, Spacing(2_500, 2_500), SHANGHAI)
    assert [bounds(column.ring)[:2] for column in columns] == [
        (2_450, 2_450),
        (4_950, 2_450),
        (7_450, 2_450),
        (2_450, 4_950),
        (4_950, 4_950),
        (7_450, 4_950),
    ]
