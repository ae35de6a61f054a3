from pavilions.drawings.geometry import Box
from pavilions.plans.layout.generator import Island, Rows
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.strips import PlacedBlock, Stretch, fill, open_floor, open_stretches

STRIP = Box(0, 1_000, 10_000, 1_600)


def test_stretches_end_at_whatever_is_closed() -> None:
    outline = ring_of(Box(0, 0, 10_000, 5_000))
    closed = [Box(2_000, 1_500, 2_400, 3_000), Box(2_300, 0, 2_600, 1_100), Box(5_000, 1_600, 5_600, 5_000)]
    stretches = list(open_stretches(STRIP, open_floor(outline, 60, closed)))
    assert stretches == [Stretch(60, 2_000), Stretch(2_600, 9_940)]


def test_stretches_keep_off_a_slanting_wall_over_the_whole_depth() -> None:
    outline = ((2_000, 0), (10_000, 0), (10_000, 5_000), (0, 5_000), (0, 2_000))
    assert list(open_stretches(STRIP, open_floor(outline, 0, []))) == [Stretch(1_000, 10_000)]


def test_strip_outside_the_floor_has_no_stretch() -> None:
    assert list(open_stretches(STRIP, open_floor(ring_of(Box(0, 0, 10_000, 1_300)), 0, []))) == []


def edges(placed: list[PlacedBlock]) -> list[tuple[int, int]]:
    return [(block.box.left, block.box.right) for block in placed]


def test_islands_grow_into_what_is_left() -> None:
    placed = list(fill(STRIP, [Stretch(0, 7_500)], [Island(2_000)], 300))
    assert edges(placed) == [(0, 2_300), (2_600, 4_900), (5_200, 7_500)]


def test_rows_keep_their_length_and_widen_the_aisles() -> None:
    placed = list(fill(STRIP, [Stretch(0, 7_500)], [Rows(2_100)], 300))
    assert edges(placed) == [(0, 2_100), (2_700, 4_800), (5_400, 7_500)]


def test_blocks_take_turns_across_stretches() -> None:
    blocks = [Rows(2_100), Rows(1_800)]
    placed = list(fill(STRIP, [Stretch(0, 2_100), Stretch(3_000, 5_100)], blocks, 300))
    assert [block.block.length_cm for block in placed] == [2_100, 2_100]
    placed = list(fill(STRIP, [Stretch(0, 4_200), Stretch(5_000, 9_200)], blocks, 300))
    assert [block.block.length_cm for block in placed] == [2_100, 1_800, 2_100, 1_800]


def test_turn_skips_to_the_block_that_leaves_least() -> None:
    placed = list(fill(STRIP, [Stretch(0, 3_000)], [Rows(1_500), Rows(900), Rows(1_800)], 300))
    assert [block.block.length_cm for block in placed] == [900, 1_800]


def test_stretch_shorter_than_every_block_stays_empty() -> None:
    assert list(fill(STRIP, [Stretch(0, 800)], [Rows(900), Rows(2_100)], 300)) == []
