"""Numbers booths by a pattern in the order of their positions, numbers the parts of a booth, and sorts numbers."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from re import fullmatch
from re import split as split_text

from pavilions.drawings.geometry import Box, Ring, bounds
from pavilions.plans.drafts.edits.edits import Pattern

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def numbers_by_place(rings: Sequence[Ring], pattern: Pattern) -> list[str]:
    """Return one number for each ring, by the pattern and the positions of the rings."""
    first_letter = 0
    for letter in pattern.row_letter:  # A is 1, Z 26, AA 27
        first_letter = first_letter * len(LETTERS) + LETTERS.index(letter) + 1
    numbers = [""] * len(rings)
    counted = 0
    for line, row in enumerate(rows_of(rings, columns=pattern.direction in {"down", "up"})):
        backwards = pattern.direction in {"left", "up"} or (pattern.direction == "snake" and line % 2 == 1)
        letters = lettered(first_letter - 1 + line) if pattern.row_letter else ""
        counted = 0 if pattern.row_letter else counted
        for ring in row[::-1] if backwards else row:
            number = pattern.start + pattern.step * counted
            numbers[ring] = f"{pattern.prefix}{letters}{number:0{pattern.digits}}"
            counted += 1
    return numbers


def rows_of(rings: Sequence[Ring], *, columns: bool = False) -> list[list[int]]:
    """Return the indexes of the rings, row by row from the top and each row from the left.

    With `columns` they are ordered column by column. Two rings are in one row if their middles differ by no more than
    half the depth of the smallest.
    """
    boxes = [bounds(ring) for ring in rings]
    if columns:
        boxes = [Box(box.top, box.left, box.bottom, box.right) for box in boxes]
    if not boxes:
        return []
    middles = [(box.top + box.bottom) / 2 for box in boxes]
    tolerance = min(box.depth for box in boxes) / 2
    rows: list[list[int]] = []
    row_start = 0.0
    for ring in sorted(range(len(boxes)), key=lambda ring: (middles[ring], boxes[ring].left)):
        if not rows or middles[ring] - row_start > tolerance:
            rows.append([])
            row_start = middles[ring]
        rows[-1].append(ring)
    return [sorted(row, key=lambda ring: boxes[ring].left) for row in rows]


def lettered(position: int) -> str:
    """Return the letters for a position: A for 0, Z for 25, AA for 26."""
    found = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, len(LETTERS))
        found = LETTERS[letter] + found
    return found


def sub_numbers(number: str, taken: Iterable[str]) -> Iterator[str]:
    """Yield numbers such as A12a, A12b … for the parts of a booth, without those taken in upper or lower case."""
    used = {one.upper() for one in taken}
    for position in count():
        candidate = f"{number}{lettered(position).lower()}"
        if candidate.upper() not in used:
            yield candidate


def next_number(number: str, taken: Iterable[str]) -> str:
    """Return the next number of the row that is not taken: A13 after A11, if there is an A12.

    A number without digits at its end gets a letter.
    """
    used = {one.upper() for one in taken}
    found = fullmatch(r"(.*?)([0-9]+)", number)
    if found is None:
        return next(sub_numbers(number, used))
    head, digits = found.groups()
    numbers = (f"{head}{at:0{len(digits)}}" for at in count(int(digits) + 1))
    return next(each for each in numbers if each.upper() not in used)


def natural_order(number: str) -> list[tuple[int, int, str]]:
    """Return a sort key that puts A2 before A10."""
    parts = [part for part in split_text(r"([0-9]+)", number) if part]
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold()) for part in parts]
