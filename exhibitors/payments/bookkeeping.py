"""Entries of the journal as other programs of bookkeeping read them; pure.

DATEV's EXTF format, “Buchungsstapel”: each row has one amount on an account and its contra account, so an entry with
several legs becomes several rows. Text is Windows-1252, numbers have a comma.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

VERSION: Final = 700
BATCH: Final = 21
BATCH_VERSION: Final = 13
LONGEST_DOCUMENT: Final = 36
LONGEST_TEXT: Final = 60
COLUMNS: Final = (
    *("Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz"),
    *("WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum", "Belegfeld 1"),
    *("Belegfeld 2", "Skonto", "Buchungstext"),
)


@dataclass(frozen=True, slots=True)
class BookedLeg:
    """A signed amount on an account of the bookkeeping: debits are above 0."""

    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Booked:
    """One entry of the journal; its legs come to 0."""

    day: date
    currency: str
    document: str
    text: str
    legs: Sequence[BookedLeg]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in the first line of the file."""

    consultant: str
    client: str
    year_begins: date
    digits: int
    first: date
    last: date
    made_at: datetime
    currency: str


def pairs(legs: Sequence[BookedLeg]) -> Iterator[tuple[str, str, Decimal]]:
    """Debit account, credit account and amount above 0: legs taken against one another in their order."""
    against = [(leg.account, -leg.amount) for leg in legs if leg.amount < 0]
    for debit, has in ((leg.account, leg.amount) for leg in legs if leg.amount > 0):
        left = has
        while left and against:
            credit, wants = against[0]
            amount = min(left, wants)
            yield debit, credit, amount
            left -= amount
            against = [(credit, wants - amount), *against[1:]] if wants > amount else against[1:]


def extf(entries: Iterable[Booked], frame: Frame) -> Iterator[str]:
    """The lines of a file, each with its line break."""
    yield _joined(_head(frame))
    yield _joined(COLUMNS)
    for entry in entries:
        for debit, credit, amount in pairs(entry.legs):
            yield _joined(_row(entry, debit, credit, amount))


def _head(frame: Frame) -> list[str]:
    made = f"{frame.made_at:%Y%m%d%H%M%S}{frame.made_at.microsecond // 1000:03d}"
    start = ["EXTF", str(VERSION), str(BATCH), "Buchungsstapel", str(BATCH_VERSION), made, "", "CI", "", ""]
    period = [f"{frame.year_begins:%Y%m%d}", str(frame.digits), f"{frame.first:%Y%m%d}", f"{frame.last:%Y%m%d}"]
    end = ["Journal", "", "1", "0", "0", frame.currency, "", "", "", "", "", "", "", "", ""]
    return [*start, frame.consultant, frame.client, *period, *end]


def _row(entry: Booked, debit: str, credit: str, amount: Decimal) -> list[str]:
    money = f"{amount:f}".replace(".", ",")
    document = "".join(letter for letter in entry.document if letter.isalnum() or letter in "$%&*+-/")
    return [
        *(money, "S", entry.currency, "", "", "", debit, credit, "", f"{entry.day:%d%m}"),
        *(document[:LONGEST_DOCUMENT], "", "", entry.text[:LONGEST_TEXT]),
    ]


def _joined(cells: Iterable[str]) -> str:
    """Numbers bare, everything else in quotation marks, as EXTF has it."""
    are_bare = ((cell, not cell or cell.replace(",", "", 1).isdigit()) for cell in cells)
    return ";".join(cell if is_bare else f'"{_plain(cell)}"' for cell, is_bare in are_bare) + "\r\n"


def _plain(cell: str) -> str:
    return cell.replace('"', '""').replace("\r", " ").replace("\n", " ").encode("cp1252", "replace").decode("cp1252")
