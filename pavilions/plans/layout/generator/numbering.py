"""Booth numbers: a letter per row and a count along the row, such as A01, A02 … B01. AA, AB … follow Z."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, dropwhile, product, repeat

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O read like digits on a sign


@dataclass(frozen=True, slots=True)
class Numbering:
    """The scheme of numbers: `prefix`, the letter of the row, and a count from `start` in steps of `step`.

    A count has at least `digits` digits. Rows are lettered from `first_letter` on; without it one count runs through
    the whole hall.
    """

    prefix: str = ""
    first_letter: str = "A"
    start: int = 1
    step: int = 1
    digits: int = 2


def row_letters(first: str = "A") -> Iterator[str]:
    """Return A, B … Z, AA, AB …, from `first` on. Raise ValueError if `first` has other letters than `LETTERS`."""
    if not first or set(first) - set(LETTERS):
        raise ValueError(f"No row is lettered {first!r}.")
    sizes = (map("".join, product(LETTERS, repeat=size)) for size in count(len(first)))
    return dropwhile(lambda letters: letters != first, (letters for size in sizes for letters in size))


def numbered_rows[T](rows: Iterable[Iterable[T]], numbering: Numbering) -> Iterator[tuple[str, T]]:
    """Yield the booths of all rows with their numbers, in the given order."""
    letters = row_letters(numbering.first_letter) if numbering.first_letter else repeat("")
    place = 0
    for letter, row in zip(letters, rows, strict=False):  # letters never end
        place = 0 if letter else place
        for booth in row:
            number = numbering.start + numbering.step * place
            yield f"{numbering.prefix}{letter}{number:0{numbering.digits}}", booth
            place += 1
