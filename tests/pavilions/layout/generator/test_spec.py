import pytest

from pavilions.plans.layout.generator import SHANGHAI, Band, Island, LayoutSpec, Rows, WallRow

ISLANDS = Band(1_800, (Island(2_400),))


def test_aisle_narrower_than_the_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="An aisle is narrower than the rules allow"):
        LayoutSpec(bands=(ISLANDS,), aisle_cm=SHANGHAI.aisle_cm - 1)


@pytest.mark.parametrize("bands", [(Band(600, (Rows(2_101),)), None), (ISLANDS, Band(300, (WallRow(2_101),)))])
def test_row_longer_than_the_rules_is_refused(bands: tuple[Band, Band | None]) -> None:
    with pytest.raises(ValueError, match="A row is longer than the rules allow"):
        LayoutSpec(bands=bands[:1], wall_band=bands[1])


def test_island_may_be_longer_than_a_row() -> None:
    assert LayoutSpec(bands=(ISLANDS,)).bands == (ISLANDS,)


def test_only_islands_make_way_for_columns() -> None:
    assert (ISLANDS.makes_way, Band(600, (Rows(2_100),)).makes_way) == (True, False)
