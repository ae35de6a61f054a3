"""What a drawing needs to know, as plain values: whoever asks for a drawing decides what its viewer may see."""

from dataclasses import dataclass
from decimal import Decimal

from pavilions.geometry import Ring
from pavilions.states import Availability, BoothKind, ObstructionKind


@dataclass(frozen=True, slots=True)
class BoothMark:
    """One booth on the drawing. `label` is the holder's name where it is public; `href` leads to the booth."""

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


@dataclass(frozen=True, slots=True)
class ObstructionMark:
    kind: ObstructionKind
    ring: Ring


@dataclass(frozen=True, slots=True)
class DrawnHall:
    name: str
    outline: Ring
    obstructions: tuple[ObstructionMark, ...]
    booths: tuple[BoothMark, ...]
