"""Layers whose names say nothing, judged by what is on them: numbers lie in booths, and lines lie along them."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import shapely

from pavilions.plan_formats.pictures.booth_detection import find_booths
from pavilions.plan_formats.pictures.layers import Roles
from pavilions.plan_formats.pictures.roles import Role
from pavilions.plan_formats.pictures.texts import NumberText, number_texts
from pavilions.vector_files import LayerSort, Picture, Stroke

LEAST_SHARE_NUMBERED = 0.4
LEAST_SHARE_OF_NUMBERS = 0.01
LEAST_SHARE_ALONG = 0.6
GAP_OF_EXTENT = 0.0003
MOST_STROKES = 20_000


def guessed_roles(picture: Picture, named: dict[str, Role | None]) -> dict[str, Role | None]:
    """`named`, completed: layers with numbers on them, and where no name says booths, those that look like them."""
    roles = dict(named)
    numbered = _layers_with_numbers(picture, roles)
    if Role.NUMBER not in named.values():
        has_lines = {stroke.layer for stroke in picture.strokes}
        roles |= {picture.layers[at].key: Role.NUMBER for at in numbered if at not in has_lines}
    if Role.BOOTH not in named.values() and len(picture.strokes) <= MOST_STROKES:
        for position in _booth_layers(picture, roles):
            roles[picture.layers[position].key] = Role.BOOTH
    for layer in picture.layers:
        if roles[layer.key] is None and layer.sort is LayerSort.LAYER:
            roles[layer.key] = Role.BACKGROUND
    return roles


def usual_gap(strokes: Sequence[Stroke]) -> float:
    """A gap for drawings whose scale is not known yet."""
    across = [x for stroke in strokes for x, _y in stroke.points]
    down = [y for stroke in strokes for _x, y in stroke.points]
    return float(np.hypot(max(across) - min(across), max(down) - min(down)) * GAP_OF_EXTENT) or 1.0


def _layers_with_numbers(picture: Picture, roles: Roles) -> set[int]:
    texts = [t for t in picture.letterings if roles[picture.layers[t.layer].key] in {None, Role.NUMBER, Role.BOOTH}]
    places = {(number.x, number.y) for number in number_texts(texts)}
    return {text.layer for text in texts if (text.x, text.y) in places}


def _booth_layers(picture: Picture, roles: Roles) -> set[int]:
    free = [s for s in picture.strokes if s.block < 0 and roles[picture.layers[s.layer].key] is None]
    numbers = number_texts(picture.letterings)
    if not (free and numbers):
        return set()
    homes, shapes = _votes(free, numbers), Counter(s.layer for s in free if s.closed)
    enough = max(1.0, LEAST_SHARE_OF_NUMBERS * len(numbers))
    chosen = {
        layer for layer, votes in homes.items() if votes >= enough and votes >= LEAST_SHARE_NUMBERED * shapes[layer]
    }
    if chosen:
        return chosen | _lines_along(free, chosen)
    return _enclosing_lines(free, numbers)


def _votes(strokes: Sequence[Stroke], numbers: Sequence[NumberText]) -> Counter[int]:
    """How many shapes of each layer are the smallest around some number."""
    closed = [stroke for stroke in strokes if stroke.closed]
    if not closed:
        return Counter()
    polygons = shapely.make_valid(np.array([shapely.Polygon(s.points) for s in closed], dtype=np.object_))
    points = np.array([shapely.Point(number.x, number.y) for number in numbers], dtype=np.object_)
    of_number, of_shape = shapely.STRtree(polygons).query(points, predicate="within")
    areas = shapely.area(polygons)
    smallest: dict[int, int] = {}
    for number, shape in zip(of_number.tolist(), of_shape.tolist(), strict=True):
        if number not in smallest or areas[shape] < areas[smallest[number]]:
            smallest[number] = shape
    return Counter(closed[shape].layer for shape in set(smallest.values()))


def _lines_along(strokes: Sequence[Stroke], chosen: set[int]) -> set[int]:
    """Layers of lines that mostly run within or along the shapes of the chosen ones, and cut them up."""
    painted = [shapely.Polygon(s.points).buffer(0) for s in strokes if s.closed and s.layer in chosen]
    floor = shapely.union_all(np.array(painted)).buffer(10 * usual_gap(strokes))
    shapely.prepare(floor)
    inside: defaultdict[int, float] = defaultdict(float)
    whole: defaultdict[int, float] = defaultdict(float)
    for stroke in strokes:
        if stroke.layer not in chosen and not stroke.closed:
            line = shapely.LineString(stroke.points)
            whole[stroke.layer] += line.length
            inside[stroke.layer] += line.intersection(floor).length
    most = max(inside.values(), default=0.0)
    return {
        layer for layer in whole if inside[layer] >= LEAST_SHARE_ALONG * whole[layer] and inside[layer] >= 0.2 * most
    }


def _enclosing_lines(strokes: Sequence[Stroke], numbers: Sequence[NumberText]) -> set[int]:
    """The layer whose lines enclose the most numbers one by one, if they enclose half of them."""
    gap = usual_gap(strokes)
    enclosed = {}
    for layer in {stroke.layer for stroke in strokes}:
        found = find_booths([stroke for stroke in strokes if stroke.layer == layer], numbers, gap)
        enclosed[layer] = sum(len(booth.numbers) == 1 for booth in found.booths)
    best = max(enclosed, key=lambda layer: enclosed[layer])
    return {best} if 2 * enclosed[best] >= len(numbers) else set()
