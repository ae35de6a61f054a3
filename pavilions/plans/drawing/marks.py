"""What a drawing needs to know, as plain values: whoever asks for a drawing decides what its viewer may see."""

from dataclasses import dataclass
from decimal import Decimal

from pavilions.geometry import Ring
from pavilions.plans.drawing.layers import Layer
from pavilions.states import Availability, BoothKind, ObstructionKind


@dataclass(frozen=True, slots=True)
class BoothMark:
    """One booth on the drawing. `label` is the holder's name where it is public; `href` leads to the booth.

    `price` is in the hall's `currency`, None where the booth has none; `dimmed` are those that a filter leaves out.
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


@dataclass(frozen=True, slots=True)
class AreaMark:
    """Booths that belong together: of a sector, a national pavilion, a themed area. `tone` is 1 to `TONES`."""

    layer: Layer
    tone: int
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class BackgroundMark:
    """A drawing kept in a file of its own, and where it lies in the hall, in centimetres."""

    href: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DrawnHall:
    name: str
    outline: Ring
    obstructions: tuple[ObstructionMark, ...]
    booths: tuple[BoothMark, ...]
    areas: tuple[AreaMark, ...] = ()
    background: BackgroundMark | None = None
    currency: str = ""
