"""Booths out of lines: closed shapes that stand alone, and between all other lines the faces that hold a number.

A shape stands alone when one number lies in it, no line runs through it, and it is no mere colour beside others of the
same colour that hold none or several, which is how strips of booths are painted. Everything else is an arrangement of
lines: ends that miss another line by no more than the gap are joined to it, and each face with one number in it is a
booth.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.plan_formats.pictures.gap_closing import joined_lines
from pavilions.plan_formats.pictures.texts import NumberText
from pavilions.vector_files import Stroke

type Spots = tuple[tuple[float, float], ...]
type Shapes = NDArray[np.object_]

MOST_SEGMENTS = 60_000
STRAIGHTENED_GAPS = 0.2
OVERLAID = 0.5


@dataclass(frozen=True, slots=True)
class FoundBooth:
    """`numbers`: the texts in it that may be its number, none or one for a booth that can come in."""

    corners: Spots
    numbers: tuple[NumberText, ...]
    stroke: Stroke | None = None


@dataclass(slots=True)
class Faces:
    """`nameless` counts closed shapes without a number, `homeless` are numbers without a shape. Of what was left out:
    `sizes` are plain figures beside a number with letters, `unread` texts in nameless shapes. `renamed` are the numbers
    that booths show where the data attached to their shapes has another: (shown, attached).
    """

    booths: list[FoundBooth] = field(default_factory=list)
    nameless: int = 0
    homeless: list[NumberText] = field(default_factory=list)
    sizes: list[NumberText] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)


def find_booths(strokes: Sequence[Stroke], numbers: Sequence[NumberText], gap: float) -> Faces:
    """`gap` in the unit of the strokes: by how much an end may miss the line that it was meant to meet."""
    closed = [_closed_if_nearly(stroke, gap) for stroke in strokes]
    shapes = [(stroke, shape) for stroke in closed if stroke.closed and (shape := _polygon(stroke)) is not None]
    lines = [shapely.LineString(stroke.points) for stroke in closed if not stroke.closed]
    alone = _standing_alone(shapes, lines, numbers, gap)
    found = Faces([FoundBooth(_corners(shapes[at][1]), (numbers[n],), shapes[at][0]) for at, n in alone.items()])
    placed = set(alone.values())
    waiting = [number for position, number in enumerate(numbers) if position not in placed]
    whole = np.array([shapes[at][1] for at in alone], dtype=np.object_)
    if waiting:
        others = [shape for position, shape in enumerate(shapes) if position not in alone]
        _add_faces(found, _arrangement(others, [*lines, *shapely.boundary(whole)], gap), waiting, whole, gap)
    _add_nameless(found, shapes, numbers)
    return found


def _closed_if_nearly(stroke: Stroke, gap: float) -> Stroke:
    points = stroke.points
    if stroke.closed or len(points) < 4:  # noqa: PLR2004  (three sides and a gap)
        return stroke
    nearly = shapely.Point(points[0]).distance(shapely.Point(points[-1])) <= gap
    return (
        Stroke(stroke.layer, points, True, stroke.drawn, stroke.block, stroke.part, stroke.name, stroke.facts)
        if nearly
        else stroke
    )


def _polygon(stroke: Stroke) -> shapely.Polygon | None:
    shape = shapely.Polygon(stroke.points)
    if not shape.is_valid:
        parts = shapely.get_parts(shapely.make_valid(shape))
        areas = [part for part in parts if isinstance(part, shapely.Polygon)]
        shape = max(areas, key=lambda part: part.area, default=shapely.Polygon())
    return None if shape.is_empty else shape


def _standing_alone(
    shapes: Sequence[tuple[Stroke, shapely.Polygon]],
    lines: Sequence[shapely.LineString],
    numbers: Sequence[NumberText],
    gap: float,
) -> dict[int, int]:
    """Position of the shape: position of its number. Of several shapes around one number the largest."""
    if not shapes or not numbers:
        return {}
    polygons = np.array([shape for _stroke, shape in shapes], dtype=np.object_)
    of_shape, of_number = shapely.STRtree(_points(numbers)).query(polygons, predicate="contains")
    counts = np.bincount(of_shape, minlength=len(shapes))
    single = {int(at): int(number) for at, number in zip(of_shape, of_number, strict=True) if counts[at] == 1}
    cut = _cut_by(lines, polygons, gap) | _painted_together(shapes, polygons, counts, gap)
    areas = shapely.area(polygons)
    largest: dict[int, int] = {}
    for at in sorted((at for at in single if at not in cut), key=lambda at: -areas[at]):
        largest.setdefault(single[at], at)
    return {at: number for number, at in largest.items()}


def _cut_by(lines: Sequence[shapely.LineString], polygons: Shapes, gap: float) -> set[int]:
    """Shapes that a line runs through from side to side, more or less."""
    if not lines:
        return set()
    inside = shapely.buffer(polygons, -2 * gap, join_style="mitre")
    drawn = np.array(lines, dtype=np.object_)
    of_line, of_shape = shapely.STRtree(inside).query(drawn, predicate="intersects")
    through = shapely.length(shapely.intersection(drawn[of_line], inside[of_shape]))
    shortest = np.sqrt(shapely.area(polygons[of_shape])) / 2
    return {int(at) for at in of_shape[through >= shortest]}


def _painted_together(
    shapes: Sequence[tuple[Stroke, shapely.Polygon]], polygons: Shapes, counts: NDArray[np.int64], gap: float
) -> set[int]:
    """Colours without a line, wall to wall with others of their layer, where not each of them has one number."""
    paint = [at for at, (stroke, _shape) in enumerate(shapes) if not stroke.drawn]
    painted = polygons[paint]
    first, second = shapely.STRtree(painted).query(painted, predicate="dwithin", distance=gap)
    layers = np.array([shapes[at][0].layer for at in paint])
    beside = (first != second) & (layers[first] == layers[second])
    first, second = first[beside], second[beside]
    walls = shapely.intersection(shapely.boundary(painted[first]), shapely.buffer(painted[second], gap))
    shared = shapely.length(walls) > 4 * gap
    pairs = [(paint[int(a)], paint[int(b)]) for a, b in zip(first[shared], second[shared], strict=True)]
    return {at for group in _groups(pairs) if any(counts[member] != 1 for member in group) for at in group}


def _groups(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """What hangs together."""
    neighbours: dict[int, set[int]] = {}
    for one, other in pairs:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    groups, seen = [], set[int]()
    for start in neighbours:
        waiting, group = [start], set[int]()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                group.add(at)
                waiting.extend(neighbours[at])
        groups.append(group)
    return groups


def _arrangement(
    shapes: Sequence[tuple[Stroke, shapely.Polygon]], lines: Sequence[shapely.Geometry], gap: float
) -> list[shapely.Polygon]:
    """The faces between all lines. Colours of one layer that touch are one, since nobody sees where they meet."""
    by_layer: dict[int, list[shapely.Polygon]] = {}
    drawn = list(lines)
    for stroke, shape in shapes:
        if stroke.drawn:
            drawn.append(shape.exterior)
        else:
            by_layer.setdefault(stroke.layer, []).append(shape)
    for painted in by_layer.values():
        grown = shapely.buffer(shapely.union_all(np.array(painted)), gap / 2, join_style="mitre")
        drawn.append(shapely.boundary(shapely.buffer(grown, -gap / 2, join_style="mitre")))
    return joined_lines(drawn, gap, most=MOST_SEGMENTS)


def _add_faces(
    found: Faces, faces: list[shapely.Polygon], numbers: Sequence[NumberText], taken: Shapes, gap: float
) -> None:
    """Every face with a number becomes a booth, unless most of it is one already."""
    tree = shapely.STRtree(faces)
    of_number, of_face = tree.query(_points(numbers), predicate="within")
    held: dict[int, list[NumberText]] = {}
    for number, at in zip(of_number, of_face, strict=True):
        held.setdefault(int(at), []).append(numbers[int(number)])
    homes = set()
    for at, texts in held.items():
        if len(taken) and shapely.area(shapely.intersection(taken, faces[at])).sum() > OVERLAID * faces[at].area:
            continue
        distinct = {text.number.upper(): text for text in texts}
        homes |= {id(text) for text in texts}
        shape = shapely.simplify(faces[at], gap * STRAIGHTENED_GAPS)
        found.booths.append(FoundBooth(_corners(shape), tuple(distinct.values())))
    found.homeless += [number for number in numbers if id(number) not in homes]


def _add_nameless(
    found: Faces, shapes: Sequence[tuple[Stroke, shapely.Polygon]], numbers: Sequence[NumberText]
) -> None:
    """Closed shapes that hold no number and no booth: such of them as have a telling id are booths, if no booth lies
    there; the rest are counted.
    """
    homes = np.array([shapely.Polygon(booth.corners) for booth in found.booths], dtype=np.object_)
    tree, texts = shapely.STRtree(homes), shapely.STRtree(_points(numbers))
    for stroke, shape in shapes:
        near = homes[tree.query(shape)]
        is_taken = len(near) and shapely.area(shapely.intersection(near, shape)).sum() > 0.05 * shape.area
        if is_taken or len(texts.query(shape, predicate="contains")):
            continue
        found.nameless += 1
        found.booths.append(FoundBooth(_corners(shape), (), stroke))


def _points(numbers: Sequence[NumberText]) -> Shapes:
    return np.array([shapely.Point(number.x, number.y) for number in numbers], dtype=np.object_)


def _corners(shape: shapely.Polygon) -> Spots:
    return tuple((float(x), float(y)) for x, y in list(shape.exterior.coords)[:-1])
