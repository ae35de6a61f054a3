"""The roles of a picture's layers: chosen by the user, else by their names, else by what is on them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from pavilions.plan_formats.pictures.booth_detection import detect_booths
from pavilions.plan_formats.pictures.layers import Role, Roles, roles_by_name
from pavilions.plan_formats.pictures.texts import NumberText, number_texts
from pavilions.vector_files import LayerKind, Picture, Stroke

LEAST_SHARE_NUMBERED = 0.4
LEAST_SHARE_OF_NUMBERS = 0.01
LEAST_SHARE_ALONG = 0.6
GAP_OF_EXTENT = 0.0003
MOST_STROKES = 20_000


def roles_of(picture: Picture, chosen: Mapping[str, str]) -> dict[str, Role | None]:
    """The role of every layer by its key; None for a block whose parts have the roles of their layers.

    `chosen` are roles by keys, as in `ReadingChoices.layers`. If no name says which layers have the numbers or the
    booths, layers with numbers on them and layers that look like booths are taken.
    """
    named = roles_by_name(picture)
    roles = dict(named)
    if Role.NUMBER not in named.values():
        has_lines = {stroke.layer for stroke in picture.strokes}
        open_roles = {None, Role.NUMBER, Role.BOOTH}
        texts = [text for text in picture.texts if roles[picture.layers[text.layer].key] in open_roles]
        positions = {(number.x, number.y) for number in number_texts(texts)}
        numbered = {text.layer for text in texts if (text.x, text.y) in positions}
        roles |= {picture.layers[at].key: Role.NUMBER for at in numbered if at not in has_lines}
    if Role.BOOTH not in named.values() and len(picture.strokes) <= MOST_STROKES:
        for position in _booth_layers(picture, roles):
            roles[picture.layers[position].key] = Role.BOOTH
    for layer in picture.layers:
        if roles[layer.key] is None and layer.kind is LayerKind.LAYER:
            roles[layer.key] = Role.BACKGROUND
    return roles | {key: Role(role) if role else None for key, role in chosen.items() if key in roles}


def default_gap(strokes: Sequence[Stroke]) -> float:
    """The gap to use while the scale is not known, in the drawing's unit."""
    across = [x for stroke in strokes for x, _y in stroke.points]
    down = [y for stroke in strokes for _x, y in stroke.points]
    return float(np.hypot(max(across) - min(across), max(down) - min(down)) * GAP_OF_EXTENT) or 1.0


def _booth_layers(picture: Picture, roles: Roles) -> set[int]:
    """Layers without a role of which many shapes have a number in them, with the lines along those shapes; without any,
    the layer whose lines enclose the most numbers.
    """
    strokes = [s for s in picture.strokes if s.block < 0 and roles[picture.layers[s.layer].key] is None]
    numbers = number_texts(picture.texts)
    if not (strokes and numbers):
        return set()
    numbered, shapes = _numbered_shapes(strokes, numbers), Counter(s.layer for s in strokes if s.closed)
    enough = max(1.0, LEAST_SHARE_OF_NUMBERS * len(numbers))
    found = {
        layer for layer, count in numbered.items() if count >= enough and count >= LEAST_SHARE_NUMBERED * shapes[layer]
    }
    return found | _lines_along(strokes, found) if found else _enclosing_lines(strokes, numbers)


def _numbered_shapes(strokes: Sequence[Stroke], numbers: Sequence[NumberText]) -> Counter[int]:
    """How many shapes of each layer are the smallest shape around a number."""
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


def _lines_along(strokes: Sequence[Stroke], layers: set[int]) -> set[int]:
    """Other layers whose lines mostly run inside or along the shapes of these layers, and divide them."""
    filled = [shapely.Polygon(s.points).buffer(0) for s in strokes if s.closed and s.layer in layers]
    floor = shapely.union_all(np.array(filled)).buffer(10 * default_gap(strokes))
    shapely.prepare(floor)
    inside: defaultdict[int, float] = defaultdict(float)
    whole: defaultdict[int, float] = defaultdict(float)
    for stroke in strokes:
        if stroke.layer not in layers and not stroke.closed:
            line = shapely.LineString(stroke.points)
            whole[stroke.layer] += line.length
            inside[stroke.layer] += line.intersection(floor).length
    most = max(inside.values(), default=0.0)
    return {
        layer for layer in whole if inside[layer] >= LEAST_SHARE_ALONG * whole[layer] and inside[layer] >= 0.2 * most
    }


def _enclosing_lines(strokes: Sequence[Stroke], numbers: Sequence[NumberText]) -> set[int]:
    """The layer whose lines enclose the most single numbers, if these are at least half of all."""
    gap = default_gap(strokes)
    enclosed = {}
    for layer in {stroke.layer for stroke in strokes}:
        found = detect_booths([stroke for stroke in strokes if stroke.layer == layer], numbers, gap)
        enclosed[layer] = sum(len(booth.numbers) == 1 for booth in found.booths)
    best = max(enclosed, key=lambda layer: enclosed[layer])
    return {best} if 2 * enclosed[best] >= len(numbers) else set()
