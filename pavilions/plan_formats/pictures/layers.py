"""A picture's layers with what is on them and what each is taken for; the strokes sorted by it, in centimetres."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pavilions.plan_formats.pictures.background import Background
from pavilions.plan_formats.pictures.roles import Role, role_by_name
from pavilions.vector_files import LayerSort, Lettering, Picture, Stroke

_COLOURS = re.compile(r"(fill|line) (#[0-9a-f]{3,8}|[a-z]{3,20})(?=,|$)")


@dataclass(frozen=True, slots=True)
class LayerReading:
    """`role` is None for a block whose parts are what their layers are. Counts are of what the drawing shows."""

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
        """The colours that an SVG's layer is named for, `fill` and `line`, where they are plain ones."""
        return dict(_COLOURS.findall(self.name.rpartition(" · ")[2].replace("text ", "fill ")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureReading:
    """How a vector drawing was understood. `shift_cm` is how far it was moved into the hall, right and down."""

    layers: tuple[LayerReading, ...]
    cm_per_unit: Decimal
    shift_cm: tuple[int, int] = (0, 0)
    background: Background | None = None


@dataclass(slots=True)
class SortedPicture:
    strokes: dict[Role, list[Stroke]] = field(default_factory=dict)
    letterings: dict[Role, list[Lettering]] = field(default_factory=dict)

    def drawn(self, *roles: Role) -> list[Stroke]:
        return [stroke for role in roles for stroke in self.strokes.get(role, [])]

    def written(self, *roles: Role) -> list[Lettering]:
        return [lettering for role in roles for lettering in self.letterings.get(role, [])]


type Roles = Mapping[str, Role | None]


def named_roles(picture: Picture) -> dict[str, Role | None]:
    """By name alone; what is hidden is left out, and a block with no telling name is what its layers are."""
    roles: dict[str, Role | None] = {}
    for layer in picture.layers:
        guess = role_by_name(layer.name.rpartition(" · ")[0] or layer.name)
        roles[layer.key] = Role.IGNORED if layer.hidden else guess
    return roles


def layer_readings(picture: Picture, roles: Roles) -> tuple[LayerReading, ...]:
    """Layers in the order of their names, blocks after them."""
    shapes, lines, texts = _counts(picture)
    readings = [
        LayerReading(
            key=layer.key,
            name=layer.name,
            is_block=layer.sort is LayerSort.BLOCK,
            hidden=layer.hidden,
            shapes=shapes[position],
            lines=lines[position],
            texts=texts[position],
            role=roles[layer.key],
        )
        for position, layer in enumerate(picture.layers)
    ]
    return tuple(sorted(readings, key=lambda layer: (layer.is_block, layer.name.casefold())))


def _counts(picture: Picture) -> tuple[Counter[int], Counter[int], Counter[int]]:
    shapes: Counter[int] = Counter()
    lines: Counter[int] = Counter()
    for stroke in picture.strokes:
        (shapes if stroke.closed else lines).update(_places(stroke))
    texts = Counter(place for lettering in picture.letterings for place in _places(lettering))
    return shapes, lines, texts


def _places(item: Stroke | Lettering) -> Iterable[int]:
    return (item.layer,) if item.block < 0 else (item.layer, item.block)


def sorted_by_role(picture: Picture, roles: Roles) -> SortedPicture:
    """A block's own role beats those of the layers that its parts lie on."""
    found = SortedPicture()
    keys = [layer.key for layer in picture.layers]

    def role_of(item: Stroke | Lettering) -> Role:
        own = roles[keys[item.block]] if item.block >= 0 else None
        return own or roles[keys[item.layer]] or Role.BACKGROUND

    for stroke in picture.strokes:
        found.strokes.setdefault(role_of(stroke), []).append(stroke)
    for lettering in picture.letterings:
        found.letterings.setdefault(role_of(lettering), []).append(lettering)
    return found


def in_centimetres(picture: Picture, cm_per_unit: float, shift: tuple[float, float] = (0.0, 0.0)) -> Picture:
    """The same picture with y pointing down."""
    right, down = shift
    up = -1.0 if picture.y_up else 1.0

    def point(x: float, y: float) -> tuple[float, float]:
        return x * cm_per_unit + right, up * y * cm_per_unit + down

    strokes = [replace(stroke, points=tuple(point(*spot) for spot in stroke.points)) for stroke in picture.strokes]
    letterings = []
    for lettering in picture.letterings:
        x, y = point(lettering.x, lettering.y)
        letterings.append(replace(lettering, x=x, y=y, height=lettering.height * cm_per_unit))
    return replace(picture, strokes=strokes, letterings=letterings, unit="cm", y_up=False)
