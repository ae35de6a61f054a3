"""Booth numbers: a letter per row and a count along it, A01, A02 … B01; after Z come AA, AB …"""

from collections.abc import Iterable, Iterator
from itertools import count, product

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O read like digits on a sign
LEAST_DIGITS = 2


def row_letters() -> Iterator[str]:
    for size in count(1):
        yield from map("".join, product(LETTERS, repeat=size))


def numbered[T](letter: str, row: Iterable[T]) -> Iterator[tuple[str, T]]:
    """The booths of one row with their numbers, in the order given."""
    for place, booth in enumerate(row, start=1):
        yield f"{letter}{place:0{LEAST_DIGITS}}", booth
