from decimal import Decimal

from pavilions.drawings.geometry import Box, area_sqm
from pavilions.plans.layout.generator import Obstruction
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.obstructions import clear_of, meet, parts_strip
from pavilions.states import ObstructionKind

BOOTH = ring_of(Box(0, 0, 900, 600))
NINE = Decimal(9)


def test_keep_clear_is_the_obstruction_and_its_clearance() -> None:
    hydrant = Obstruction(ObstructionKind.HYDRANT, ring_of(Box(100, 100, 140, 140)), 140)
    assert hydrant.keep_clear == Box(-40, -40, 280, 280)


def test_boxes_that_share_an_edge_do_not_meet() -> None:
    assert not meet(Box(0, 0, 300, 300), Box(300, 0, 600, 300))
    assert meet(Box(0, 0, 300, 300), Box(299, 0, 600, 300))


def test_column_parts_a_strip_only_when_deep_in_it() -> None:
    strip = Box(0, 0, 5_000, 1_800)
    assert parts_strip(Box(1_000, 800, 1_220, 1_020), strip)
    assert not parts_strip(Box(1_000, 0, 1_220, 220), strip)
    assert not parts_strip(Box(1_000, 1_700, 1_220, 1_920), strip)


def test_booth_away_from_columns_is_left_alone() -> None:
    assert clear_of(BOOTH, [Box(900, 0, 1_000, 100)], NINE) is BOOTH


def test_column_at_a_corner_takes_a_notch() -> None:
    notched = clear_of(BOOTH, [Box(-100, -100, 110, 110)], NINE)
    assert notched == ((110, 0), (900, 0), (900, 600), (0, 600), (0, 110), (110, 110))


def test_column_inside_takes_a_notch_to_the_nearest_side() -> None:
    notched = clear_of(BOOTH, [Box(400, 350, 500, 500)], NINE)
    assert notched is not None
    assert area_sqm(notched) == area_sqm(BOOTH) - Decimal("2.5")


def test_booth_that_would_lose_too_much_or_fall_apart_is_given_up() -> None:
    assert clear_of(BOOTH, [Box(0, 0, 300, 600)], NINE) is None
    assert clear_of(BOOTH, [Box(400, -10, 450, 700)], NINE) is None
    assert clear_of(ring_of(Box(0, 0, 300, 300)), [Box(0, 0, 10, 10)], NINE) is None


def test_notch_takes_a_sliver_beside_it_along() -> None:
    notched = clear_of(BOOTH, [Box(40, -50, 140, 110)], NINE)
    assert notched == ((140, 0), (900, 0), (900, 600), (0, 600), (0, 110), (140, 110))
