"""A reader of CSV statements: it finds columns, separator, decimal sign and order of dates; a person confirms them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any, Final, Self

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from stdnum import iban

from ciie.tables.decoding import decode
from ciie.tables.delimited import read_delimited
from ciie.tables.mapping import ColumnMapping, Field, propose_mapping
from ciie.tables.reading import unique_names
from ciie.tables.table import Limits, TableError
from exhibitors.money.payments.statements.lines import (
    MOST_LINES,
    BankLine,
    Statement,
    StatementProblemError,
    plain_account,
    possible_amount,
    tidy,
)

SEPARATORS: Final = (";", ",", "\t", "|")
DECIMAL_SIGNS: Final = (",", ".")
ORDERS: Final = ("YMD", "DMY", "MDY")
HEADER_SAMPLE: Final = 30
MOST_COLUMNS: Final = 100
"""The most columns of a file; banks write about twenty."""
CENTURY: Final = 2000
FIELDS: Final = (
    Field("day", _("day"), (
        "booking date", "buchungstag", "buchungsdatum", "date", "posting date", "transaction date", "datum",
        "value date", "valuta", "boekdatum", "交易日期", "记账日期", "日期", "дата", "fecha", "date comptable",
    ), required=True),
    Field("amount", _("amount"), (
        "amount", "betrag", "umsatz", "betrag eur", "amount eur", "bedrag", "bedrag eur", "transaction amount",
        "交易金额", "金额", "发生额", "сумма", "importe", "montant",
    )),
    Field("credit", pgettext_lazy("bank statement", "credits"), (
        "credit", "haben", "credit amount", "money in", "paid in", "贷方发生额", "贷方金额", "收入金额", "收入",
        "crédit", "abono",
        "gutschrift",
    )),
    Field("debit", pgettext_lazy("bank statement", "debits"), (
        "debit", "soll", "debit amount", "money out", "paid out", "借方发生额", "借方金额", "支出金额", "支出",
        "débit", "cargo",
        "lastschrift",
    )),
    Field("direction", _("credit or debit"), (
        "debit/credit", "credit/debit", "credit debit indicator", "soll/haben", "s/h", "dc", "d/c", "借贷标志",
        "af bij", "af/bij", "借贷方向",
        "收支", "sens",
    )),
    Field("payer", _("payer"), (
        "name", "payer", "name / description", "naam / omschrijving", "naam tegenpartij", "counterparty",
        "beneficiary/payer", "begünstigter/zahlungspflichtiger", "beguenstigter/zahlungspflichtiger", "auftraggeber",
        "auftraggeber/empfänger", "partner name", "counterparty name", "对方户名", "对方名称", "付款人", "付款方",
        "плательщик",
    )),
    Field("payer_account", _("account of the payer"), (
        "iban", "tegenrekening", "tegenrekening iban/bban", "counterparty", "counterparty account",
        "account of payer", "kontonummer/iban", "partner iban", "counterparty iban",
        "对方账号", "付款账号", "счет плательщика",
    )),
    Field("text", pgettext_lazy("bank statement", "text"), (
        "text", "description", "verwendungszweck", "purpose", "remittance information", "payment details", "details",
        "mededelingen", "notifications", "omschrijving-1", "narrative",
        "reference text", "memo", "摘要", "附言", "用途", "назначение платежа", "concepto", "libellé",
    )),
    Field("bank_reference", _("reference of the bank"), (
        "bank reference", "transaction id", "entry reference", "transaction reference", "bankreferenz", "流水号",
        "交易流水号", "id",
    )),
    Field("end_to_end", _("reference of the payer"), (
        "end to end id", "end-to-end", "endtoendid", "kundenreferenz (end-to-end)", "kundenreferenz", "客户参考号",
    )),
    Field("account", _("own account"), (
        "own account", "auftragskonto", "account", "account number", "konto", "rekening", "本方账号", "账号",
    )),
    Field("currency", _("currency"), (
        "currency", "währung", "waehrung", "munt", "ccy", "币种", "валюта", "divisa", "devise",
    )),
)  # fmt: skip
CREDIT_WORDS: Final = frozenset(
    {
        "c",
        "cr",
        "crdt",
        "credit",
        "h",
        "haben",
        "+",
        "贷",
        "收入",
        "收",
        "贷方",
        "in",
        "bij",
        "crédit",
        "abono",
        "приход",
    }
)
DEBIT_WORDS: Final = frozenset(
    {"d", "dr", "dbit", "debit", "s", "soll", "-", "借", "支出", "支", "借方", "out", "af", "débit", "cargo", "расход"}
)
PATTERNS: Final = {
    ",": re.compile(r"(?:[0-9]{1,3}(?:[. '’\u00a0\u202f][0-9]{3})+|[0-9]+)(?:,[0-9]+)?"),
    ".": re.compile(r"(?:[0-9]{1,3}(?:[, '’\u00a0\u202f][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"),
}
SIGNED: Final = re.compile(r"([+\-−(]?)\s*([0-9](?:[^()+\-−A-Za-z]*[^()+\-−A-Za-z\s])?)\s*([A-Za-z]{0,3})\s*([)\-−+]?)")
LONGEST_AMOUNT: Final = 60
PARTS_OF_DAY: Final = re.compile(r"([0-9]{1,4})[./\-年]([0-9]{1,2})[./\-月]([0-9]{1,4})日?(?:[ T].*)?")
COMPACT_DAY: Final = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Choices:
    """How a CSV file is read. `columns` maps names of `FIELDS` to columns of the file."""

    separator: str
    decimal_sign: str
    order: str
    columns: Mapping[str, str]
    unsigned_are_credits: bool = False
    """Whether a person says that a file whose amounts have neither sign nor direction has only credits."""


def chosen_of(said: Mapping[str, Any], columns: Sequence[str], proposed: Choices) -> Choices:
    """Return what a person has chosen, as it is stored, else what is proposed; columns only if the file has them."""
    chosen = {name: column for name, column in (said.get("columns") or {}).items() if column in columns}
    return Choices(
        separator=said.get("separator") or proposed.separator,
        decimal_sign=said.get("decimal_sign") or proposed.decimal_sign,
        order=said.get("order") or proposed.order,
        columns=chosen or proposed.columns,
        unsigned_are_credits=bool(said.get("unsigned_are_credits")),
    )


@dataclass(frozen=True, slots=True)
class ReadLayout:
    """What a page needs to know of a file's layout: its columns, how to read them, and what the file leaves open."""

    columns: tuple[str, ...]
    proposed: Choices
    doubts: tuple[str, ...]

    def as_json(self) -> list[Any]:
        said = self.proposed
        return [
            list(self.columns),
            [said.separator, said.decimal_sign, said.order, dict(said.columns)],
            list(self.doubts),
        ]

    @classmethod
    def from_json(cls, said: Sequence[Any]) -> Self:
        columns, proposed, doubts = said
        return cls(tuple(columns), Choices(*proposed), tuple(doubts))


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as rows under its header, each with its line number. `before` are the cells above the header."""

    mapping: ColumnMapping
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    before: tuple[str, ...]
    proposed: Choices
    doubts: tuple[str, ...]
    """What the file leaves uncertain: `decimal_sign`, `order`."""

    def cells(self, row: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
        return {name: row[self.mapping.columns.index(column)] for name, column in chosen.items() if column}


def lay_out(content: bytes, separator: str = "") -> Layout:
    """Read a CSV file as far as is possible without a person. Raise `TableError` or `StatementProblemError`."""
    text, _note = decode(content)
    raw = read_delimited(f"sep={separator}\n{text}" if separator else text, Limits(rows=MOST_LINES + HEADER_SAMPLE))
    if not raw.rows:
        raise TableError(_("The file is empty. Choose the file that contains the statement."), "empty_file")
    if len(raw.rows) > MOST_LINES + HEADER_SAMPLE:
        raise StatementProblemError("too_many_lines", most=MOST_LINES)
    for number, cells in raw.rows:
        if len(cells) > MOST_COLUMNS:
            raise StatementProblemError("too_many_columns", line=number, most=MOST_COLUMNS)
    position, mapping = _header(raw.rows)
    width = len(mapping.columns)
    rows = tuple((number, (*cells[:width], *[""] * (width - len(cells)))) for number, cells in raw.rows[position + 1 :])
    before = tuple(cell for _number, cells in raw.rows[:position] for cell in cells if cell)
    found = dict(mapping.chosen)
    if "credit" in found and "debit" in found:
        found.pop("amount", None)
    elif "amount" in found:  # such as the Ursprungsbetrag of a Lastschrift, not a second amount
        found.pop("credit", None)
        found.pop("debit", None)
    columns = [mapping.columns.index(found[name]) for name in ("amount", "credit", "debit") if name in found]
    amounts = [cells[column] for _number, cells in rows for column in columns]
    days = [cells[mapping.columns.index(found["day"])] for _number, cells in rows] if "day" in found else []
    decimal_sign, sure = _decimal_sign(amounts)
    order, certain = _order(days)
    doubts = tuple(name for name, known in (("decimal_sign", sure), ("order", certain)) if not known)
    used = separator or _separator_of(text, width)
    return Layout(mapping, rows, before, Choices(used, decimal_sign, order, found), doubts)


def read_csv(layout: Layout, choices: Choices, *, account: str, currency: str, places: int) -> Statement:
    """Return the movements of a file, read by a person's choices, as a statement of one of the organizer's accounts.

    The account is the one that the file names, else the one given. `currency` is the account's and has `places`
    decimals. Raise `StatementProblemError`, also if the file names another currency.
    """
    chosen = dict(choices.columns)
    _require_columns(chosen)
    lines = []
    accounts, currencies = set[str](), dict[str, int]()
    for number, row in layout.rows:
        cells = layout.cells(row, chosen)
        if not cells.get("day") and not any(cells.get(name) for name in ("amount", "credit", "debit")):
            continue  # sums and remarks below the list
        lines.append(tidy(_movement(number, cells, choices, places)))
        accounts.add(plain_account(cells.get("account", "")))
        currencies.setdefault(cells.get("currency", "").upper(), number)
    for other, number in currencies.items():
        if other not in ("", currency):
            raise StatementProblemError("other_currency", line=number, currency=currency, other=other[:10])
    if not lines:
        raise StatementProblemError("no_statement")
    _require_directions(layout, choices)
    named = sorted(filter(None, accounts)) or list(_accounts_in(layout.before))
    return Statement(
        account=next((each for each in named if each != account), account), currency=currency, lines=tuple(lines)
    )


def _require_columns(chosen: Mapping[str, str]) -> None:
    if not chosen.get("day"):
        raise StatementProblemError("no_day_column")
    if not chosen.get("amount") and not (chosen.get("credit") or chosen.get("debit")):
        raise StatementProblemError("no_amount_column")


def _require_directions(layout: Layout, choices: Choices) -> None:
    """Raise `no_signs` if no amount has a sign, and neither a column nor a person states the direction."""
    chosen = choices.columns
    if not chosen.get("amount") or chosen.get("direction") or choices.unsigned_are_credits:
        return
    amounts = [layout.cells(row, {"amount": chosen["amount"]})["amount"] for _number, row in layout.rows]
    if any(amounts) and not any(map(_has_sign, amounts)):
        raise StatementProblemError("no_signs", column=chosen["amount"][:40])


def _has_sign(said: str) -> bool:
    found = SIGNED.fullmatch(said.strip()) if len(said.strip()) <= LONGEST_AMOUNT else None
    return found is not None and (bool(found[1] or found[4]) or found[3].casefold() in CREDIT_WORDS | DEBIT_WORDS)


def _header(rows: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[int, ColumnMapping]:
    """Return position and mapping of the header: the row, among the first, with the most columns of a statement."""
    mappings = [propose_mapping(unique_names(cells), FIELDS) for _number, cells in rows[:HEADER_SAMPLE]]
    position = max(range(len(mappings)), key=lambda each: (len(mappings[each].chosen), -each))
    if len(mappings[position].chosen) < 2:  # noqa: PLR2004  (nothing says which; the first row with cells enough)
        position = next((each for each, (_number, cells) in enumerate(rows[:HEADER_SAMPLE]) if len(cells) > 1), 0)
    return position, mappings[position]


def _separator_of(text: str, width: int) -> str:
    lines = text.split("\n", HEADER_SAMPLE)[:HEADER_SAMPLE]
    return max(SEPARATORS, key=lambda each: sum(line.count(each) == width - 1 for line in lines) if width > 1 else 0)


def _movement(number: int, cells: Mapping[str, str], choices: Choices, places: int) -> BankLine:
    amount = _amount(number, cells, choices.decimal_sign, places)
    return BankLine(
        line=number,
        day=_day(cells.get("day", ""), choices.order, number),
        amount=abs(amount),
        is_credit=amount > 0,
        payer=cells.get("payer", ""),
        payer_account=cells.get("payer_account", ""),
        text=cells.get("text", ""),
        bank_reference=cells.get("bank_reference", ""),
        end_to_end=cells.get("end_to_end", ""),
    )


def _amount(number: int, cells: Mapping[str, str], decimal_sign: str, places: int) -> Decimal:
    """Return the amount of a row, below 0 for a debit."""
    if cells.get("amount"):
        said = cells["amount"]
        amount = possible_amount(_signed(said, decimal_sign, number), said, number, places=places)
        if "direction" not in cells:
            return amount
        word = cells["direction"].strip().casefold()
        if not word and _has_sign(said):
            return amount
        if not word:
            raise StatementProblemError("no_direction", line=number)
        if word not in CREDIT_WORDS | DEBIT_WORDS:
            raise StatementProblemError("unknown_direction", line=number, text=cells["direction"][:40])
        return abs(amount) if word in CREDIT_WORDS else -abs(amount)
    both = {name: cells[name] for name in ("credit", "debit") if cells.get(name)}
    amounts = {name: _signed(said, decimal_sign, number) for name, said in both.items()}
    amounts = {name: amount for name, amount in amounts.items() if amount}  # many banks write 0.00 in the other column
    if len(amounts) != 1:
        code, text = "malformed_amount" if both else "no_amount", " / ".join(both.values())
        raise StatementProblemError(code, line=number, text=text[:40])
    ((name, amount),) = amounts.items()
    whole = possible_amount(abs(amount), both[name], number, places=places)
    return whole if name == "credit" else -whole


def _signed(said: str, decimal_sign: str, number: int) -> Decimal:
    """Return an amount such as `1.234,50`, `-12`, `12-`, `(12)`, `12,00 EUR`, `12 DR`."""
    found = SIGNED.fullmatch(said.strip()) if len(said.strip()) <= LONGEST_AMOUNT else None
    if found is None or not PATTERNS[decimal_sign].fullmatch(found[2].strip()):
        raise StatementProblemError("malformed_amount", line=number, text=said[:40])
    before, digits, word, after = found.groups()
    whole, _sign, fraction = digits.strip().partition(decimal_sign)
    amount = Decimal(f"{re.sub('[^0-9]', '', whole)}.{fraction or 0}")
    is_negative = before in {"-", "−", "("} or after in {"-", "−"} or word.casefold() in {"dr", "s"}
    return -amount if is_negative else amount


def _day(said: str, order: str, number: int) -> date:
    found = _ordered(said, order)
    if found is None:
        raise StatementProblemError("malformed_day", line=number, text=said[:40])
    return found


def _ordered(said: str, order: str) -> date | None:
    compact = COMPACT_DAY.fullmatch(said.strip())
    found = compact or PARTS_OF_DAY.fullmatch(said.strip())
    if found is None:
        return None
    if compact or len(found[1]) == 4:  # noqa: PLR2004  (a year in front is followed by the month)
        order = "YMD"
    parts = dict(zip(order, map(int, found.groups()), strict=True))
    try:
        return date(parts["Y"] + (CENTURY if parts["Y"] < 100 else 0), parts["M"], parts["D"])  # noqa: PLR2004
    except ValueError:
        return None


def _order(days: Iterable[str]) -> tuple[str, bool]:
    """Return the order that reads most of the days, and whether no other reads as many differently."""
    said = [each for each in days if each][:MOST_LINES]
    read = {order: [_ordered(each, order) for each in said] for order in ORDERS}
    counts = {order: sum(each is not None for each in found) for order, found in read.items()}
    best = max(ORDERS, key=lambda order: (counts[order], order == "DMY"))
    rivals = [order for order in ORDERS if counts[order] == counts[best] and read[order] != read[best]]
    return best, not rivals


def _decimal_sign(amounts: Iterable[str]) -> tuple[str, bool]:
    """Return the sign that reads most of the amounts, and whether the other does not read as many differently."""
    said = [each for each in amounts if each][:MOST_LINES]
    read = {sign: list(_read(said, sign)) for sign in DECIMAL_SIGNS}
    counts = {sign: sum(each is not None for each in found) for sign, found in read.items()}
    best = max(DECIMAL_SIGNS, key=lambda sign: (counts[sign], sign == "."))
    return best, all(counts[a] != counts[b] or read[a] == read[b] for a, b in permutations(DECIMAL_SIGNS, 2))


def _read(said: Iterable[str], sign: str) -> Iterator[Decimal | None]:
    for each in said:
        try:
            yield _signed(each, sign, 0)
        except StatementProblemError:
            yield None


def _accounts_in(cells: Iterable[str]) -> Iterator[str]:
    """Yield the IBANs above the list."""
    for cell in cells:
        plain = plain_account(cell.rpartition(":")[2])
        if iban.is_valid(plain):
            yield plain
