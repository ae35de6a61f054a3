"""The values that a drawing is made from. The caller decides which of them its viewer may see."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.drawings.geometry import Ring
from pavilions.states import Availability, BoothKind, ObstructionKind


class Layer(TextChoices):
    """A part of a drawing that can be shown or hidden, by a class of the drawing itself."""

    SECTORS = "sectors", _("Sectors")
    PAVILIONS = "pavilions", _("National pavilions")
    THEMES = "themes", _("Themed areas")
    OBSTRUCTIONS = "obstructions", _("Columns, walls and fittings")
    EXITS = "exits", _("Exits, entrances and rescue access")
    FACILITIES = "facilities", _("Stages and cafés")
    SERVICES = "services", _("Power and water")
    TEXTS = "texts", _("Texts")
    PRICES = "prices", _("Prices, plus tax where due")
    BACKGROUND = "background", _("Background")


LAYER_OF_KIND = {
    ObstructionKind.COLUMN: Layer.OBSTRUCTIONS,
    ObstructionKind.HYDRANT: Layer.OBSTRUCTIONS,
    ObstructionKind.DUCT: Layer.OBSTRUCTIONS,
    ObstructionKind.WALL: Layer.OBSTRUCTIONS,
    ObstructionKind.SERVICE: Layer.OBSTRUCTIONS,
    ObstructionKind.EXIT: Layer.EXITS,
    ObstructionKind.ENTRANCE: Layer.EXITS,
    ObstructionKind.RESCUE: Layer.EXITS,
    ObstructionKind.STAGE: Layer.FACILITIES,
    ObstructionKind.CAFE: Layer.FACILITIES,
    ObstructionKind.POWER: Layer.SERVICES,
    ObstructionKind.WATER: Layer.SERVICES,
    ObstructionKind.TEXT: Layer.TEXTS,
}
"""The layer that shows each kind of obstruction. Obstructions are drawn but not sold."""
USUALLY_SHOWN = frozenset({*LAYER_OF_KIND.values(), Layer.BACKGROUND})
"""The layers that a drawing shows unless others are requested."""
TONES = 6
"""The number of colours for the areas of one layer before they repeat."""


@dataclass(frozen=True, slots=True)
class BoothMark:
    """One booth of a drawing. `label` is the holder's name where it is public; `href` leads to the booth.

    `price` is in the hall's `currency`, or None if the booth has no price. Booths that a filter leaves out are
    `dimmed`.
    """

    id: int
    number: str
    ring: Ring
    area_sqm: Decimal
    availability: Availability
    kind: BoothKind
    open_sides: int
    label: str | None = None
    href: str | None = None
    selected: bool = False
    mine: bool = False
    price: Decimal | None = None
    dimmed: bool = False


@dataclass(frozen=True, slots=True)
class ObstructionMark:
    kind: ObstructionKind
    ring: Ring
    name: str = ""


@dataclass(frozen=True, slots=True)
class AreaMark:
    """Booths that belong together, as a sector, a national pavilion or a themed area. `tone` is 1 to `TONES`."""

    layer: Layer
    tone: int
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class BackgroundMark:
    """A drawing kept in a separate file, and where it lies in the hall, in centimetres."""

    href: str
    left: int
    top: int
    width: int
    height: int
    transform: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hall lies on its level of the venue.

    `left` and `top` are the upper left corner of what it covers there, in centimetres, once it is turned clockwise by
    `turn` degrees.
    """

    level: int
    left: int
    top: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class LineMark:
    """A line over the booths, in centimetres of the hall. Its `style` is a class of the drawing."""

    points: tuple[tuple[float, float], ...]
    style: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class CellsMark:
    """Squares of one size under the booths, given by their upper left corners, in one of `TONES` colours."""

    corners: tuple[tuple[int, int], ...]
    size: int
    tone: int


@dataclass(frozen=True, slots=True)
class DrawnHall:
    """A hall to be drawn. With `is_holders` the viewer is the holder of the booths that are `mine`, and reads "yours"
    there.
    """

    name: str
    outline: Ring
    obstructions: tuple[ObstructionMark, ...]
    booths: tuple[BoothMark, ...]
    areas: tuple[AreaMark, ...] = ()
    background: BackgroundMark | None = None
    currency: str = ""
    place: Place | None = None
    is_holders: bool = True
    lines: tuple[LineMark, ...] = ()
    cells: tuple[CellsMark, ...] = ()
