"""What a comparison needs to know of a plan."""

from dataclasses import dataclass
from decimal import Decimal

from pavilions.geometry import Ring
from pavilions.states import BoothKind, ObstructionKind


@dataclass(frozen=True, slots=True)
class ComparedBooth:
    """One booth of one version. `open_sides` as they count; `revision` counts the changes made to it as a draft."""

    id: int
    number: str
    ring: Ring
    area_sqm: Decimal
    open_sides: int
    kind: BoothKind
    allotment_id: int
    blocked_reason: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ComparedObstruction:
    kind: ObstructionKind
    ring: Ring
    clearance_cm: int


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """A version as a whole; one that is not there yet has no booths."""

    booths: tuple[ComparedBooth, ...] = ()
    obstructions: tuple[ComparedObstruction, ...] = ()
