"""Statements of a bank as files, with what real ones do."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from exhibitors.money.payments.statements.lines import BankLine

IBAN = "DE89370400440532013000"
DAY = date(2024, 5, 2)


def credit(amount: str, *, day: date = DAY, is_credit: bool = True, **said: str | int) -> BankLine:
    return BankLine(line=0, day=day, amount=Decimal(amount), is_credit=is_credit, **said)  # type: ignore[arg-type]


def camt(
    *entries: str, account: str = IBAN, currency: str = "EUR", opening: str = "", closing: str = "", kind: str = "Stmt"
) -> bytes:
    outer = {"Stmt": "BkToCstmrStmt", "Ntfctn": "BkToCstmrDbtCdtNtfctn"}[kind]
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='{currency}'>{amount}</Amt>"
        f"<CdtDbtInd>CRDT</CdtDbtInd></Bal>\n"
        for code, amount in (("OPBD", opening), ("CLBD", closing))
        if amount
    )
    body = "\n".join(entries)
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n"
        f"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><{outer}><{kind}><Id>17</Id>\n"
        f"<Acct><Id><IBAN>{account}</IBAN></Id></Acct>\n{balances}{body}\n</{kind}></{outer}></Document>"
    ).encode()


def entry(line: BankLine, *details: str, text: str = "", currency: str = "EUR", status: str = "<Sts>BOOK</Sts>") -> str:
    """`text` stands in AddtlNtryInf; without details there are no TxDtls."""
    return (
        f"<Ntry><Amt Ccy='{currency}'>{line.amount}</Amt><CdtDbtInd>{'CRDT' if line.is_credit else 'DBIT'}</CdtDbtInd>"
        f"{status}<BookgDt><Dt>{line.day}</Dt></BookgDt>"
        + (f"<AcctSvcrRef>{line.bank_reference}</AcctSvcrRef>" if line.bank_reference else "")
        + (f"<NtryDtls>{''.join(details)}</NtryDtls>" if details else "")
        + (f"<AddtlNtryInf>{escape(text)}</AddtlNtryInf>" if text else "")
        + "</Ntry>"
    )


def details(line: BankLine, *, currency: str = "EUR", amount: bool = True) -> str:
    return (
        "<TxDtls>"
        + (f"<Refs><EndToEndId>{line.end_to_end}</EndToEndId></Refs>" if line.end_to_end else "")
        + (f"<Amt Ccy='{currency}'>{line.amount}</Amt>" if amount else "")
        + (
            f"<RltdPties><Dbtr><Pty><Nm>{escape(line.payer)}</Nm></Pty></Dbtr>"
            f"<DbtrAcct><Id><IBAN>{line.payer_account}</IBAN></Id></DbtrAcct></RltdPties>"
        )
        + f"<RmtInf><Ustrd>{escape(line.text)}</Ustrd></RmtInf></TxDtls>"
    )


def camt_of(lines: Iterable[BankLine], *, account: str = IBAN, currency: str = "EUR") -> bytes:
    """One entry with one transaction for each line."""
    entries = (entry(line, details(line, currency=currency), currency=currency) for line in lines)
    return camt(*entries, account=account, currency=currency)


def mt940(
    *movements: str, account: str = IBAN, opening: str = "1000,00", closing: str = "", currency: str = "EUR"
) -> bytes:
    body = "\n".join(movements)
    end = f":62F:C240502{currency}{closing}\n" if closing else ""
    return (f":20:STARTUMS\n:25:{account}\n:28C:00123/001\n:60F:C240501{currency}{opening}\n{body}\n{end}-\n").encode()


def csv_of(lines: Sequence[BankLine], *, separator: str = ";", sign: str = ",") -> bytes:
    """Signed amounts with grouping, days as in Germany."""
    rows = ["Buchungstag;Name;IBAN;Verwendungszweck;Betrag;Währung;Bankreferenz"]
    for line in lines:
        amount = f"{line.amount if line.is_credit else -line.amount:+,.2f}"
        if sign == ",":
            amount = amount.translate(str.maketrans(",.", ".,"))
        text = f'"{line.text}"'
        cells = (
            f"{line.day:%d.%m.%Y}",
            line.payer,
            line.payer_account,
            text,
            f'"{amount}"',
            "EUR",
            line.bank_reference,
        )
        rows.append(";".join(cells))
    return "\r\n".join(rows).replace(";", separator).encode()
