"""The layers of a picture and their roles: by name, as a list for the preview, and the picture split by role."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.tables.mapping import heading_key
from pavilions.plan_formats.pictures.background import Background
from pavilions.states import ObstructionKind
from pavilions.vector_files import LayerKind, Picture, Stroke, Text


class Role(TextChoices):
    BOOTH = "booth", _("booths")
    NUMBER = "number", _("numbers and sizes")
    OUTLINE = "outline", _("outline of the hall")
    COLUMN = "column", _("columns")
    WALL = "wall", _("walls")
    HYDRANT = "hydrant", _("hydrants")
    DUCT = "duct", _("ducts")
    EXIT = "exit", _("exits")
    BACKGROUND = "background", _("background")
    IGNORED = "ignored", _("left out")


OBSTRUCTIONS: Final = {
    Role.COLUMN: ObstructionKind.COLUMN,
    Role.WALL: ObstructionKind.WALL,
    Role.HYDRANT: ObstructionKind.HYDRANT,
    Role.DUCT: ObstructionKind.DUCT,
    Role.EXIT: ObstructionKind.EXIT,
}
# The first role with a word in the name: "STAND NUMBERS" are numbers, "HALL COLUMNS" columns. Words of four letters and
# more may also begin a longer word; words in other alphabets are found anywhere in the name.
WORDS: Final[dict[Role, tuple[str, ...]]] = {
    Role.IGNORED: ("defpoints", "dimension", "dim", "dims", "viewport", "vport", "titleblock", "title", "bemassung",
                   "cotas", "размер", "标注", "图框", "hidden"),
    Role.NUMBER: ("number", "numbers", "num", "nums", "no", "nr", "text", "txt", "label", "area", "areas", "nummer",
                  "numero", "numeros", "beschriftung", "texte", "texto", "etiqueta", "номер", "текст", "площад",
                  "编号", "文字", "标签", "面积", "番号", "번호"),
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
SHORTEST_PREFIX: Final = 4


def role_by_name(name: str) -> Role | None:
    key = heading_key(name)

    def has(word: str) -> bool:
        if not word.isascii():
            return word in key
        return any(each == word or (len(word) >= SHORTEST_PREFIX and each.startswith(word)) for each in key.split())

    return next((role for role, words in WORDS.items() if any(map(has, words))), None)


_COLOURS = re.compile(r"(fill|line) (#[0-9a-f]{3,8}|[a-z]{3,20})(?=,|$)")


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
    """How a vector drawing was read. `shift_cm` is how far it was moved into the hall, right and down."""

    layers: tuple[LayerReading, ...]
    cm_per_unit: Decimal
    shift_cm: tuple[int, int] = (0, 0)
    background: Background | None = None


@dataclass(slots=True)
class RoleLayers:
    strokes: dict[Role, list[Stroke]] = field(default_factory=dict)
    texts: dict[Role, list[Text]] = field(default_factory=dict)

    def strokes_of(self, *roles: Role) -> list[Stroke]:
        return [stroke for role in roles for stroke in self.strokes.get(role, [])]

    def texts_of(self, *roles: Role) -> list[Text]:
        return [text for role in roles for text in self.texts.get(role, [])]


type Roles = Mapping[str, Role | None]


def roles_by_name(picture: Picture) -> dict[str, Role | None]:
    """Roles by names alone; hidden layers are left out. None for names without a known word."""
    roles: dict[str, Role | None] = {}
    for layer in picture.layers:
        by_name = role_by_name(layer.name.rpartition(" · ")[0] or layer.name)
        roles[layer.key] = Role.IGNORED if layer.hidden else by_name
    return roles


def layer_readings(picture: Picture, roles: Roles) -> tuple[LayerReading, ...]:
    """Layers in the order of their names, blocks after them."""
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
    """Strokes and texts by role. The role of a block takes precedence over those of its parts' layers."""
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
    """The picture in centimetres with y pointing down, moved by `shift`."""
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
