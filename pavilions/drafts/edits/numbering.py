"""Numbers by a pattern, in the order of places on the floor, and numbers that are still to be had."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from re import split as split_text

from pavilions.drafts.edits.values import Pattern
from pavilions.geometry import Box, Ring, bounds

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def numbers_by_place(rings: Sequence[Ring], pattern: Pattern) -> list[str]:
    """One number for each ring, by the pattern and where the rings lie.

    Rows are read from the top (columns from the left, for down and up). Two booths stand in one row if their middles
    differ by no more than half the depth of the smallest booth.
    """
    downward = pattern.direction in {"down", "up"}
    lines = rows_of(rings, columns=downward)
    found = [""] * len(rings)
    place = 0
    for position, line in enumerate(lines):
        ordered = line[::-1] if _backwards(pattern, position) else line
        letter = _letter(pattern, position)
        place = 0 if pattern.row_letter else place
        for ring in ordered:
            number = pattern.start + pattern.step * place
            found[ring] = f"{pattern.prefix}{letter}{number:0{pattern.digits}}"
            place += 1
    return found


def rows_of(rings: Sequence[Ring], *, columns: bool = False) -> list[list[int]]:
    """Positions of the rings, row by row from the top and each row from the left; by columns the other way round."""
    boxes = [_turned_over(bounds(ring)) if columns else bounds(ring) for ring in rings]
    if not boxes:
        return []
    tolerance = min(box.depth for box in boxes) / 2
    lines: list[list[int]] = []
    begun_at = 0.0
    for position in sorted(range(len(boxes)), key=lambda position: _middle(boxes[position])):
        middle = _middle(boxes[position])[0]
        if not lines or middle - begun_at > tolerance:
            lines.append([])
            begun_at = middle
        lines[-1].append(position)
    return [sorted(line, key=lambda position: boxes[position].left) for line in lines]


def _turned_over(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _middle(box: Box) -> tuple[float, int]:
    return (box.top + box.bottom) / 2, box.left


def _backwards(pattern: Pattern, line: int) -> bool:
    return pattern.direction in {"left", "up"} or (pattern.direction == "snake" and line % 2 == 1)


def _letter(pattern: Pattern, line: int) -> str:
    return lettered(_letter_position(pattern.row_letter) + line) if pattern.row_letter else ""


def _letter_position(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    position = 0
    for letter in letters:
        position = position * len(LETTERS) + LETTERS.index(letter) + 1
    return position - 1


def lettered(position: int) -> str:
    """0 is A, 25 Z, 26 AA."""
    found = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, len(LETTERS))
        found = LETTERS[letter] + found
    return found


def sub_numbers(number: str, taken: Iterable[str]) -> Iterator[str]:
    """A12a, A12b …: numbers for what is split off, leaving out those that are taken in upper or lower case."""
    used = {one.upper() for one in taken}
    for position in count():
        candidate = f"{number}{lettered(position).lower()}"
        if candidate.upper() not in used:
            yield candidate


def natural_order(number: str) -> list[tuple[int, int, str]]:
    """A2 before A10."""
    parts = [part for part in split_text(r"([0-9]+)", number) if part]
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold()) for part in parts]
