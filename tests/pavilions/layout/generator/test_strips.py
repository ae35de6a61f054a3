from pavilions.drawings.geometry import Box
from pavilions.plans.layout.generator import Band, Island, LayoutSpec, WallRow
from pavilions.plans.layout.generator.strips import Wall, main_aisles, strips_of

DEEP, SHALLOW = Band(1_800, (Island(1_800),)), Band(600, (Island(600),))
HALL = Box(0, 0, 10_000, 6_000)


def edges(spec: LayoutSpec) -> list[tuple[int, int]]:
    return [(strip.box.top, strip.box.bottom) for strip in strips_of(spec, HALL)]


def test_bands_take_turns_with_a_main_aisle_after_so_many() -> None:
    spec = LayoutSpec(bands=(DEEP, SHALLOW), bands_between_main_aisles=2)
    assert edges(spec) == [(450, 2_250), (2_550, 3_150), (3_750, 5_550)]


def test_band_too_deep_for_what_is_left_is_passed_over() -> None:
    spec = LayoutSpec(bands=(DEEP, SHALLOW), bands_between_main_aisles=1)
    assert edges(spec) == [(300, 2_100), (2_700, 3_300), (3_900, 5_700)]
    assert edges(LayoutSpec(bands=(DEEP, DEEP, DEEP, SHALLOW))) == [(600, 2_400), (2_700, 4_500), (4_800, 5_400)]


def test_wall_bands_line_the_first_and_last_wall() -> None:
    strips = strips_of(LayoutSpec(bands=(DEEP,), wall_band=Band(300, (WallRow(900),))), HALL)
    assert [(strip.box.top, strip.wall) for strip in strips] == [
        (60, Wall.FIRST),
        (1_010, Wall.NONE),
        (3_110, Wall.NONE),
        (5_640, Wall.LAST),
    ]


def test_main_aisles_part_the_hall_in_equal_quarters() -> None:
    aisles = main_aisles(LayoutSpec(bands=(DEEP,), cross_main_aisles=2), HALL)
    assert [(aisle.left, aisle.right) for aisle in aisles] == [(3_000, 3_600), (6_300, 6_900)]
