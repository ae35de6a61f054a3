"""Blocks: the parts of a band of booths, between one cross aisle and the next.

A block has a length, may grow to use remaining space, and is cut into booths. All lengths are centimetres.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, NamedTuple, Protocol

from pavilions.drawings.geometry import Box, Ring

GRID_CM = 50


class Piece(NamedTuple):
    """The ring of a booth; `row` is 0 in the upper row of its band and 1 in the lower."""

    ring: Ring
    row: int


class Block(Protocol):
    in_rows: ClassVar[bool]

    @property
    def length_cm(self) -> int: ...

    @property
    def grows(self) -> bool: ...

    def cut(self, box: Box) -> tuple[Piece, ...]: ...


@dataclass(frozen=True, slots=True)
class Island:
    """One booth that is open on all four sides."""

    length_cm: int
    grows: bool = True
    in_rows: ClassVar[bool] = False

    def cut(self, box: Box) -> tuple[Piece, ...]:
        return (Piece(ring_of(box), 0),)


@dataclass(frozen=True, slots=True)
class Split:
    """Booths wall to wall across the band: peninsulas at both ends and through booths between them."""

    length_cm: int
    parts: int = 2
    grows: bool = True
    in_rows: ClassVar[bool] = False

    def cut(self, box: Box) -> tuple[Piece, ...]:
        walls = [box.left + on_grid(box.width * part // self.parts) for part in range(self.parts)] + [box.right]
        return tuple(Piece(ring_of(box._replace(left=left, right=right)), 0) for left, right in pairwise(walls))


@dataclass(frozen=True, slots=True)
class Ell:
    """An L-shaped booth around a corner booth. `corner` counts clockwise from the upper left."""

    length_cm: int
    corner: int = 1
    grows: bool = True
    in_rows: ClassVar[bool] = False

    def cut(self, box: Box) -> tuple[Piece, ...]:
        middle_x, middle_y = box.left + on_grid(box.width // 2), box.top + on_grid(box.depth // 2)
        upper, leftmost = self.corner in {0, 1}, self.corner in {0, 3}
        nook = Box(
            box.left if leftmost else middle_x,
            box.top if upper else middle_y,
            middle_x if leftmost else box.right,
            middle_y if upper else box.bottom,
        )
        left, top, right, bottom = box
        x, y = middle_x, middle_y
        ell = (
            ((x, top), (right, top), (right, bottom), (left, bottom), (left, y), (x, y)),
            ((left, top), (x, top), (x, y), (right, y), (right, bottom), (left, bottom)),
            ((left, top), (right, top), (right, y), (x, y), (x, bottom), (left, bottom)),
            ((left, top), (right, top), (right, bottom), (x, bottom), (x, y), (left, y)),
        )[self.corner]
        return Piece(ell, int(upper)), Piece(ring_of(nook), int(not upper))


@dataclass(frozen=True, slots=True)
class Rows:
    """Two rows back to back, whose frontages repeat along each row; with `cap_cm`, a peninsula closes either end."""

    length_cm: int
    frontages_cm: tuple[int, ...] = (300,)
    cap_cm: int = 0
    grows: ClassVar[bool] = False
    in_rows: ClassVar[bool] = True

    def cut(self, box: Box) -> tuple[Piece, ...]:
        spine = box.top + on_grid(box.depth // 2)
        inner = Box(box.left + self.cap_cm, box.top, box.right - self.cap_cm, box.bottom)
        caps = (box._replace(right=inner.left), box._replace(left=inner.right)) if self.cap_cm else ()
        turned = self.frontages_cm[1:] + self.frontages_cm[:1]
        return (
            *(Piece(ring_of(cap), 0) for cap in caps),
            *(Piece(ring_of(booth), 0) for booth in row_of(inner._replace(bottom=spine), self.frontages_cm)),
            *(Piece(ring_of(booth), 1) for booth in row_of(inner._replace(top=spine), turned)),
        )


@dataclass(frozen=True, slots=True)
class WallRow:
    """One row with its back to a wall of the hall."""

    length_cm: int
    frontages_cm: tuple[int, ...] = (300,)
    grows: ClassVar[bool] = False
    in_rows: ClassVar[bool] = True

    def cut(self, box: Box) -> tuple[Piece, ...]:
        return tuple(Piece(ring_of(booth), 0) for booth in row_of(box, self.frontages_cm))


def ring_of(box: Box) -> Ring:
    return ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))


def on_grid(length_cm: int, grid_cm: int = GRID_CM) -> int:
    """Round the length down to whole steps of the planner's grid."""
    return length_cm // grid_cm * grid_cm


def row_of(box: Box, frontages_cm: tuple[int, ...]) -> Iterator[Box]:
    """Cut the box into booths side by side. The last booth takes the rest if that is too narrow for another booth."""
    left, turn = box.left, 0
    while left < box.right:
        right = left + frontages_cm[turn % len(frontages_cm)]
        if box.right - right < min(frontages_cm):
            right = box.right
        yield box._replace(left=left, right=right)
        left, turn = right, turn + 1
