"""Extracts from the world atlas (Natural Earth in TopoJSON) what the map needs: the land's outline, and positions.

This is done once, when the vendored copies are fetched.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from django_countries import countries
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from ciie.world_map.projection import CUT_LONGITUDE, HEIGHT, NORTHERNMOST, SOUTHERNMOST, WIDTH, cut_on_sheet

SIMPLIFIED_BY = 0.25  # units of the sheet
SMALLEST_ISLAND = 0.6  # square units of the sheet
APART = {
    "BQ": (-68.3, 12.2), "BV": (3.4, -54.4), "CC": (96.9, -12.2), "CX": (105.6, -10.5), "GF": (-53.1, 3.9),
    "GI": (-5.4, 36.1), "GP": (-61.6, 16.3), "MQ": (-61.0, 14.6), "RE": (55.5, -21.1), "SJ": (16.0, 78.5),
    "TK": (-171.8, -9.2), "TV": (179.2, -8.5), "UM": (-160.0, -0.4), "XK": (20.9, 42.6), "YT": (45.2, -12.8),
}  # fmt: skip
"""Longitude and latitude of countries that the atlas draws as part of another one or not at all."""


def land_drawing(topology: Mapping[str, Any]) -> str:
    """Return an SVG file with the symbol `land`, which takes its colour from where it is used."""
    arcs = _arcs(topology)
    path = "".join(_path(polygon) for polygon in _on_sheet(_shape(topology["objects"]["land"], arcs)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"><symbol id="land" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{path}"/></symbol></svg>\n'
    )


def positions(topology: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude in degrees by ISO 3166 alpha-2 code.

    A position is in the middle of the country's largest piece of land.
    """
    arcs = _arcs(topology)
    pieces: dict[str, list[Polygon]] = {}  # some countries have several entries
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = countries.alpha2(int(geometry["id"])) if geometry.get("id") else ""
        pieces.setdefault(code, []).extend(_polygons(_shape(geometry, arcs)))
    found = {code: _middle(max(parts, key=lambda part: part.area)) for code, parts in pieces.items() if code}
    return dict(sorted((APART | found).items()))


def draw_world(folder: Path, *, land: Path, places: Path) -> None:
    """Write `land.svg` and `positions.json` into the folder, from an atlas's land and countries."""
    (folder / "land.svg").write_text(land_drawing(json.loads(land.read_text())))
    found = positions(json.loads(places.read_text()))
    lines = ",\n".join(f'"{code}": [{x}, {y}]' for code, (x, y) in found.items())
    (folder / "positions.json").write_text(f"{{\n{lines}\n}}\n")


def _arcs(topology: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def _shape(geometry: Mapping[str, Any], arcs: list[list[tuple[float, float]]]) -> BaseGeometry:
    if geometry["type"] == "GeometryCollection":
        return shapely.union_all([_shape(each, arcs) for each in geometry["geometries"]])
    several = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return shapely.make_valid(
        MultiPolygon([Polygon(_ring(rings[0], arcs), [_ring(hole, arcs) for hole in rings[1:]]) for rings in several])
    )


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Return the ring of these arcs, end to end. A negative number is the arc of its complement, reversed.

    If the ring crosses the date line, it continues beyond 180 degrees.
    """
    ring: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for longitude, latitude in arc[1:] if ring else arc:
            turns = round((ring[-1][0] - longitude) / 360) if ring else 0
            ring.append((longitude + turns * 360, latitude))
    return ring


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = shapely.get_parts(shapely.get_parts(shape))  # a collection may contain multipolygons
    return [part for part in parts if isinstance(part, Polygon)]


def _middle(piece: Polygon) -> tuple[float, float]:
    middle = piece.centroid if piece.contains(piece.centroid) else piece.representative_point()
    return round((middle.x + 180) % 360 - 180, 1), round(middle.y, 1)


def _on_sheet(land: BaseGeometry) -> Iterator[Polygon]:
    """Yield the land in sheet units, cut at the edge of the sheet, without Antarctica and the smallest islands."""
    turns = [
        translate(land.intersection(box(cut, SOUTHERNMOST, cut + 360, NORTHERNMOST)), -cut)
        for cut in (CUT_LONGITUDE - 360, CUT_LONGITUDE, CUT_LONGITUDE + 360)
    ]
    from_cut = shapely.union_all(turns, grid_size=0.001)
    for part in _polygons(from_cut):
        drawn = Polygon(
            [cut_on_sheet(x, y) for x, y in part.exterior.coords],
            [[cut_on_sheet(x, y) for x, y in hole.coords] for hole in part.interiors],
        ).simplify(SIMPLIFIED_BY)
        yield from (each for each in _polygons(drawn) if each.area >= SMALLEST_ISLAND)


def _path(polygon: Polygon) -> str:
    rings = [polygon.exterior, *polygon.interiors]
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)
