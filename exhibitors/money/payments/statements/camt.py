"""A reader of ISO 20022 statements and notifications (camt.052, camt.053, camt.054; every version), entry by entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from exhibitors.money.payments.statements.lines import (
    MOST_LINES,
    BankLine,
    Statement,
    StatementProblemError,
    money_of,
    plain_account,
    plain_text,
    tidy,
)

REPORTS: Final = ("Stmt", "Ntfctn", "Rpt")
OPENING: Final = ("OPBD", "PRCD")
CLOSING: Final = ("CLBD",)
DEEPEST: Final = 60
"""The most levels of nested elements; a real file has about fifteen."""
LINE: Final = "line"


def read_camt(content: bytes, places_of: Callable[[str], int]) -> list[Statement]:
    """Return the statements of a file, one for each account and page. Raise `StatementProblemError`.

    `places_of` returns the number of decimals of a currency. Entries that are not booked yet are counted and left out.
    """
    reader = _Reader(places_of)
    parser = XMLParser(target=reader, forbid_dtd=True)
    reader.line_now = lambda: parser.parser.CurrentLineNumber
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        raise StatementProblemError("hostile_xml") from error
    except (ParseError, LookupError, ValueError) as error:
        raise StatementProblemError("broken_xml") from error
    return reader.statements


class _Reader(TreeBuilder):
    """A tree builder that builds one entry at a time, reads it, and discards it."""

    line_now: Callable[[], int]

    def __init__(self, places_of: Callable[[str], int]) -> None:
        super().__init__()
        self.places_of = places_of
        self.statements: list[Statement] = []
        self.path: list[Element] = []
        self.lines: list[BankLine] = []
        self.currencies: dict[str, int] = {}
        self.pending = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        element = super().start(tag.rpartition("}")[2], {**attrs, LINE: str(self.line_now())})
        self.path.append(element)
        if len(self.path) > DEEPEST:
            raise StatementProblemError("broken_xml")
        return element

    def end(self, tag: str) -> Element:
        element = super().end(tag.rpartition("}")[2])
        self.path.pop()
        if element.tag == "Ntry" and self.path and self.path[-1].tag in REPORTS:
            self._take(element)
            element.clear()
        elif element.tag in REPORTS:
            self.statements.append(self._statement(element))
            self.lines, self.currencies, self.pending = [], {}, 0
            element.clear()
        return element

    def _take(self, entry: Element) -> None:
        status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
        if status and status != "BOOK":
            self.pending += 1
            return
        for found in _movements(entry, self.places_of):
            if len(self.lines) == MOST_LINES:
                raise StatementProblemError("too_many_lines", most=MOST_LINES)
            self.lines.append(tidy(found))
        self.currencies.setdefault(_currency(entry.find("Amt")), _line_of(entry))

    def _statement(self, report: Element) -> Statement:
        balances = {_text(each, "Tp/CdOrPrtry/Cd"): each for each in report.findall("Bal")}
        said = _text(report, "Acct/Ccy") or _currency(report.find("Bal/Amt"))
        currency = said or next(iter(self.currencies), "")
        for other, line in self.currencies.items():
            if other != currency:
                raise StatementProblemError("two_currencies", line=line, currency=currency, other=other)
        return Statement(
            account=plain_account(_text(report, "Acct/Id/IBAN") or _text(report, "Acct/Id/Othr/Id")),
            currency=currency,
            number=plain_text(_text(report, "ElctrncSeqNb") or _text(report, "Id"), 40),
            opening=_balance(balances, OPENING, self.places_of(currency)),
            closing=_balance(balances, CLOSING, self.places_of(currency)),
            lines=tuple(self.lines),
            pending=self.pending,
        )


def _movements(entry: Element, places_of: Callable[[str], int]) -> list[BankLine]:
    """Return one line per transaction of the entry if these add up to its amount, else one with the text of all."""
    line, places = _line_of(entry), places_of(_currency(entry.find("Amt")))
    amount = money_of(_text(entry, "Amt"), line, places=places)
    whole = BankLine(
        line=line,
        day=_day(entry, line),
        amount=amount,
        is_credit=_is_credit(entry, line),
        text=_text(entry, "AddtlNtryInf"),
        bank_reference=_text(entry, "AcctSvcrRef"),
        entry_reference="" if _text(entry, "AcctSvcrRef") else _text(entry, "NtryRef"),
        is_return=_text(entry, "RvslInd").lower() in {"true", "1"},
    )
    details = entry.findall("NtryDtls/TxDtls")
    parts = [_with_details(whole, each, index) for index, each in enumerate(details)]
    if len(parts) < 2:  # noqa: PLR2004  (the amount of a single one is the entry's, whatever was instructed)
        return parts or [whole]
    amounts = [_amount_of(each, _currency(entry.find("Amt")), places) for each in details]
    known = [each for each in amounts if each is not None]
    if len(known) == len(parts) and sum(known) == amount:
        return [replace(part, amount=each) for part, each in zip(parts, known, strict=True)]
    words = " / ".join(dict.fromkeys(f"{part.end_to_end} {part.text}".strip() for part in parts))
    first = parts[0]
    is_return = any(part.is_return for part in parts)
    return [replace(whole, payer=first.payer, payer_account=first.payer_account, text=words, is_return=is_return)]


def _with_details(whole: BankLine, details: Element, index: int) -> BankLine:
    returned = details.find("RtrInf")
    is_return = not whole.is_credit and (whole.is_return or returned is not None)
    party, account = ("Dbtr", "DbtrAcct") if whole.is_credit or is_return else ("Cdtr", "CdtrAcct")
    words = [each.text or "" for each in details.findall("RmtInf/Ustrd")]
    words += [each.text or "" for each in details.findall("RmtInf/Strd/CdtrRefInf/Ref")]
    words += [_text(details, "AddtlTxInf")] if not words else []
    if returned is not None:  # such as AC04 MS03: why the payment came back
        words += [_text(returned, "Rsn/Cd") or _text(returned, "Rsn/Prtry"), _text(returned, "AddtlInf")]
    return replace(
        whole,
        payer=_text(details, f"RltdPties/{party}/Nm") or _text(details, f"RltdPties/{party}/Pty/Nm"),
        payer_account=_text(details, f"RltdPties/{account}/Id/IBAN")
        or _text(details, f"RltdPties/{account}/Id/Othr/Id"),
        text=" ".join(filter(None, words)) or whole.text,
        end_to_end=_text(details, "Refs/EndToEndId"),
        bank_reference=whole.bank_reference or _text(details, "Refs/AcctSvcrRef"),
        index=index,
        is_return=is_return,
    )


def _amount_of(details: Element, currency: str, places: int) -> Decimal | None:
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        found = details.find(path)
        if found is not None and _currency(found) == currency:
            return money_of(found.text or "", _line_of(found), places=places)
    return None


def _balance(balances: dict[str, Element], kinds: tuple[str, ...], places: int) -> Decimal | None:
    found = next((balances[kind] for kind in kinds if kind in balances), None)
    if found is None:
        return None
    line, said = _line_of(found), _text(found, "Amt")
    amount = Decimal(0) if not said.strip("0.,") and said else money_of(said, line, places=places)
    return amount if _is_credit(found, line) else -amount


def _day(entry: Element, line: int) -> date:
    """Return the booking day, else the value day."""
    paths = ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    said = next((found for path in paths if (found := _text(entry, path))), "")
    try:
        return date.fromisoformat(said[:10])
    except ValueError as error:
        raise StatementProblemError("malformed_day", line=line, text=said[:40]) from error


def _is_credit(entry: Element, line: int) -> bool:
    said = _text(entry, "CdtDbtInd")
    if said not in {"CRDT", "DBIT"}:
        raise StatementProblemError("no_direction", line=line)
    return said == "CRDT"


def _currency(amount: Element | None) -> str:
    return "" if amount is None else amount.get("Ccy", "")


def _line_of(element: Element) -> int:
    return int(element.get(LINE, "0"))


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
