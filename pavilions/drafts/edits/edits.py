"""Edits of a draft as a planner's browser sends them: one type for each kind, strict about every value.

Lengths are whole centimetres in the hall's axes, x to the right and y down; rings have no closing point.
"""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter

from pavilions.drafts.edits.values import (
    MOST_ITEMS,
    AnyKeys,
    Clearance,
    Corners,
    Count,
    CountOrNone,
    Distance,
    Gap,
    Key,
    Keys,
    Length,
    Number,
    Pattern,
    Reason,
    Seen,
    Sides,
    Strict,
)
from pavilions.drafts.states import EditKind
from pavilions.geometry import Direction, Point
from pavilions.states import BoothKind, ObstructionKind


class _Edit(Strict):
    """`seen`: the revision of each booth (`b12`) and obstruction (`o4`) as the planner saw it."""

    kind_of_edit: ClassVar[EditKind]
    seen: Seen = Field(default_factory=dict)

    @property
    def booth_ids(self) -> tuple[int, ...]:
        """Booths that must be as the planner saw them."""
        return ()

    @property
    def obstruction_ids(self) -> tuple[int, ...]:
        return ()


class _OfBooths(_Edit):
    ids: Keys

    @property
    def booth_ids(self) -> tuple[int, ...]:
        return self.ids


class DrawnBooth(Strict):
    """Without `allotment` the hall's only one is meant."""

    ring: Corners
    number: Number
    kind: BoothKind = BoothKind.RAW
    allotment: Key | None = None


class Draw(_Edit):
    kind_of_edit = EditKind.DRAW
    edit: Literal["draw"]
    booths: Annotated[tuple[DrawnBooth, ...], Field(min_length=1, max_length=MOST_ITEMS)]


class Array(_Edit):
    """Rows and columns of equal booths. After every `aisle_every` rows comes an `aisle` in place of `gap_y`; after
    every `cross_every` columns a `cross_aisle` in place of `gap_x`. With `skip` places that are outside the hall, on
    an obstruction or taken are left out.
    """

    kind_of_edit = EditKind.ARRAY
    edit: Literal["array"]
    origin: Point
    width: Length
    depth: Length
    rows: Count
    columns: Count
    gap_x: Gap = 0
    gap_y: Gap = 0
    aisle_every: CountOrNone = 0
    aisle: Gap = 0
    cross_every: CountOrNone = 0
    cross_aisle: Gap = 0
    skip: bool = False
    number: Pattern
    kind: BoothKind = BoothKind.RAW
    allotment: Key | None = None


class ReshapedItem(Strict):
    id: Key
    ring: Corners


type Reshaped = Annotated[tuple[ReshapedItem, ...], Field(max_length=MOST_ITEMS)]


class Reshape(_Edit):
    """Other rings for booths and obstructions: moved, resized or turned, all at once."""

    kind_of_edit = EditKind.RESHAPE
    edit: Literal["reshape"]
    booths: Reshaped = ()
    obstructions: Reshaped = ()

    @property
    def booth_ids(self) -> tuple[int, ...]:
        return tuple(item.id for item in self.booths)

    @property
    def obstruction_ids(self) -> tuple[int, ...]:
        return tuple(item.id for item in self.obstructions)


class Move(_Edit):
    """Booths and obstructions moved by figures, and turned clockwise together around the middle of all of them."""

    kind_of_edit = EditKind.RESHAPE
    edit: Literal["move"]
    ids: AnyKeys = ()
    obstructions: AnyKeys = ()
    dx: Distance = 0
    dy: Distance = 0
    turn: Annotated[float, Field(ge=-360, le=360)] = 0

    @property
    def booth_ids(self) -> tuple[int, ...]:
        return self.ids

    @property
    def obstruction_ids(self) -> tuple[int, ...]:
        return self.obstructions


class Duplicate(_OfBooths):
    """`times` copies, each (dx, dy) from the one before."""

    kind_of_edit = EditKind.DUPLICATE
    edit: Literal["duplicate"]
    dx: Distance
    dy: Distance
    times: Count = 1
    number: Pattern


class Split(_Edit):
    """By `line`, into equal `parts`, or an `area_sqm` off; `numbers` for the parts, from the top and the left."""

    kind_of_edit = EditKind.SPLIT
    edit: Literal["split"]
    id: Key
    line: tuple[Point, Point] | None = None
    parts: int | None = None
    area_sqm: Annotated[Decimal, Field(gt=0, le=30_000)] | None = None
    direction: Direction = Direction.ACROSS
    numbers: Annotated[tuple[Number, ...], Field(max_length=MOST_ITEMS)] | None = None

    @property
    def booth_ids(self) -> tuple[int, ...]:
        return (self.id,)


class Merge(_OfBooths):
    kind_of_edit = EditKind.MERGE
    edit: Literal["merge"]
    number: Number | None = None


class Renumber(_OfBooths):
    kind_of_edit = EditKind.RENUMBER
    edit: Literal["renumber"]
    pattern: Pattern


class SetDetails(_OfBooths):
    """Only what is sent changes; `open_sides_override: null` counts the sides by the plan again."""

    kind_of_edit = EditKind.SET
    edit: Literal["set"]
    number: Number | None = None
    kind: BoothKind | None = None
    allotment: Key | None = None
    blocked_reason: Reason | None = None
    open_sides_override: Sides | None = None


class Remove(_Edit):
    kind_of_edit = EditKind.REMOVE
    edit: Literal["remove"]
    ids: AnyKeys = ()
    obstructions: AnyKeys = ()

    @property
    def booth_ids(self) -> tuple[int, ...]:
        return self.ids

    @property
    def obstruction_ids(self) -> tuple[int, ...]:
        return self.obstructions


class DrawnObstruction(Strict):
    kind: ObstructionKind
    ring: Corners
    clearance_cm: Clearance = 0


class Obstruct(_Edit):
    kind_of_edit = EditKind.OBSTRUCT
    edit: Literal["obstruct"]
    obstructions: Annotated[tuple[DrawnObstruction, ...], Field(min_length=1, max_length=MOST_ITEMS)]


class SetObstructions(_Edit):
    kind_of_edit = EditKind.SET_OBSTRUCTIONS
    edit: Literal["set_obstructions"]
    ids: Keys
    kind: ObstructionKind | None = None
    clearance_cm: Clearance | None = None

    @property
    def obstruction_ids(self) -> tuple[int, ...]:
        return self.ids


type Edit = (
    Draw
    | Array
    | Reshape
    | Move
    | Duplicate
    | Split
    | Merge
    | Renumber
    | SetDetails
    | Remove
    | Obstruct
    | SetObstructions
)
EDIT: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="edit")])
