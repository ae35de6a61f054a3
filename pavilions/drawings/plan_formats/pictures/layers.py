"""The layers of a picture and their roles: chosen by the user, else by their names, else by their contents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

import numpy as np
import shapely
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.tables.mapping import heading_key
from pavilions.drawings.plan_formats.pictures.background import Background
from pavilions.drawings.plan_formats.pictures.booth_detection import detect_booths
from pavilions.drawings.plan_formats.pictures.parts import Part
from pavilions.drawings.plan_formats.pictures.texts import NumberText, is_size, number_texts
from pavilions.drawings.vector_files import LayerKind, Picture, Stroke, Text
from pavilions.states import ObstructionKind

SHORTEST_PREFIX: Final = 4
_COLOURS = re.compile(r"(fill|line) (#[0-9a-f]{3,8}|[a-z]{3,20})(?=,|$)")
LEAST_SHARE_NUMBERED = 0.4
LEAST_SHARE_OF_NUMBERS = 0.01
LEAST_SHARE_ALONG = 0.6
MOSTLY_NUMBERS = 0.5
FEW_NUMBERS = 0.2
"""A layer with no larger share of numbers has names ("H2O") where another layer consists mostly of numbers."""
GAP_OF_EXTENT = 0.0003
MOST_STROKES = 20_000

type Roles = Mapping[str, Role | None]


class Role(TextChoices):
    BOOTH = "booth", _("booths")
    NUMBER = "number", _("numbers and sizes")
    OUTLINE = "outline", _("outline of the hall")
    COLUMN = "column", _("columns")
    WALL = "wall", _("walls")
    HYDRANT = "hydrant", _("hydrants")
    DUCT = "duct", _("ducts")
    EXIT = "exit", _("exits")
    ENTRANCE = "entrance", _("entrances")
    RESCUE = "rescue", _("rescue access")
    STAGE = "stage", _("stages")
    CAFE = "cafe", _("cafés")
    SERVICE = "service", _("service gaps")
    POWER = "power", _("power supply")
    WATER = "water", _("water supply")
    SIGN = "sign", _("texts on the floor")
    BACKGROUND = "background", _("background")
    IGNORED = "ignored", _("left out")


OBSTRUCTIONS: Final = {
    Role.COLUMN: ObstructionKind.COLUMN,
    Role.WALL: ObstructionKind.WALL,
    Role.HYDRANT: ObstructionKind.HYDRANT,
    Role.DUCT: ObstructionKind.DUCT,
    Role.EXIT: ObstructionKind.EXIT,
    Role.ENTRANCE: ObstructionKind.ENTRANCE,
    Role.RESCUE: ObstructionKind.RESCUE,
    Role.STAGE: ObstructionKind.STAGE,
    Role.CAFE: ObstructionKind.CAFE,
    Role.SERVICE: ObstructionKind.SERVICE,
    Role.POWER: ObstructionKind.POWER,
    Role.WATER: ObstructionKind.WATER,
    Role.SIGN: ObstructionKind.TEXT,
}
# The first role with a word in the name counts: "STAND NUMBERS" are numbers, "HALL COLUMNS" columns. Words of four
# letters and more may also begin a longer word; words in other alphabets are found anywhere in the name.
WORDS: Final[dict[Role, tuple[str, ...]]] = {
    Role.IGNORED: ("defpoints", "dimension", "dim", "dims", "viewport", "vport", "titleblock", "title", "bemassung",
                   "cotas", "размер", "标注", "图框", "hidden"),
    Role.NUMBER: ("number", "numbers", "num", "nums", "no", "nr", "text", "txt", "label", "area", "areas", "nummer",
                  "numero", "numeros", "beschriftung", "texte", "texto", "etiqueta", "номер", "текст", "площад",
                  "编号", "文字", "标签", "面积", "番号", "번호"),
    Role.ENTRANCE: ("entrance", "entrances", "eingang", "入口"),
    Role.RESCUE: ("rescue", "firelane", "feuerwehrzufahrt", "消防通道", "消防车道", "救援"),
    Role.STAGE: ("stage", "stages", "buhne", "舞台"),
    Role.CAFE: ("cafe", "cafes", "bistro", "咖啡"),
    Role.SERVICE: ("service", "services", "servicegap", "设备间隙"),
    Role.POWER: ("power", "strom", "供电"),
    Role.WATER: ("water", "wasser", "供水"),
    Role.SIGN: ("signs",),
    Role.EXIT: ("exit", "exits", "door", "doors", "emergency", "egress", "gate", "gates", "ausgang", "notausgang",
                "tur", "turen", "tor", "sortie", "porte", "portes", "salida", "puerta", "saida", "porta", "uscita",
                "выход", "двер", "ворот", "出口", "大门", "疏散", "비상구"),
    Role.COLUMN: ("column", "columns", "pillar", "pillars", "post", "posts", "saule", "saulen", "stutze", "stutzen",
                  "poteau", "poteaux", "columna", "pilar", "coluna", "colonna", "pilastro", "колонн", "столб", "柱",
                  "기둥"),
    Role.HYDRANT: ("hydrant", "hydrants", "fire", "sprinkler", "hydranten", "feuerloscher", "extincteur", "hidrante",
                   "гидрант", "пожарн", "消防", "消火栓", "灭火"),
    Role.DUCT: ("duct", "ducts", "trench", "pit", "pits", "kanal", "kanale", "schacht", "conducto", "канал", "шахт",
                "管沟", "地沟", "风管"),
    Role.WALL: ("wall", "walls", "partition", "partitions", "wand", "wande", "mauer", "mur", "murs", "cloison", "pared",
                "muro", "parede", "parete", "стена", "стены", "перегород", "墙", "隔断", "壁", "벽"),
    Role.BOOTH: ("booth", "booths", "stand", "stands", "stall", "stalls", "island", "exhibitor", "exhibitors",
                 "messestand", "koje", "kojen", "parzelle", "stande", "estande", "caseta", "posto", "стенд", "павильон",
                 "展位", "展台", "摊位", "特装", "标展", "小間", "ブース", "부스"),
    Role.OUTLINE: ("outline", "boundary", "hall", "perimeter", "contour", "halle", "umriss", "grundriss", "contorno",
                   "perimetro", "контур", "зал", "轮廓", "边界", "展馆", "外框"),
}  # fmt: skip


def role_by_name(name: str) -> Role | None:
    key = heading_key(name)

    def has(word: str) -> bool:
        if not word.isascii():
            return word in key
        return any(each == word or (len(word) >= SHORTEST_PREFIX and each.startswith(word)) for each in key.split())

    return next((role for role, words in WORDS.items() if any(map(has, words))), None)


@dataclass(frozen=True, slots=True)
class LayerReading:
    """A layer as the preview lists it. `role` is None for a block whose parts have the roles of their layers."""

    key: str
    name: str
    is_block: bool
    hidden: bool
    shapes: int
    lines: int
    texts: int
    role: Role | None

    @property
    def swatch(self) -> dict[str, str]:
        """The plain colours in the name of an SVG's layer, by `fill` and `line`."""
        return dict(_COLOURS.findall(self.name.rpartition(" · ")[2].replace("text ", "fill ")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureReading:
    """How a vector drawing was read.

    `shift_cm` is how far it was moved into the hall, right and down; `parts` are those of the whole drawing, one of
    which may be chosen.
    """

    layers: tuple[LayerReading, ...]
    cm_per_unit: Decimal
    shift_cm: tuple[int, int] = (0, 0)
    background: Background | None = None
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class RoleLayers:
    strokes: dict[Role, list[Stroke]] = field(default_factory=dict)
    texts: dict[Role, list[Text]] = field(default_factory=dict)

    def strokes_of(self, *roles: Role) -> list[Stroke]:
        return [stroke for role in roles for stroke in self.strokes.get(role, [])]

    def texts_of(self, *roles: Role) -> list[Text]:
        return [text for role in roles for text in self.texts.get(role, [])]


def roles_by_name(picture: Picture) -> dict[str, Role | None]:
    """Return roles by names alone, None for names without a known word. Hidden layers are left out."""
    roles: dict[str, Role | None] = {}
    for layer in picture.layers:
        by_name = role_by_name(layer.name.rpartition(" · ")[0] or layer.name)
        roles[layer.key] = Role.IGNORED if layer.hidden else by_name
    return roles


def layer_readings(picture: Picture, roles: Roles) -> tuple[LayerReading, ...]:
    """Return the layers in the order of their names, with blocks after them."""
    shapes: Counter[int] = Counter()
    lines: Counter[int] = Counter()
    for stroke in picture.strokes:
        (shapes if stroke.closed else lines).update(_layers_of(stroke))
    texts = Counter(position for text in picture.texts for position in _layers_of(text))
    readings = [
        LayerReading(
            key=layer.key,
            name=layer.name,
            is_block=layer.kind is LayerKind.BLOCK,
            hidden=layer.hidden,
            shapes=shapes[position],
            lines=lines[position],
            texts=texts[position],
            role=roles[layer.key],
        )
        for position, layer in enumerate(picture.layers)
    ]
    return tuple(sorted(readings, key=lambda layer: (layer.is_block, layer.name.casefold())))


def _layers_of(item: Stroke | Text) -> Iterable[int]:
    return (item.layer,) if item.block < 0 else (item.layer, item.block)


def by_role(picture: Picture, roles: Roles) -> RoleLayers:
    """Return strokes and texts by role. The role of a block takes precedence over those of its parts' layers."""
    found = RoleLayers()
    keys = [layer.key for layer in picture.layers]

    def role_of(item: Stroke | Text) -> Role:
        own = roles[keys[item.block]] if item.block >= 0 else None
        return own or roles[keys[item.layer]] or Role.BACKGROUND

    for stroke in picture.strokes:
        found.strokes.setdefault(role_of(stroke), []).append(stroke)
    for text in picture.texts:
        found.texts.setdefault(role_of(text), []).append(text)
    return found


def in_centimetres(picture: Picture, cm_per_unit: float, shift: tuple[float, float] = (0.0, 0.0)) -> Picture:
    """Return the picture in centimetres with y pointing down, moved by `shift`."""
    right, down = shift
    up = -1.0 if picture.y_up else 1.0

    def point(x: float, y: float) -> tuple[float, float]:
        return x * cm_per_unit + right, up * y * cm_per_unit + down

    strokes = [replace(stroke, points=tuple(point(*corner) for corner in stroke.points)) for stroke in picture.strokes]
    texts = []
    for text in picture.texts:
        x, y = point(text.x, text.y)
        texts.append(replace(text, x=x, y=y, height=text.height * cm_per_unit))
    return replace(picture, strokes=strokes, texts=texts, unit="cm", y_up=False)


def roles_of(picture: Picture, chosen: Mapping[str, str]) -> dict[str, Role | None]:
    """Return the role of every layer by its key; None for a block whose parts have the roles of their layers.

    `chosen` are roles by keys, as in `ReadingChoices.layers`. If no name shows which layers have the numbers or the
    booths, layers with numbers on them and layers that look like booths are taken. A layer of texts alone, none of them
    a number or a size while other layers have numbers, has the texts on the floor. So does a layer of names few of
    which look like numbers while another layer has hardly anything else.
    """
    named = roles_by_name(picture)
    of_words = _layers_of_words(picture)
    keys = [picture.layers[at].key for at in of_words]
    roles = dict(named) | {key: Role.SIGN for key in keys if named[key] is Role.NUMBER}
    if Role.NUMBER not in named.values():
        has_lines = {stroke.layer for stroke in picture.strokes}
        open_roles = {None, Role.NUMBER, Role.BOOTH}
        texts = [text for text in picture.texts if roles[picture.layers[text.layer].key] in open_roles]
        positions = {(number.x, number.y) for number in number_texts(texts)}
        numbered = {text.layer for text in texts if (text.x, text.y) in positions}
        roles |= {picture.layers[at].key: Role.NUMBER for at in numbered - of_words - has_lines}
    if Role.BOOTH not in named.values() and len(picture.strokes) <= MOST_STROKES:
        for position in _booth_layers(picture, roles):
            roles[picture.layers[position].key] = Role.BOOTH
    for layer in picture.layers:
        if roles[layer.key] is None and layer.kind is LayerKind.LAYER:
            roles[layer.key] = Role.BACKGROUND
    return roles | {key: Role(role) if role else None for key, role in chosen.items() if key in roles}


def _layers_of_words(picture: Picture) -> set[int]:
    """Return layers of texts alone, none or few of which belong to booths, while other layers have texts of booths."""
    texts: defaultdict[int, list[Text]] = defaultdict(list)
    for text in picture.texts:
        if text.block < 0:
            texts[text.layer].append(text)
    shares = {at: sum(_is_of_a_booth(text) for text in on) / len(on) for at, on in texts.items()}
    least = FEW_NUMBERS if max(shares.values(), default=0) >= MOSTLY_NUMBERS else 0
    numbered = {at for at, share in shares.items() if share > least}
    with_lines = {stroke.layer for stroke in picture.strokes}
    return texts.keys() - numbered - with_lines if numbered else set()


def _is_of_a_booth(text: Text) -> bool:
    return bool(number_texts([text])) or is_size(text.text)


def default_gap(strokes: Sequence[Stroke]) -> float:
    """Return the gap to use while the scale is unknown, in the drawing's unit."""
    across = [x for stroke in strokes for x, _y in stroke.points]
    down = [y for stroke in strokes for _x, y in stroke.points]
    return float(np.hypot(max(across) - min(across), max(down) - min(down)) * GAP_OF_EXTENT) or 1.0


def _booth_layers(picture: Picture, roles: Roles) -> set[int]:
    """Return layers without a role many of whose shapes have a number in them, with the lines along those shapes.

    Without such layers, return the layer whose lines enclose the most numbers.
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
    """Count the shapes of each layer that are the smallest shape around a number."""
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
    """Return other layers whose lines mostly run inside or along the shapes of these layers, and divide them."""
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
    """Return the layer whose lines enclose the most single numbers, if these are at least half of all numbers."""
    gap = default_gap(strokes)
    enclosed = {}
    for layer in {stroke.layer for stroke in strokes}:
        found = detect_booths([stroke for stroke in strokes if stroke.layer == layer], numbers, gap)
        enclosed[layer] = sum(len(booth.numbers) == 1 for booth in found.booths)
    best = max(enclosed, key=lambda layer: enclosed[layer])
    return {best} if 2 * enclosed[best] >= len(numbers) else set()
