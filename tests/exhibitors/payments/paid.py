"""Payments, bank accounts and statements for tests."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from exhibitors.companies.models import Company
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.approvals.states import ApprovalAct, ApprovalState
from exhibitors.money.invoices.models import Invoice, JournalLine
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.models import BankAccount, BankStatement, Payment, Refund, StatementLine
from exhibitors.money.payments.operations.payments import InvoicePart, record_payment
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.money.payments.operations.statements import import_statement, upload_statement
from exhibitors.money.payments.queries.payments import like_payment, with_rest
from exhibitors.money.payments.statements.lines import BankLine
from tests.exhibitors.invoices.invoices import finance
from tests.exhibitors.payments.files import IBAN, camt_of
from tests.factories import NOON

TODAY = date(2024, 5, 17)


def paid(invoice: Invoice, amount: object, *, for_invoice: object = None, **fields: Any) -> Payment:
    """What the invoice's company has paid for it; `for_invoice` says how much of it, else all. It is always another."""
    part = Decimal(str(amount if for_invoice is None else for_invoice))
    usual = {
        "edition_id": invoice.edition_id,
        "amount": Decimal(str(amount)),
        "currency": invoice.currency,
        "received_on": TODAY,
        "parts": [InvoicePart(invoice.pk, part)] if part else [],
        "actor": finance(),
        "at": NOON,
    }
    company, said = fields.pop("company_id", invoice.company_id), usual | fields
    known = like_payment(company, said["amount"], said["currency"], said["received_on"])
    return record_payment(company, **({"besides": known.pk if known else None} | said))


def refunded(payment: Payment, amount: object, **fields: Any) -> Refund:
    """What was paid back of a payment: one person of finance proposes it, another one agrees."""
    usual = {"paid_on": TODAY, "reason": "Paid twice", "actor": finance(), "at": NOON}
    proposal = propose_refund(payment.pk, amount=Decimal(str(amount)), **(usual | fields))
    agree_to(proposal.pk, actor=finance(), at=NOON)
    return Refund.objects.get(approval=proposal)


def agreed_approval(payment: Payment) -> Approval:
    """A refund of a payment that two persons agreed to, without the refund."""
    made = Approval.objects.create(
        act=ApprovalAct.REFUND,
        edition=payment.edition,
        subject=payment.pk,
        reason="x",
        proposed_by=finance(),
        proposed_at=NOON,
    )
    made.state, made.decided_by, made.decided_at = ApprovalState.AGREED, finance(), NOON
    made.save(update_fields=["state", "decided_by", "decided_at"])
    return made


def owed(invoice: Invoice) -> Any:
    return balance_of(invoice.pk)


def rest(payment: Payment) -> Any:
    return Decimal(with_rest(Payment.objects.filter(pk=payment.pk)).values_list("rest", flat=True).get())


def bank_account(currency: str = "EUR", **fields: Any) -> BankAccount:
    return BankAccount.objects.create(**({"name": f"Main {currency}", "account": IBAN, "currency": currency} | fields))


def uploaded(account: BankAccount, content: bytes, name: str = "statement.xml") -> BankStatement:
    return upload_statement(account.pk, file_name=name, content=content, actor=finance(), at=NOON)


def imported(account: BankAccount, lines: Iterable[BankLine]) -> BankStatement:
    content = camt_of(lines, account=account.account, currency=account.currency)
    return import_statement(uploaded(account, content).pk, actor=finance(), at=NOON)


def lines_of(account: BankAccount) -> list[StatementLine]:
    return list(account.lines.order_by("pk"))


def journal(account: Account, **of: Any) -> Any:
    return JournalLine.objects.filter(account=account, **of).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def advance_of(company: Company | int) -> Any:
    """What the organizer owes the company."""
    return -journal(Account.ADVANCE, company=company)
