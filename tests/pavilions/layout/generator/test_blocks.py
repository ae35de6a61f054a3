from pavilions.drawings.geometry import Box, area_sqm, bounds, normalised, overlaps
from pavilions.plans.layout.generator import Block, Ell, Island, Rows, Split, WallRow
from pavilions.plans.layout.generator.blocks import Piece, ring_of

BOX = Box(1_000, 2_000, 3_100, 2_600)


def boxed(*edges: int) -> Box:
    return Box(edges[0], 2_000, edges[1], 2_600)


def test_island_is_one_booth() -> None:
    assert Island(2_100).cut(BOX) == (Piece(ring_of(BOX), 0),)


def test_split_parts_the_band_wall_to_wall() -> None:
    pieces = Split(2_100, 3).cut(BOX)
    assert [piece.ring for piece in pieces] == [
        ring_of(boxed(1_000, 1_700)),
        ring_of(boxed(1_700, 2_400)),
        ring_of(boxed(2_400, 3_100)),
    ]


def test_rows_stand_back_to_back_between_their_caps() -> None:
    pieces = Rows(2_100, (600, 900), cap_cm=300).cut(BOX)
    assert [(piece.row, bounds(piece.ring)) for piece in pieces] == [
        (0, boxed(1_000, 1_300)),
        (0, boxed(2_800, 3_100)),
        (0, Box(1_300, 2_000, 1_900, 2_300)),
        (0, Box(1_900, 2_000, 2_800, 2_300)),
        (1, Box(1_300, 2_300, 2_200, 2_600)),
        (1, Box(2_200, 2_300, 2_800, 2_600)),
    ]


def test_last_booth_takes_a_rest_too_narrow_for_another() -> None:
    pieces = WallRow(2_000, (300, 600)).cut(boxed(1_000, 3_000))
    assert [piece.ring[1][0] for piece in pieces] == [1_300, 1_900, 2_200, 3_000]


def test_ell_and_its_corner_booth_fill_the_box_at_any_corner() -> None:
    for corner in range(4):
        ell, nook = Ell(2_100, corner).cut(BOX)
        assert area_sqm(ell.ring) + area_sqm(nook.ring) == area_sqm(ring_of(BOX))
        assert len(ell.ring) == 6
        assert normalised(ell.ring) == ell.ring
        assert overlaps([ell.ring, nook.ring]) == []


def test_blocks_fill_their_box_exactly() -> None:
    blocks: list[Block] = [Island(2_100), Split(2_100), Ell(2_100), Rows(2_100, (300, 600), 300), WallRow(2_100)]
    for block in blocks:
        assert sum(area_sqm(piece.ring) for piece in block.cut(BOX)) == area_sqm(ring_of(BOX))
