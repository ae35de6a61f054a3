"""A reader of SWIFT MT940 by the library `mt-940`, which is lenient: what must not be guessed is checked before."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from mt940 import parse_statements
from mt940.models import Transaction, Transactions
from mt940.options import Options

from exhibitors.money.payments.statements.lines import (
    MOST_LINES,
    BankLine,
    Statement,
    StatementProblemError,
    money_of,
    plain_account,
    possible_amount,
    tidy,
)

OPTIONS: Final = Options.all()
MOVEMENT: Final = re.compile(r":61:[0-9]{6}(?:[0-9]{4})?(R?[CD])([A-Z]?)([^NFS]*)[NFS][A-Z0-9]{3}", re.IGNORECASE)
BALANCE: Final = re.compile(r":6[02][FM]:([CD])[0-9]{6}([A-Z]{3})(.*)", re.IGNORECASE)
BEGINNING: Final = re.compile(r"(?m)^:20:")
CODE: Final = re.compile(r"/(NAME|IBAN|ORDP|BENM|REMI|EREF|TRTP|BIC|ADDR|CSID|MARF|RTRN|ISDT|PURP|CHGS|OCMT)/")
CREDITS: Final = ("C", "RD")
"""The marks of a credit, and of a debit that is taken back."""


def read_mt940(content: bytes, places_of: Callable[[str], int]) -> list[Statement]:
    """Return the statements of a file. Raise `StatementProblemError`."""
    text = _decoded(content)
    lines = list(_checked(text, places_of))
    if len(lines) > MOST_LINES:
        raise StatementProblemError("too_many_lines", most=MOST_LINES)
    found = BEGINNING.search(text)
    if found is None:
        raise StatementProblemError("broken_mt940")
    text = text[found.start() :]
    try:
        read = parse_statements(text, options=OPTIONS)
    except (RuntimeError, ValueError, ArithmeticError, KeyError, AttributeError) as error:
        raise StatementProblemError("broken_mt940") from error
    if sum(map(len, read)) != len(lines):
        raise StatementProblemError("broken_mt940")
    numbers = iter(lines)
    return [_statement(each, numbers, places_of) for each in read]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise StatementProblemError("broken_mt940")


def _checked(text: str, places_of: Callable[[str], int]) -> Iterator[int]:
    """Yield the numbers of the lines with movements. Raise `StatementProblemError` at the first malformed line."""
    places = 2
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith((":60F:", ":60M:", ":62F:", ":62M:")):
            balance = BALANCE.fullmatch(line.strip())
            if balance is None or not re.fullmatch(r"[0-9]{1,15}(,[0-9]{0,6})?", balance[3].strip()):
                raise StatementProblemError("malformed_amount", line=number, text=line[5:45])
            places = places_of(balance[2].upper())
        elif line.startswith(":61:"):
            movement = MOVEMENT.match(line)
            if movement is None:
                raise StatementProblemError("malformed_movement", line=number, text=line[4:44])
            money_of(movement[3], number, places=places)
            yield number


def _statement(read: Transactions, numbers: Iterator[int], places_of: Callable[[str], int]) -> Statement:
    opening, closing = (_balance(read.data, kind) for kind in ("opening_balance", "closing_balance"))
    currency = next((each[1] for each in (opening, closing) if each), "")
    lines = tuple(tidy(_movement(each, next(numbers), places_of(currency))) for each in read.transactions)
    return Statement(
        account=plain_account(str(read.data.get("account_identification") or "").rpartition("/")[2]),
        currency=currency,
        number=str(read.data.get("statement_number") or ""),
        opening=opening[0] if opening else None,
        closing=closing[0] if closing else None,
        lines=lines,
    )


def _balance(said: Mapping[str, Any], kind: str) -> tuple[Decimal, str] | None:
    found = said.get(f"final_{kind}") or said.get(f"intermediate_{kind}")
    if found is None or found.amount is None:
        return None
    return found.amount.amount, found.amount.currency


def _movement(transaction: Transaction, number: int, places: int) -> BankLine:
    said = transaction.data
    status, amount = str(said["status"]).upper(), abs(said["amount"].amount)
    day = said.get("entry_date") or said["date"]
    name, account, text, end_to_end = _particulars(said)
    bank, customer = str(said.get("bank_reference") or ""), str(said.get("customer_reference") or "")
    return BankLine(
        line=number,
        day=date(day.year, day.month, day.day),
        amount=possible_amount(amount, str(amount), number, places=places),
        is_credit=status in CREDITS,
        payer=name,
        payer_account=account,
        text=text,
        end_to_end=end_to_end or customer,
        bank_reference=bank,
        is_return=status == "RC",
    )


def _particulars(said: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Return name, account, text and end-to-end reference of details in `?20` fields, `/CODE/` fields, or words."""
    if "purpose" in said or "applicant_name" in said:
        words = (said.get("purpose"), said.get("additional_purpose"), said.get("posting_text"))
        text = " ".join(filter(None, map(_word, words[:2]))) or _word(words[2])
        account = _word(said.get("applicant_iban")) or _word(said.get("gvc_applicant_iban"))
        return _word(said.get("applicant_name")), account, text, _word(said.get("end_to_end_reference"))
    details = str(said.get("transaction_details") or "").replace("\n", "")
    parts = CODE.split(details)
    fields = dict(zip(parts[1::2], parts[2::2], strict=True))
    if not fields:
        return "", "", details, ""
    name = fields.get("NAME") or fields.get("ORDP", "").removeprefix("/NAME/")
    text = fields.get("REMI") or details
    return name, fields.get("IBAN", ""), text.removeprefix("USTD//"), fields.get("EREF", "")


def _word(value: object) -> str:
    return "" if value is None else str(value)
