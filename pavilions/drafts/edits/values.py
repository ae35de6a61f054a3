"""The values that edits are made of, and how far each may go."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pavilions.geometry import Ring

MOST_ITEMS = 2_000
MOST_CORNERS = 1_001
LONGEST_REASON = 200
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
type Seen = Annotated[
    dict[Annotated[str, StringConstraints(pattern=r"^[bo][1-9][0-9]{0,17}$")], int], Field(max_length=2 * MOST_ITEMS)
]
type PatternDirection = Literal["right", "left", "down", "up", "snake"]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Pattern(Strict):
    """Numbers in order of place: `prefix`, then `start`, `start + step` … written with at least `digits` digits.

    With `row_letter` each row (or column, for down and up) gets the next letter from this one on, after the prefix,
    and counts from `start` again.
    """

    prefix: Annotated[str, StringConstraints(max_length=20)] = ""
    start: Annotated[int, Field(ge=0, le=99_999)] = 1
    step: Annotated[int, Field(ge=1, le=1_000)] = 1
    digits: Annotated[int, Field(ge=1, le=6)] = 2
    direction: PatternDirection = "right"
    row_letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,2}$")] = ""
