"""Lines, curves, hatches and solids of a DXF as points."""

from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from typing import Any, Final

from ezdxf import path
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.solid import Solid

from pavilions.vector_files.picture import Canvas, Spot

CURVES: Final = frozenset({"LWPOLYLINE", "POLYLINE", "LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE"})
FILLS: Final = frozenset({"HATCH", "MPOLYGON"})
FACES: Final = frozenset({"SOLID", "TRACE", "3DFACE"})
DRAWN: Final = CURVES | FILLS | FACES
RELATIVE_FINENESS: Final = 0.0005  # of the entity's own size: 5 mm of a curve of 10 m, where the unit is unknown
LEAST_SEGMENTS: Final = 4


def draw_strokes(canvas: Canvas, entity: DXFGraphic, layer: int, fine: float | None, place: dict[str, Any]) -> None:
    """`fine` as `_Reader` says; `place` is passed on to every stroke."""
    if entity.dxftype() in FACES and isinstance(entity, Solid):
        corners = [(corner.x, corner.y) for corner in entity.wcs_vertices()]
        canvas.stroke(layer, corners, closed=True, drawn=False, **place)
        return
    if entity.dxftype() in FILLS:
        outlines = path.from_hatch(entity)  # type: ignore[arg-type]  # both kinds of fill have paths
        for outline in outlines:
            canvas.stroke(layer, _flat(outline, fine), closed=True, drawn=False, **place)
        return
    for piece in _paths(entity):
        spots = _flat(piece, fine)
        canvas.stroke(layer, spots, closed=_is_closed(entity, spots), **place)


def _paths(entity: DXFGraphic) -> Iterator[path.Path]:
    if getattr(entity, "is_poly_face_mesh", False) or getattr(entity, "is_polygon_mesh", False):
        for face in entity.virtual_entities():  # type: ignore[attr-defined]  # a polyline that is a mesh
            yield path.make_path(face)
    else:
        whole = path.make_path(entity)
        yield from whole.sub_paths() if whole.has_sub_paths else [whole]


def _flat(curve: path.Path, fine: float | None) -> list[Spot]:
    """The points of a curve, no farther from it than `fine`; where the unit is unknown, than a share of its size."""
    if not curve.has_curves:
        return [(point.x, point.y) for point in curve.control_vertices()]
    corners = [(point.x, point.y) for point in curve.control_vertices()]
    size = hypot(*(max(axis) - min(axis) for axis in zip(*corners, strict=True)))
    distance = max(fine or size * RELATIVE_FINENESS, size * RELATIVE_FINENESS / 50)
    return [(point.x, point.y) for point in curve.flattening(distance, segments=LEAST_SEGMENTS)]


def _is_closed(entity: DXFGraphic, spots: list[Spot]) -> bool:
    """By its flag, or because it ends where it began."""
    if len(spots) < 3:  # noqa: PLR2004
        return False
    length = sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(spots))
    ends = hypot(spots[0][0] - spots[-1][0], spots[0][1] - spots[-1][1]) <= 1e-6 * length
    return ends or (bool(getattr(entity, "is_closed", False)) and entity.dxftype() in {"LWPOLYLINE", "POLYLINE"})
