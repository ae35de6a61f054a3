import json
import re
from pathlib import Path
from typing import Any

from ciie.world_map import HEIGHT, WIDTH
from ciie.world_map.atlas import APART, draw_world, land_drawing, positions

NUMBER = re.compile(r"-?\d+\.\d")


def topology(*arcs: list[tuple[int, int]], **objects: Any) -> dict[str, Any]:
    """Whole degrees from the lower left corner of the world; arcs are steps, as in TopoJSON."""
    return {"transform": {"scale": [1, 1], "translate": [-180, -90]}, "arcs": [*arcs], "objects": objects}


def square(x: int, y: int, side: int) -> list[tuple[int, int]]:
    return [(x + 180, y + 90), (side, 0), (0, side), (-side, 0), (0, -side)]


def entry(code: str, *rings: list[list[int]]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "arcs": [*rings], "id": code}


def test_position_is_the_middle_of_the_largest_piece_wherever_it_is_listed() -> None:
    atlas = topology(
        square(130, -30, 10),
        square(120, -15, 2),
        countries={"geometries": [entry("036", [[0]]), entry("036", [[1]])]},
    )
    assert positions(atlas)["AU"] == (135.0, -25.0)


def test_country_across_the_date_line_lies_where_most_of_it_is() -> None:
    across = [(178 + 180, -20 + 90), (-356, 0), (0, 2), (356, 0), (0, -2)]  # from 178° east to 178° west
    atlas = topology(across, countries={"geometries": [entry("242", [[0]])]})
    x, y = positions(atlas)["FJ"]
    assert abs(x) == 180
    assert y == -19


def test_piece_that_is_hollow_in_its_middle_is_marked_on_land() -> None:
    hollow = [(180, 90), (10, 0), (0, 2), (-8, 0), (0, 6), (8, 0), (0, 2), (-10, 0), (0, -10)]
    x, y = positions(topology(hollow, countries={"geometries": [entry("250", [[0]])]}))["FR"]
    assert not (2 < x < 10 and 2 < y < 8)


def test_countries_the_atlas_draws_as_part_of_others_have_their_places_too() -> None:
    nothing = topology(countries={"geometries": []})
    assert positions(nothing) == dict(sorted(APART.items()))


def test_entries_without_a_code_are_nobody() -> None:
    unnamed = {"type": "MultiPolygon", "arcs": [[[0]]]}
    assert positions(topology(square(0, 0, 5), countries={"geometries": [unnamed]})).keys() == APART.keys()


def test_land_is_cut_in_the_atlantic_and_stays_on_the_sheet() -> None:
    land = {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "arcs": [[[0]]]}]}
    drawing = land_drawing(topology(square(-40, 60, 20), land=land))
    path = drawing.partition('<path d="')[2].partition('"')[0]
    figures = [float(number) for number in NUMBER.findall(path)]
    assert path.count("M") == 2
    assert all(0 <= x <= WIDTH for x in figures[::2])
    assert all(0 <= y <= HEIGHT for y in figures[1::2])


def test_draw_world_writes_what_the_map_reads(tmp_path: Path) -> None:
    land = {"type": "MultiPolygon", "arcs": [[[0]]]}
    source = tmp_path / "atlas.json"
    source.write_text(
        json.dumps(topology(square(0, 40, 6), land=land, countries={"geometries": [entry("250", [[0]])]}))
    )
    draw_world(tmp_path, land=source, places=source)
    assert json.loads((tmp_path / "positions.json").read_text())["FR"] == [3.0, 43.0]
    assert (tmp_path / "land.svg").read_text().startswith('<svg xmlns="http://www.w3.org/2000/svg"><symbol id="land"')
