"""Find dead ends: places from which all ways lead through one passage, and how far it is back to that passage.

The ways are cut into triangles between corners of the plan, and points of walls straight across from corners; two are
neighbours where a passage leads from one to the other. Passages without which a part has no way to an exit are the
mouths of dead ends.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import shapely

from pavilions.plans.safety.measuring.aisles import Front
from pavilions.plans.safety.measuring.hall import MeasuredHall
from pavilions.plans.safety.measuring.routes import Routes

PASSAGE_CM = 600
"""Anything wider leads into a place with more than one way through it."""

NEAR_CM = 1
"""A point this near to a corner is that corner."""

type Point = tuple[float, float]
type Passage = tuple[Point, Point]
type Neighbours = list[list[tuple[int, Passage | None]]]


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A dead end. `depth_cm` is the distance from its deepest front to its mouth, along the shortest way."""

    mouth: Passage
    deepest: Point
    depth_cm: float
    booths: tuple[int, ...]
    place: shapely.Geometry


def dead_ends_of(hall: MeasuredHall, fronts: Sequence[Front]) -> list[DeadEnd]:
    """Return the largest dead ends with a front in them, none within another, deepest first."""
    triangles = list(chain.from_iterable(_triangles(part) for part in hall.ways.geoms))
    if not triangles:
        return []
    passages = _passages(triangles)
    near_exit = np.unique(shapely.STRtree(triangles).query(hall.usable_exits, predicate="intersects")[1]).tolist()
    points = [(front.booth, point) for front in fronts for point in (front.start, front.end)]
    tree = shapely.STRtree([shapely.Point(point) for _booth, point in points])
    found = []
    for mouth, inside in _behind_bridges(len(triangles), passages, near_exit):
        place = shapely.union_all([triangles[each] for each in inside])
        there = tree.query(shapely.buffer(place, 1, join_style="mitre"), predicate="intersects")
        end = _dead_end(mouth, place, [points[each] for each in sorted(there.tolist())])
        if end:
            found.append(end)
    return sorted(found, key=lambda each: -each.depth_cm)


def _triangles(part: shapely.Polygon) -> list[shapely.Polygon]:
    return list(shapely.get_parts(shapely.constrained_delaunay_triangles(_with_points_across(part))))


def _with_points_across(part: shapely.Polygon) -> shapely.Polygon:
    """Return the part with a point on each wall straight across from every corner that ways go round.

    The point is no farther away than a passage is wide. The way between two walls is narrowest there, and otherwise no
    triangle would end at it.
    """
    whole = shapely.orient_polygons(part)
    rings = [np.array(ring.coords)[:-1] for ring in (whole.exterior, *whole.interiors)]
    start, end, came_from = (np.concatenate([np.roll(ring, shift, axis=0) for ring in rings]) for shift in (0, -1, 1))
    ahead, behind = end - start, start - came_from
    corners = start[behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0] < 0]  # the ways are on the left
    walls = np.asarray(shapely.linestrings(np.stack([start, end], axis=1)))
    corner, wall = shapely.STRtree(walls).query(shapely.points(corners), predicate="dwithin", distance=PASSAGE_CM)
    length = np.hypot(*ahead.T)
    along = np.einsum("ij,ij->i", corners[corner] - start[wall], ahead[wall]) / length[wall]
    is_within = (along > NEAR_CM) & (along < length[wall] - NEAR_CM)
    corner, wall, along = corner[is_within], wall[is_within], along[is_within]
    across = start[wall] + ahead[wall] * (along / length[wall])[:, None]
    apart = across - corners[corner]
    lines = shapely.linestrings(np.stack([corners[corner] + apart * 0.01, across - apart * 0.01], axis=1))
    shapely.prepare(whole)
    is_free = shapely.covers(whole, lines) & (np.hypot(*apart.T) > NEAR_CM)
    points: dict[int, list[tuple[float, Point]]] = {}
    for at, far, point in zip(wall[is_free].tolist(), along[is_free].tolist(), across[is_free].tolist(), strict=True):
        points.setdefault(at, []).append((far, (point[0], point[1])))
    found, first = [], 0
    for ring in rings:
        found.append(
            list(
                chain.from_iterable(
                    ((x, y), *(point for _far, point in sorted(points.get(at, ()))))
                    for at, (x, y) in enumerate(ring.tolist(), start=first)
                )
            )
        )
        first += len(ring)
    return shapely.Polygon(found[0], found[1:])


def _passages(triangles: Sequence[shapely.Polygon]) -> dict[Passage, list[int]]:
    """Return the sides that two triangles share."""
    sides: dict[Passage, list[int]] = {}
    for number, triangle in enumerate(triangles):
        corners = [(round(x, 2), round(y, 2)) for x, y in triangle.exterior.coords]
        for one, other in pairwise(corners):
            sides.setdefault((min(one, other), max(one, other)), []).append(number)
    return {side: both for side, both in sides.items() if len(both) == 2}  # noqa: PLR2004


def _behind_bridges(
    count: int, passages: dict[Passage, list[int]], near_exit: Iterable[int]
) -> list[tuple[Passage, list[int]]]:
    """Return each passage nearest to the exits that alone leads to a part, with the triangles of that part.

    They are found as Tarjan's bridges, without recursion.
    """
    return _largest_parts(*_search(_graph(count, passages, near_exit)))


def _graph(count: int, passages: dict[Passage, list[int]], near_exit: Iterable[int]) -> Neighbours:
    """Return the neighbours of the triangles and, as the last node, of an outside that all triangles at exits touch."""
    neighbours: Neighbours = [[] for _node in range(count + 1)]
    for side, (one, other) in passages.items():
        # A wide place counts as two ways, not as a passage, so that it is never the only way to a part.
        for way in (side,) if math.dist(*side) <= PASSAGE_CM else (side, None):
            neighbours[one].append((other, way))
            neighbours[other].append((one, way))
    for triangle in near_exit:
        neighbours[count].append((triangle, None))
        neighbours[triangle].append((count, None))
    return neighbours


def _search(neighbours: Neighbours) -> tuple[list[int], list[int], list[int], list[tuple[int, Passage | None]]]:
    """Search the graph from its last node.

    Return the nodes in the order of the search, their low points, when each was entered, and through what.
    """
    count = outside = len(neighbours) - 1
    entered, low = [-1] * (count + 1), [0] * (count + 1)
    through: list[tuple[int, Passage | None]] = [(-1, None)] * (count + 1)
    order: list[int] = []
    stack = [(outside, iter(neighbours[outside]))]
    entered[outside] = low[outside] = 0
    order.append(outside)
    while stack:
        node, rest = stack[-1]
        for other, side in rest:
            if entered[other] < 0:
                entered[other] = low[other] = len(order)
                through[other] = node, side
                order.append(other)
                stack.append((other, iter(neighbours[other])))
                break
            if side is None or side != through[node][1]:
                low[node] = min(low[node], entered[other])
        else:
            stack.pop()
            if stack:
                low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
    return order, low, entered, through


def _largest_parts(
    order: list[int], low: list[int], entered: list[int], through: list[tuple[int, Passage | None]]
) -> list[tuple[Passage, list[int]]]:
    parts: dict[int, tuple[Passage, list[int]]] = {}
    part_of: dict[int, int] = {}
    for node in order[1:]:
        parent, side = through[node]
        if parent in part_of:
            part_of[node] = part_of[parent]
            parts[part_of[node]][1].append(node)
        elif low[node] == entered[node] and side is not None:
            parts[node] = side, [node]
            part_of[node] = node
    return list(parts.values())


def _dead_end(mouth: Passage, place: shapely.Geometry, points: Sequence[tuple[int, Point]]) -> DeadEnd | None:
    """Return the dead end of a place, if any. `points` are the ends of fronts in the place, each with its booth."""
    if not points:
        return None
    depths = Routes(place, [shapely.LineString(mouth)]).distances(np.array([point for _booth, point in points]))
    deep = np.isfinite(depths) & (depths > 1)
    if not deep.any():
        return None
    deepest = int(np.where(deep, depths, 0).argmax())
    booths = tuple(sorted({booth for (booth, _point), is_deep in zip(points, deep.tolist(), strict=True) if is_deep}))
    return DeadEnd(mouth, points[deepest][1], float(depths[deepest]), booths, place)
