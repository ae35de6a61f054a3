"""Invoices of a few booked companies, their payments, and bank statements.

Some companies pay late, one too much, one twice, and one by mistake.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking
from exhibitors.management.sample.invoices import SELLER
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.billing import set_own_party
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import NewLine, draft_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.payments.models import BankAccount, Refund
from exhibitors.money.payments.operations.payments import (
    InvoicePart,
    cancel_payment,
    record_payment,
)
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.money.payments.operations.statements import (
    Ignored,
    Match,
    confirm_matches,
    discard_statement,
    import_statement,
    save_bank_account,
    upload_statement,
)
from exhibitors.money.payments.queries.statements import proposals_for
from exhibitors.money.sales.queries.offers import offered_now
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition

ACCOUNT = str(SELLER["account"]).replace(" ", "")
ISSUED = (90, 87, 84, 81, 78, 75, 72, 69, 66, 63, 60, 57, 54, 51, 48, 45)
"""How many days ago the invoices were issued.

Numbers follow the days, so all of these and their credit note come before the invoices of `play_invoices`.
"""
DUE = (-76, -64, -70, -38, -60, -55, -50, -20, -12, -8, -5, -2, -1, 3, 10, 20)
"""How many days from today the invoices are due."""
STREETS = (
    "Harbour Road",
    "Market Street",
    "Mill Lane",
    "Station Avenue",
    "Garden Street",
    "King Street",
    "Castle Hill",
)


def play_payments(edition: Edition, *, exhibitor: User, finance: User, director: User, at: datetime) -> None:
    """Issue invoices before `at`, and record their payments. The latest statement waits to be matched."""
    bookings = _booked(edition, exhibitor, at)
    invoices = [_invoice(*each, finance, at) for each in zip(bookings, ISSUED, DUE, strict=True)]
    account = save_bank_account(
        None,
        name="Main account · 基本账号",
        account=ACCOUNT,
        currency=edition.currency,
        bank_name=str(SELLER["bank_name"]),
        actor=finance,
        at=at - timedelta(days=100),
    )
    _play_by_hand(invoices, finance, at)
    refunds = _play_confirmed_statement(account, invoices[4:9], finance, director, at - timedelta(days=8))
    _play_waiting_statements(account, invoices[9:], refunds, finance, at - timedelta(hours=3))


def _booked(edition: Edition, exhibitor: User, at: datetime) -> list[Booking]:
    """Return bookings that were confirmed long ago."""
    rows = Booking.objects.filter(
        edition=edition, state=BookingState.CONFIRMED, block=None, decided_at__lt=at - timedelta(days=max(ISSUED))
    )
    return list(rows.exclude(contact=exhibitor).select_related("company", "edition").order_by("pk")[: len(ISSUED)])


def _invoice(booking: Booking, issued: int, due: int, finance: User, at: datetime) -> Invoice:
    """Issue an invoice for the price of the booking's space, to a bill-to with an address."""
    company, moment = booking.company, at - timedelta(days=issued)
    terms = {
        "name": company.name,
        "address": f"{issued * 3} {STREETS[issued % len(STREETS)]}",
        "city": company.city or "Rotterdam",
        "country": str(company.country),
        "email": company.contact_email,
    }
    set_own_party(company.pk, terms, actor=finance, at=moment)
    offered = offered_now(booking, at=moment)
    net = offered.offered.net if offered else Decimal(26_000)
    line = NewLine(name="Exhibition space", name_zh="展位费", net=net, calculation=booking.reference)
    due_on = day_of(at + timedelta(days=due), booking.edition.zone)
    full = InvoiceKind.FULL
    (draft,) = draft_invoice(booking.pk, kind=full, lines=[line], due_on=due_on, actor=finance, at=moment)
    return issue_invoice(draft.pk, actor=finance, at=moment)


def _play_by_hand(invoices: Sequence[Invoice], finance: User, at: datetime) -> None:
    """Record payments by hand.

    One is in full, followed by an advance; one is in part, one for an invoice that is credited in part, and one for the
    wrong company.
    """
    paid, part, credited, wrong = invoices[:4]
    _pay(paid, paid.total, finance, at - timedelta(days=66), text="Cheque 004711")
    _pay(part, _share(part, 40), finance, at - timedelta(days=50))
    _pay(credited, credited.total, finance, at - timedelta(days=45))
    note = credit_invoice(
        credited.pk,
        reason="Power was interrupted for a day. · 停电一天",
        amount=_share(credited, 5),
        actor=finance,
        at=at - timedelta(days=41),
    )
    issue_invoice(note.pk, actor=finance, at=at - timedelta(days=41))
    _pay(paid, None, finance, at - timedelta(days=40), text="Ahead for the next expo · 下届预付款")
    mistaken = _pay(wrong, None, finance, at - timedelta(days=28))
    cancel_payment(mistaken, reason="Paid by another company", actor=finance, at=at - timedelta(days=27))


def _pay(invoice: Invoice, amount: Decimal | None, finance: User, at: datetime, *, text: str = "") -> int:
    """Record a payment of the invoice. If `amount` is None, it is an advance of the invoice's total."""
    total = invoice.total or Decimal(0)
    payment = record_payment(
        invoice.company_id,
        edition_id=invoice.edition_id,
        amount=amount or total,
        currency=invoice.currency,
        received_on=day_of(at, invoice.edition.zone),
        parts=[InvoicePart(invoice.pk, amount)] if amount else [],
        text=text,
        actor=finance,
        at=at,
    )
    return payment.pk


def _share(invoice: Invoice, percent: int) -> Decimal:
    """Return a percentage of the invoice's total, in whole units."""
    return ((invoice.total or Decimal(0)) * percent / 100).quantize(Decimal(1))


def _play_confirmed_statement(
    account: BankAccount, invoices: Sequence[Invoice], finance: User, director: User, at: datetime
) -> list[Refund]:
    """Import and confirm a statement with an overpayment, a double payment, and interest from the bank.

    Finance proposes the refunds, and the director agrees: part of the overpayment, and the whole second payment.
    """
    exact, over, twice, late, joined = invoices
    day = day_of(at, exact.edition.zone)
    total = {each.pk: each.total or Decimal(0) for each in invoices}
    lines = [
        statement_line(day, total[exact.pk], exact.party_name, exact.reference),
        statement_line(day, total[over.pk] + 500, over.party_name, f"{over.reference} stand"),
        statement_line(day, total[twice.pk], twice.party_name, twice.reference),
        statement_line(day, total[twice.pk], twice.party_name, twice.reference),
        statement_line(
            day, total[late.pk] + total[joined.pk], late.party_name, f"{late.reference} + {joined.reference}"
        ),
        statement_line(day, Decimal("18.40"), "", "INTEREST Q1"),
    ]
    bring_in(account, "statement-2024-05-09.xml", lines, finance, at)
    proposals = proposals_for(account)
    matches, ignored = [], []
    for line in account.lines.order_by("pk"):
        proposal = proposals[line.pk]
        if proposal.company is None:
            ignored.append(Ignored(line.pk, "Interest · 利息"))
        else:
            parts = tuple(InvoicePart(key, amount) for key, amount in proposal.parts)
            matches.append(Match(line.pk, parts, proposal.company))
    payments = confirm_matches(matches, edition_id=exact.edition_id, ignored=ignored, actor=finance, at=at)
    at += timedelta(days=2)
    paid_on = day_of(at, exact.edition.zone)
    proposed = [
        propose_refund(key, amount=amount, paid_on=paid_on, reason=why, actor=finance, at=at)
        for key, amount, why in (
            (payments[3].pk, payments[3].amount, "Paid twice · 重复付款"),
            (payments[1].pk, Decimal(200), "Part of what was overpaid · 退回部分多付款项"),
        )
    ]
    return [agree_to(each.pk, actor=director, at=at).refund for each in proposed]


def _play_waiting_statements(
    account: BankAccount, invoices: Sequence[Invoice], refunds: Sequence[Refund], finance: User, at: datetime
) -> None:
    """Import a statement with lines of every kind, and a CSV file that nobody has looked at yet."""
    certain, mistyped, number, fee, part, *rest = invoices
    day = day_of(at, certain.edition.zone)
    total = {each.pk: each.total or Decimal(0) for each in invoices}
    numbers = " ".join(each.payment.number for each in refunds)
    shortened = f"{mistyped.reference[:7]}{mistyped.reference[8:]}"  # one digit is missing
    lines = [
        statement_line(day, total[certain.pk], certain.party_name.upper(), certain.reference),
        statement_line(day, total[mistyped.pk], mistyped.party_name.upper()[:27], f"payment ref {shortened}"),
        statement_line(day, total[number.pk], number.party_name, f"INV {number.number_text} thank you"),
        statement_line(day, total[fee.pk] - 45, fee.party_name, fee.reference),
        statement_line(
            day, (total[part.pk] / 2).quantize(Decimal(1)), part.party_name, f"1st instalment {part.reference}"
        ),
        statement_line(day, Decimal(1200), "J. Miller", "deposit for keys"),
        statement_line(day, Decimal(35), "Bank of Shanghai", "account fee", is_credit=False),
        statement_line(
            day, sum((each.amount for each in refunds), Decimal(0)), "", f"refunds {numbers}", is_credit=False
        ),
    ]
    bring_in(account, "statement-2024-05-16.xml", lines, finance, at)
    last = rest[0]
    name = last.party_name.replace(",", " ")
    content = f"交易日期,对方户名,贷方发生额,借方发生额,摘要\n{day:%Y%m%d},{name},{total[last.pk]},,{last.reference}\n"
    upload_statement(account.pk, file_name="对账单-5月17日.csv", content=content.encode(), actor=finance, at=at)
    wrong = upload_statement(
        account.pk, file_name="price-list-2024.csv", content=b"Item,Price\nChair,20\n", actor=finance, at=at
    )
    discard_statement(wrong.pk, actor=finance, at=at)


def bring_in(account: BankAccount, name: str, entries: Sequence[str], finance: User, at: datetime) -> None:
    head = f"<Id>{name[10:20]}</Id><Acct><Id><Othr><Id>{account.account}</Id></Othr></Id></Acct>"
    body = "\n".join(entries).replace("CCY", account.currency)
    content = f"<Document><BkToCstmrStmt><Stmt>{head}\n{body}\n</Stmt></BkToCstmrStmt></Document>"
    statement = upload_statement(account.pk, file_name=name, content=content.encode(), actor=finance, at=at)
    import_statement(statement.pk, actor=finance, at=at)


def statement_line(day: date, amount: Decimal, payer: str, text: str, *, is_credit: bool = True) -> str:
    """Return a camt.053 entry with one transaction."""
    role = "Dbtr" if is_credit else "Cdtr"
    party = f"<RltdPties><{role}><Nm>{escape(payer)}</Nm></{role}></RltdPties>" if payer else ""
    return (
        f'<Ntry><Amt Ccy="CCY">{amount:.2f}</Amt><CdtDbtInd>{"CRDT" if is_credit else "DBIT"}</CdtDbtInd>'
        f"<Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<NtryDtls><TxDtls>{party}<RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
