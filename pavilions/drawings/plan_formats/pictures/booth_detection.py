"""Find booths in strokes: closed shapes that are booths as they are, and faces between lines that hold a number.

A closed shape is a booth of its own when one number lies in it, no line runs through it, and it is not one of several
filled areas side by side some of which hold no number or several, since strips of booths are painted that way. All
other strokes form an arrangement of lines: ends that miss another line by no more than the gap are joined to it, and
each face with one number in it is a booth.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import hypot

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.drawings.plan_formats.pictures.texts import NumberText
from pavilions.drawings.vector_files import Stroke

type Outline = tuple[tuple[float, float], ...]
type Polygons = NDArray[np.object_]

MOST_SEGMENTS = 60_000
FEWEST_POINTS = 4
SIMPLIFIED_GAPS = 0.2
MOST_OVERLAID = 0.5
MOST_TAKEN = 0.05

GRID_SHARE = 10  # lines closer together than a tenth of the gap become one


@dataclass(frozen=True, slots=True)
class DetectedBooth:
    """A detected booth with the texts that may be its number. Only a booth with exactly one can be imported."""

    corners: Outline
    numbers: tuple[NumberText, ...]
    stroke: Stroke | None = None


@dataclass(slots=True)
class DetectedBooths:
    """The booths that were detected, and what was left over.

    `unnumbered` counts closed shapes without a number, `unplaced` are numbers without a shape. `sizes` (figures beside
    a number with letters) and `unread` (texts in unnumbered shapes) were left out. `renamed` are booths that show
    another number than the data attached to their shape: (shown, attached). `beside` are other texts in a booth that
    look like numbers, with its number before them.
    """

    booths: list[DetectedBooth] = field(default_factory=list)
    unnumbered: int = 0
    unplaced: list[NumberText] = field(default_factory=list)
    sizes: list[NumberText] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    beside: list[tuple[str, list[str]]] = field(default_factory=list)


def detect_booths(strokes: Sequence[Stroke], numbers: Sequence[NumberText], gap: float) -> DetectedBooths:
    """Detect booths in strokes.

    `gap` is how far the end of a line may miss the line that it should meet, in the unit of the strokes.
    """
    strokes = [replace(stroke, closed=stroke.closed or _is_nearly_closed(stroke, gap)) for stroke in strokes]
    shapes = [(stroke, shape) for stroke in strokes if stroke.closed and (shape := _polygon(stroke)) is not None]
    lines = [shapely.LineString(stroke.points) for stroke in strokes if not stroke.closed]
    single = _single_shapes(shapes, lines, numbers, gap)
    found = DetectedBooths(
        [DetectedBooth(outline_of(shapes[at][1]), (numbers[n],), shapes[at][0]) for at, n in single.items()]
    )
    placed = set(single.values())
    remaining = [number for position, number in enumerate(numbers) if position not in placed]
    taken = np.array([shapes[at][1] for at in single], dtype=np.object_)
    if remaining:
        others = [shape for position, shape in enumerate(shapes) if position not in single]
        _add_faces(found, _arrangement(others, [*lines, *shapely.boundary(taken)], gap), remaining, taken, gap)
    _add_unnumbered(found, shapes, numbers)
    return found


def _is_nearly_closed(stroke: Stroke, gap: float) -> bool:
    """Return whether a stroke has at least three sides and its ends are no farther apart than the gap."""
    (x1, y1), (x2, y2) = stroke.points[0], stroke.points[-1]
    return len(stroke.points) >= FEWEST_POINTS and hypot(x1 - x2, y1 - y2) <= gap


def _polygon(stroke: Stroke) -> shapely.Polygon | None:
    shape = shapely.Polygon(stroke.points)
    if not shape.is_valid:
        parts = shapely.get_parts(shapely.make_valid(shape))
        areas = [part for part in parts if isinstance(part, shapely.Polygon)]
        shape = max(areas, key=lambda part: part.area, default=shapely.Polygon())
    return None if shape.is_empty else shape


def _single_shapes(
    shapes: Sequence[tuple[Stroke, shapely.Polygon]],
    lines: Sequence[shapely.LineString],
    numbers: Sequence[NumberText],
    gap: float,
) -> dict[int, int]:
    """Return the shapes that are booths of their own, as the position of the shape by that of its number.

    Of several shapes around one number, the largest counts.
    """
    if not shapes or not numbers:
        return {}
    polygons = np.array([shape for _stroke, shape in shapes], dtype=np.object_)
    of_shape, of_number = shapely.STRtree(_points(numbers)).query(polygons, predicate="contains")
    counts = np.bincount(of_shape, minlength=len(shapes))
    single = {int(at): int(number) for at, number in zip(of_shape, of_number, strict=True) if counts[at] == 1}
    excluded = _crossed_by(lines, polygons, gap) | _filled_side_by_side(shapes, polygons, counts, gap)
    areas = shapely.area(polygons)
    largest: dict[int, int] = {}
    for at in sorted((at for at in single if at not in excluded), key=lambda at: -areas[at]):
        largest.setdefault(single[at], at)
    return {at: number for number, at in largest.items()}


def _crossed_by(lines: Sequence[shapely.LineString], polygons: Polygons, gap: float) -> set[int]:
    """Return the positions of shapes that a line crosses from about one side to the other."""
    if not lines:
        return set()
    inside = shapely.buffer(polygons, -2 * gap, join_style="mitre")
    drawn = np.array(lines, dtype=np.object_)
    of_line, of_shape = shapely.STRtree(inside).query(drawn, predicate="intersects")
    through = shapely.length(shapely.intersection(drawn[of_line], inside[of_shape]))
    shortest = np.sqrt(shapely.area(polygons[of_shape])) / 2
    return {int(at) for at in of_shape[through >= shortest]}


def _filled_side_by_side(
    shapes: Sequence[tuple[Stroke, shapely.Polygon]], polygons: Polygons, counts: NDArray[np.int64], gap: float
) -> set[int]:
    """Return filled shapes without a line that touch others of their layer, unless each of them has one number."""
    without_line = [at for at, (stroke, _shape) in enumerate(shapes) if not stroke.drawn]
    filled = polygons[without_line]
    first, second = shapely.STRtree(filled).query(filled, predicate="dwithin", distance=gap)
    layers = np.array([shapes[at][0].layer for at in without_line])
    beside = (first != second) & (layers[first] == layers[second])
    first, second = first[beside], second[beside]
    walls = shapely.intersection(shapely.boundary(filled[first]), shapely.buffer(filled[second], gap))
    shared = shapely.length(walls) > 4 * gap
    pairs = [(without_line[int(a)], without_line[int(b)]) for a, b in zip(first[shared], second[shared], strict=True)]
    return {at for group in _groups(pairs) if any(counts[member] != 1 for member in group) for at in group}


def _groups(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """Return the connected components of a graph given by its edges."""
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
    """Return the faces between all lines.

    Filled areas of one layer that touch count as one area, since the border between them is invisible.
    """
    by_layer: dict[int, list[shapely.Polygon]] = {}
    drawn = list(lines)
    for stroke, shape in shapes:
        if stroke.drawn:
            drawn.append(shape.exterior)
        else:
            by_layer.setdefault(stroke.layer, []).append(shape)
    for filled in by_layer.values():
        grown = shapely.buffer(shapely.union_all(np.array(filled)), gap / 2, join_style="mitre")
        drawn.append(shapely.boundary(shapely.buffer(grown, -gap / 2, join_style="mitre")))
    return faces_between(drawn, gap, most=MOST_SEGMENTS)


def _add_faces(
    found: DetectedBooths, faces: list[shapely.Polygon], numbers: Sequence[NumberText], taken: Polygons, gap: float
) -> None:
    """Add a booth for every face with a number, unless booths already take most of it."""
    tree = shapely.STRtree(faces)
    of_number, of_face = tree.query(_points(numbers), predicate="within")
    held: dict[int, list[NumberText]] = {}
    for number, at in zip(of_number, of_face, strict=True):
        held.setdefault(int(at), []).append(numbers[int(number)])
    placed = set()
    for at, texts in held.items():
        if len(taken) and shapely.area(shapely.intersection(taken, faces[at])).sum() > MOST_OVERLAID * faces[at].area:
            continue
        distinct = {text.number.upper(): text for text in texts}
        placed |= {id(text) for text in texts}
        shape = shapely.simplify(faces[at], gap * SIMPLIFIED_GAPS)
        found.booths.append(DetectedBooth(outline_of(shape), tuple(distinct.values())))
    found.unplaced += [number for number in numbers if id(number) not in placed]


def _add_unnumbered(
    found: DetectedBooths, shapes: Sequence[tuple[Stroke, shapely.Polygon]], numbers: Sequence[NumberText]
) -> None:
    """Add closed shapes that hold no number and do not overlap a booth; their name may still be a number."""
    present = np.array([shapely.Polygon(booth.corners) for booth in found.booths], dtype=np.object_)
    tree, texts = shapely.STRtree(present), shapely.STRtree(_points(numbers))
    for stroke, shape in shapes:
        near = present[tree.query(shape)]
        is_taken = len(near) and shapely.area(shapely.intersection(near, shape)).sum() > MOST_TAKEN * shape.area
        if is_taken or len(texts.query(shape, predicate="contains")):
            continue
        found.unnumbered += 1
        found.booths.append(DetectedBooth(outline_of(shape), (), stroke))


def _points(numbers: Sequence[NumberText]) -> Polygons:
    return np.array([shapely.Point(number.x, number.y) for number in numbers], dtype=np.object_)


def outline_of(shape: shapely.Polygon) -> Outline:
    return tuple((float(x), float(y)) for x, y in list(shape.exterior.coords)[:-1])


def faces_between(drawn: Sequence[shapely.Geometry], gap: float, *, most: int) -> list[shapely.Polygon]:
    """Return the faces between the lines, or none if the lines have more than `most` points."""
    if sum(shapely.get_num_coordinates(line) for line in drawn) > most:
        return []
    noded = _noded(drawn, gap)
    bridges = _bridges(noded, gap)
    if bridges:
        noded = _noded([noded, *bridges], gap)
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(noded))))
    return [face for face in faces if isinstance(face, shapely.Polygon)]


def _noded(drawn: Sequence[shapely.Geometry], gap: float) -> shapely.Geometry:
    return shapely.union_all(np.array(drawn, dtype=np.object_), grid_size=gap / GRID_SHARE)


def _bridges(noded: shapely.Geometry, gap: float) -> list[shapely.LineString]:
    """Return, for every loose end, the shortest line to another piece if that is no longer than the gap."""
    pieces = np.array([part for part in shapely.get_parts(noded) if part.length > 0], dtype=np.object_)
    met: dict[tuple[float, float], list[int]] = {}
    for owner, piece in enumerate(pieces):
        for end in (piece.coords[0], piece.coords[-1]):
            met.setdefault((end[0], end[1]), []).append(owner)
    loose = {end: pieces_there[0] for end, pieces_there in met.items() if len(pieces_there) == 1}
    if not loose:
        return []
    ends, owners = np.array([shapely.Point(end) for end in loose], dtype=np.object_), list(loose.values())
    of_end, of_piece = shapely.STRtree(pieces).query(ends, predicate="dwithin", distance=gap)
    bridges: dict[int, shapely.LineString] = {}
    for at, other in zip(of_end.tolist(), of_piece.tolist(), strict=True):
        if other == owners[at]:
            continue
        bridge = shapely.shortest_line(ends[at], pieces[other])
        if bridge.length > 0 and (at not in bridges or bridge.length < bridges[at].length):
            bridges[at] = bridge
    return list(bridges.values())
