from math import isclose

import pytest

from ciie.world_map.projection import CENTRE_LONGITUDE, CUT_LONGITUDE, HEIGHT, WIDTH, cut_on_sheet, on_sheet


def test_middle_of_the_sheet_is_the_centre_on_the_equator() -> None:
    x, y = on_sheet(CENTRE_LONGITUDE, 0)
    assert isclose(x, WIDTH / 2)
    assert 0 < y < HEIGHT


@pytest.mark.parametrize(("east_of_cut", "x"), [(0, 0), (360, WIDTH)])
def test_equator_reaches_from_edge_to_edge(east_of_cut: float, x: float) -> None:
    assert isclose(cut_on_sheet(east_of_cut, 0)[0], x, abs_tol=1e-9)


@pytest.mark.parametrize("turns", [-360, 0, 360])
def test_longitudes_go_round_the_world(turns: int) -> None:
    assert on_sheet(2.5 + turns, 46.6) == pytest.approx(on_sheet(2.5, 46.6))


def test_places_lie_east_of_the_cut_in_order() -> None:
    lisbon, shanghai, lima = (on_sheet(longitude, 0)[0] for longitude in (-9, 121, -77))
    assert on_sheet(CUT_LONGITUDE + 1, 0)[0] < lisbon < shanghai < lima


def test_equal_areas_on_the_globe_are_equal_on_the_sheet() -> None:
    """Between 0° and 30° lies half of a hemisphere, since the sine of 30° is a half."""

    def area(south: float, north: float) -> float:
        step = (north - south) / 400
        bands = (south + step * (number + 0.5) for number in range(400))
        return sum(
            (on_sheet(CENTRE_LONGITUDE + 10, middle)[0] - on_sheet(CENTRE_LONGITUDE, middle)[0])
            * (on_sheet(0, middle - step / 2)[1] - on_sheet(0, middle + step / 2)[1])
            for middle in bands
        )

    assert area(0, 30) == pytest.approx(area(30, 90), rel=1e-3)
