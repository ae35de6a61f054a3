"""The edits of a draft as a planner's browser sends them, with one type for each kind, strict about every value.

An error becomes a sentence that names the invalid value and says what is allowed.

Lengths are whole centimetres in the hall's axes, x to the right and y down. Rings have no closing point.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import Direction, Point, Ring
from pavilions.states import BoothKind, ObstructionKind

MOST_ITEMS = 2_000
MOST_CORNERS = 1_001
LONGEST_REASON = 200
LONGEST_NAME = 60
MOST_CLEARANCE_CM = 10_000
FARTHEST_CM = 200_000

type Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
type Keys = Annotated[tuple[Key, ...], Field(min_length=1, max_length=MOST_ITEMS)]
type AnyKeys = Annotated[tuple[Key, ...], Field(max_length=MOST_ITEMS)]
type Count = Annotated[int, Field(ge=1, le=MOST_ITEMS)]
type CountOrNone = Annotated[int, Field(ge=0, le=MOST_ITEMS)]
type Corners = Annotated[Ring, Field(min_length=1, max_length=MOST_CORNERS)]
type Distance = Annotated[int, Field(ge=-FARTHEST_CM, le=FARTHEST_CM)]
type Length = Annotated[int, Field(ge=1, le=FARTHEST_CM)]
type Gap = Annotated[int, Field(ge=0, le=FARTHEST_CM)]
type Clearance = Annotated[int, Field(ge=0, le=MOST_CLEARANCE_CM)]
type Number = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
type Sides = Annotated[int, Field(ge=1, le=4)]
type Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON)]
type Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NAME)]
type Seen = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^[bo][1-9][0-9]{0,17}$")], int], Field(max_length=2 * MOST_ITEMS)
]
type PatternDirection = Literal["right", "left", "down", "up", "snake"]

NAMES: Final[Mapping[str, Promise]] = {
    "aisle": gettext_lazy("Width of the aisles between rows (m)"),
    "aisle_every": gettext_lazy("Aisle after rows"),
    "allotment": gettext_lazy("Sector"),
    "area_sqm": gettext_lazy("First part (m²)"),
    "blocked_reason": gettext_lazy("Reason for withholding"),
    "clearance_cm": gettext_lazy("Clearance (m)"),
    "columns": pgettext_lazy("number of", "Columns"),
    "cross_aisle": gettext_lazy("Width of the aisles between columns (m)"),
    "cross_every": gettext_lazy("Aisle after columns"),
    "depth": gettext_lazy("Depth (m)"),
    "digits": gettext_lazy("Digits"),
    "direction": gettext_lazy("Direction"),
    "dx": gettext_lazy("To the right (m)"),
    "dy": gettext_lazy("Down (m)"),
    "gap_x": gettext_lazy("Gap across (m)"),
    "gap_y": gettext_lazy("Gap down (m)"),
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "number": gettext_lazy("Number"),
    "open_sides_override": gettext_lazy("Open sides"),
    "origin": gettext_lazy("Left and top (m)"),
    "parts": gettext_lazy("Parts"),
    "prefix": gettext_lazy("Prefix"),
    "ring": gettext_lazy("Corners"),
    "row_letter": gettext_lazy("Letter of the first row"),
    "rows": pgettext_lazy("number of", "Rows"),
    "start": gettext_lazy("Start"),
    "step": gettext_lazy("Step"),
    "times": gettext_lazy("Times"),
    "turn": gettext_lazy("Turned by (°)"),
    "width": gettext_lazy("Width (m)"),
}
"""The labels of the editor's fields, by their names in edits."""
IN_CM: Final = frozenset(
    {"aisle", "clearance_cm", "cross_aisle", "depth", "dx", "dy", "gap_x", "gap_y", "origin", "ring", "width"}
)
"""These fields are sent in centimetres and typed in metres."""
LIMITS: Final[Mapping[str, tuple[str, Promise]]] = {
    "greater_than": ("gt", gettext_lazy("“%(name)s” must be more than %(limit)s.")),
    "greater_than_equal": ("ge", gettext_lazy("“%(name)s” must be at least %(limit)s.")),
    "less_than_equal": ("le", gettext_lazy("“%(name)s” must be at most %(limit)s.")),
    "string_too_long": ("max_length", gettext_lazy("“%(name)s” can have at most %(limit)s characters.")),
}
CM_FIGURE: Final = gettext_lazy("“%(name)s” must be a number of metres with at most two decimals.")
WHOLE_NUMBER: Final = gettext_lazy("“%(name)s” must be a whole number.")
FIGURE: Final = gettext_lazy("“%(name)s” must be a number.")
FAULTS: Final[Mapping[str, Promise]] = {
    **dict.fromkeys(("int_type", "int_from_float"), WHOLE_NUMBER),
    **dict.fromkeys(("float_type", "decimal_type", "decimal_parsing", "finite_number"), FIGURE),
    "string_pattern_mismatch": gettext_lazy("“%(name)s” can be one or two capital letters, or none."),
    "missing": gettext_lazy("“%(name)s” is missing."),
}
"""The sentences by types of pydantic's errors, like `LIMITS`."""

type Reshaped = Annotated[tuple[ReshapedItem, ...], Field(max_length=MOST_ITEMS)]
type Edit = (
    Draw
    | Array
    | Reshape
    | Move
    | Duplicate
    | Split
    | Merge
    | Rearrange
    | Renumber
    | SetDetails
    | Remove
    | Obstruct
    | SetObstructions
)


class EditKind(TextChoices):
    """What a floor planner did to a draft in one step."""

    DRAW = "draw", gettext_lazy("drew booths")
    ARRAY = "array", gettext_lazy("drew rows of booths")
    RESHAPE = "reshape", gettext_lazy("moved or reshaped")
    DUPLICATE = "duplicate", gettext_lazy("duplicated")
    SPLIT = "split", gettext_lazy("split a booth")
    MERGE = "merge", gettext_lazy("merged booths")
    RENUMBER = "renumber", gettext_lazy("renumbered")
    SET = "set", gettext_lazy("changed details")
    REMOVE = "remove", gettext_lazy("removed")
    OBSTRUCT = "obstruct", gettext_lazy("drew obstructions")
    SET_OBSTRUCTIONS = "set_obstructions", gettext_lazy("changed obstructions")


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Pattern(Strict):
    """The numbers of booths in the order of their positions.

    A number is `prefix`, then `start`, `start + step` … with at least `digits` digits. With `row_letter` each row (or
    column, for down and up) has the next letter from this one on, after the prefix, and counts from `start` again.
    """

    prefix: Annotated[str, StringConstraints(max_length=20)] = ""
    start: Annotated[int, Field(ge=0, le=99_999)] = 1
    step: Annotated[int, Field(ge=1, le=1_000)] = 1
    digits: Annotated[int, Field(ge=1, le=6)] = 2
    direction: PatternDirection = "right"
    row_letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,2}$")] = ""


class _Edit(Strict):
    """An edit. `seen` is the revision of each booth (`b12`) and obstruction (`o4`) as the planner saw it."""

    kind_of_edit: ClassVar[EditKind]
    seen: Seen = Field(default_factory=dict)

    @property
    def booth_ids(self) -> tuple[int, ...]:
        """The booths that must have the revisions that the planner saw."""
        return ()

    @property
    def obstruction_ids(self) -> tuple[int, ...]:
        return ()


class _BoothEdit(_Edit):
    ids: Keys

    @property
    def booth_ids(self) -> tuple[int, ...]:
        return self.ids


class DrawnBooth(Strict):
    """A booth to draw. Without `allotment` the hall's only one is used."""

    ring: Corners
    number: Number
    kind: BoothKind = BoothKind.RAW
    allotment: Key | None = None
    blocked_reason: Reason = ""
    open_sides_override: Sides | None = None


class Draw(_Edit):
    kind_of_edit = EditKind.DRAW
    edit: Literal["draw"]
    booths: Annotated[tuple[DrawnBooth, ...], Field(min_length=1, max_length=MOST_ITEMS)]


class Array(_Edit):
    """Rows and columns of equal booths.

    After every `aisle_every` rows comes an `aisle` instead of `gap_y`, and after every `cross_every` columns a
    `cross_aisle` instead of `gap_x`. With `skip`, places that are outside the hall, on an obstruction or taken are left
    out.
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


class Reshape(_Edit):
    """New rings for booths and obstructions: moved, resized or rotated, all at once."""

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
    """Booths and obstructions shifted by (dx, dy), and rotated clockwise together around their common middle."""

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


class Duplicate(_BoothEdit):
    """Copies of booths: `times` of each, every one shifted by (dx, dy) from the previous one."""

    kind_of_edit = EditKind.DUPLICATE
    edit: Literal["duplicate"]
    dx: Distance
    dy: Distance
    times: Count = 1
    number: Pattern


class Split(_Edit):
    """A booth split along a `line`, into equal `parts`, or by cutting an `area_sqm` off.

    `numbers` are for the parts, from the top and the left.
    """

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


class Merge(_BoothEdit):
    kind_of_edit = EditKind.MERGE
    edit: Literal["merge"]
    number: Number | None = None


class Rearrange(_Edit):
    """Booths cut to new rings, others removed, and new ones drawn, all at once.

    New booths come from those whose place they take. None of the present booths may be claimed or withheld.
    """

    kind_of_edit = EditKind.RESHAPE
    edit: Literal["rearrange"]
    cut: Reshaped = ()
    gone: AnyKeys = ()
    booths: Annotated[tuple[DrawnBooth, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    @property
    def booth_ids(self) -> tuple[int, ...]:
        return (*(item.id for item in self.cut), *self.gone)


class Renumber(_BoothEdit):
    kind_of_edit = EditKind.RENUMBER
    edit: Literal["renumber"]
    pattern: Pattern


class SetDetails(_BoothEdit):
    """New details of booths. Only the fields that are sent change.

    `open_sides_override: null` derives the open sides from the plan again.
    """

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
    name: Name = ""


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
    name: Name | None = None

    @property
    def obstruction_ids(self) -> tuple[int, ...]:
        return self.ids


EDIT: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="edit")])


def edit_in(body: bytes) -> Edit:
    """Return the edit in a request's body. Raise `Invalid`, whose `field` is the path of the value in the body."""
    try:
        return EDIT.validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(map(str, first["loc"][1:]))
        raise Invalid(_sentence(first), code="invalid", field=path[:200] or None) from error


def _sentence(fault: ErrorDetails) -> str:
    kind = fault["type"]
    field = next((str(part) for part in reversed(fault["loc"][1:]) if part in NAMES), None)
    if kind == "too_long":
        return _("Too many changes at once. Edit fewer booths at a time.")
    if field is None:
        return _("The plan cannot be changed in this way. Reload the page and try again.")
    if kind in LIMITS:
        key, sentence = LIMITS[kind]
        limit = Decimal(fault["ctx"][key]) / (100 if field in IN_CM else 1)
        return str(sentence) % {"name": NAMES[field], "limit": figure_words(limit)}
    sentence = FAULTS.get(kind, gettext_lazy("“%(name)s” is not valid. Choose or enter something else."))
    if sentence is WHOLE_NUMBER and field in IN_CM:
        sentence = CM_FIGURE
    return str(sentence) % {"name": NAMES[field]}
