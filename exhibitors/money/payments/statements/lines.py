"""Plain values, without Django, into which every format of a bank statement is read."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple, Self

MOST_LINES: Final = 50_000
MOST_DIGITS: Final = 13
"""The most digits before the decimal sign that the columns of amounts hold."""
LONGEST_TEXT: Final = 1_000
LONGEST_NAME: Final = 200
LONGEST_REFERENCE: Final = 100
NO_REFERENCE: Final = frozenset({"", "NONREF", "NOTPROVIDED", "NOT PROVIDED", "NOTAVAILABLE", "NOREF"})
_BLANKS = re.compile(r"\s+")
_NOT_IN_ACCOUNT = re.compile(r"[^0-9A-Z]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class StatementProblemError(Exception):
    """The reason why a file is refused. `code` is one of the keys of `SENTENCES`; `details` fill its placeholders."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True, slots=True)
class BankLine:
    """One movement. `amount` is above 0; `index` counts the movements within one entry of the bank, from 0."""

    line: int
    """The number of its line in the file, from 1."""
    day: date
    amount: Decimal
    is_credit: bool
    payer: str = ""
    payer_account: str = ""
    text: str = ""
    end_to_end: str = ""
    bank_reference: str = ""
    index: int = 0
    entry_reference: str = ""
    """The bank's reference for the entry that it is part of, where that is not its own reference."""
    is_return: bool = False
    """Whether the bank marks it as taking back a credit: a returned direct debit, a recalled transfer."""

    @property
    def entry(self) -> str:
        """The reference of its entry in every statement, or an empty string if the bank gives none."""
        return (self.entry_reference or self.bank_reference).upper()

    def as_json(self) -> list[Any]:
        return [
            *(self.line, self.day.isoformat(), str(self.amount), self.is_credit, self.payer, self.payer_account),
            *(self.text, self.end_to_end, self.bank_reference, self.index, self.entry_reference, self.is_return),
        ]

    @classmethod
    def from_json(cls, said: Sequence[Any]) -> Self:
        line, day, amount, *rest = said
        return cls(line, date.fromisoformat(day), Decimal(amount), *rest)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a bank says about one account. A balance that the file does not give is None."""

    account: str
    currency: str
    number: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    lines: tuple[BankLine, ...] = ()
    pending: int = 0
    """The number of entries that the bank had not booked yet, which are left out."""

    def as_json(self) -> list[Any]:
        balances = [None if balance is None else str(balance) for balance in (self.opening, self.closing)]
        return [self.account, self.currency, self.number, *balances, list(self.lines), self.pending]

    @classmethod
    def from_json(cls, said: Sequence[Any]) -> Self:
        account, currency, number, opening, closing, lines, pending = said
        first, last = (None if balance is None else Decimal(balance) for balance in (opening, closing))
        return cls(account, currency, number, first, last, tuple(map(BankLine.from_json, lines)), pending)

    def require_balanced(self) -> None:
        """Raise `unbalanced` if the opening balance and the lines do not add up to the closing balance."""
        if self.opening is None or self.closing is None:
            return
        moved = sum((line.amount if line.is_credit else -line.amount for line in self.lines), Decimal(0))
        if self.opening + moved != self.closing:
            raise StatementProblemError(
                "unbalanced", opening=str(self.opening), moved=str(moved), closing=str(self.closing)
            )


def identities(lines: Iterable[BankLine]) -> list[str]:
    """Return what identifies each line in every statement that contains it: 64 hex digits, in the order of the lines.

    It is derived from the bank's reference with the index in its entry, else from all that the line says, and from its
    number among equal lines of its day. So the same statement again has nothing new, and two equal transfers on one day
    are two.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for line in lines:
        like = _particulars(line)
        seen[like] += 1
        found.append(identity(line, seen[like]))
    return found


def identity(line: BankLine, place: int) -> str:
    """Return what identifies a line; `place` is its number among equal lines of its day, from 1."""
    return hashlib.sha256(repr((*_particulars(line), place)).encode()).hexdigest()


def _particulars(line: BankLine) -> tuple[object, ...]:
    said = (
        (line.bank_reference, line.index)
        if line.bank_reference.upper() not in NO_REFERENCE
        else (line.payer_account, line.payer, line.text, line.end_to_end)
    )
    return (line.day.isoformat(), str(line.amount.normalize()), line.is_credit, *said)


type Division = tuple[Decimal, ...]
"""The amounts of the movements of one entry, in order, or just one if the bank gives the sum."""


class Entry(NamedTuple):
    """An entry of the bank, however it is divided. Entries that are equal in all of this cannot be distinguished."""

    day: date
    is_credit: bool
    reference: str
    total: Decimal


def entries(lines: Sequence[BankLine]) -> Iterator[tuple[Entry, list[int]]]:
    """Yield each entry for which the bank has a reference, with the positions of its lines, which are consecutive."""
    places: list[int] = []
    for place, line in enumerate(lines):
        if places and (line.index <= lines[places[-1]].index or line.entry != lines[places[-1]].entry):
            yield from _entry(lines, places)
            places = []
        places.append(place)
    yield from _entry(lines, places)


def _entry(lines: Sequence[BankLine], places: list[int]) -> Iterator[tuple[Entry, list[int]]]:
    if places and (first := lines[places[0]]).entry:
        total = sum((lines[place].amount for place in places), Decimal(0))
        yield Entry(first.day, first.is_credit, first.entry, total), places


def known_otherwise(lines: Sequence[BankLine], earlier: Sequence[BankLine]) -> set[int]:
    """Return positions of lines whose entry an earlier statement has divided otherwise, as a sum or into other parts.

    Neither statement has the other's lines as they are. Each earlier entry accounts for one entry.
    """
    had: defaultdict[Entry, list[Division]] = defaultdict(list)
    for entry, places in entries(earlier):
        had[entry].append(tuple(earlier[place].amount for place in places))
    found: set[int] = set()
    for entry, places in entries(lines):
        here = tuple(lines[place].amount for place in places)
        for other in had[entry]:
            if other != here:
                had[entry].remove(other)
                found.update(places)
                break
    return found


RETURN_WORDS: Final = re.compile(
    r"\b(?:R(?:UE|Ü|U)CK(?:LASTSCHRIFT|GABE|BUCHUNG|RUF|(?:UE|Ü|U)BERWEISUNG)|RETOUR\w*|RETURN(?:ED)?|REVERSAL|REVERSED|RECALL(?:ED)?"
    r"|CHARGEBACK|REJECT(?:ED|ION)?|UNPAID|STORNO|STORNIERUNG|REJET|IMPAY[EÉ]|DEVOLUCI[OÓ]N|DEVUELTO|INSOLUTO|STORNERING)\b"
    r"|退汇|退票|退回|冲正|ВОЗВРАТ"
)
"""The words that banks use for a returned payment."""


def takes_back(line: BankLine) -> bool:
    """Return whether a debit takes back what was credited before, as its format or the bank's words say."""
    return not line.is_credit and (line.is_return or RETURN_WORDS.search(line.text.upper()) is not None)


def money_of(text: str, line: int, *, places: int) -> Decimal:
    """Return an amount as banks' own formats write it, with a point or a comma and no grouping; never below 0.

    Raise `malformed_amount` or `zero_amount`.
    """
    plain = text.strip().replace(",", ".", 1)
    if not re.fullmatch(r"[0-9]{1,18}(\.[0-9]{0,6})?", plain):
        raise StatementProblemError("malformed_amount", line=line, text=text[:40])
    return possible_amount(Decimal(plain), text, line, places=places)


def possible_amount(amount: Decimal, text: str, line: int, *, places: int) -> Decimal:
    """Return an amount with as many decimals as the currency has. Raise `malformed_amount` or `zero_amount`."""
    whole = amount.quantize(Decimal(1).scaleb(-places))
    if whole != amount or abs(amount) >= Decimal(10) ** MOST_DIGITS:
        raise StatementProblemError("malformed_amount", line=line, text=text[:40])
    if not amount:
        raise StatementProblemError("zero_amount", line=line)
    return whole


def plain_account(text: str) -> str:
    """Return only the letters, in upper case, and digits of an account number."""
    return _NOT_IN_ACCOUNT.sub("", text.upper())


def plain_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return text on one line and without characters that a database cannot store, cut to `longest`."""
    return _BLANKS.sub(" ", _UNPRINTABLE.sub(" ", text)).strip()[:longest].strip()


def tidy(line: BankLine) -> BankLine:
    """Return a line whose texts fit their columns; a reference that means “none” is blank."""
    reference, end_to_end = plain_text(line.bank_reference), plain_text(line.end_to_end, LONGEST_REFERENCE)
    entry = plain_text(line.entry_reference)
    return replace(
        line,
        payer=plain_text(line.payer, LONGEST_NAME),
        payer_account=plain_account(line.payer_account)[:LONGEST_REFERENCE],
        text=plain_text(line.text),
        end_to_end="" if end_to_end.upper() in NO_REFERENCE else end_to_end,
        bank_reference="" if reference.upper() in NO_REFERENCE else reference[:LONGEST_REFERENCE],
        entry_reference="" if entry.upper() in NO_REFERENCE else entry[:LONGEST_REFERENCE],
    )
