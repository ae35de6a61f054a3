"""Queries for payments that a bank may still take back, and for proposals for debits that do so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from exhibitors.money.payments.models import Allocation, BankAccount, Payment, Refund, StatementLine
from exhibitors.money.payments.return_matching import Debit, OpenPayment, ReturnProposal, propose_returns
from exhibitors.money.payments.statements.lines import BankLine, takes_back
from exhibitors.money.payments.states import PaymentWay


def returnable(currency: str) -> QuerySet[Payment]:
    """Return payments in a currency of which nothing was paid back or taken back, except those by card."""
    paid_back = Refund.objects.filter(payment=OuterRef("pk"), undoes=None, undone_by=None)
    rows = Payment.objects.filter(currency=currency, cancelled_at=None).exclude(way=PaymentWay.CARD)
    return rows.exclude(Exists(paid_back)).select_related("company", "line")


def return_proposals(account: BankAccount, lines: Iterable[StatementLine]) -> dict[int, ReturnProposal]:
    """Return proposals for open debits of an account by their keys, in two queries, or none without such debits."""
    debits = [
        Debit(
            line.pk,
            line.amount,
            line.day,
            line.payer,
            line.payer_account,
            f"{line.text} {line.end_to_end}",
            line.end_to_end,
            line.is_return,
        )
        for line in lines
        if line.waits_as_debit
    ]
    return propose_returns(debits, _open_payments(account.currency, [each.amount for each in debits])) if debits else {}


def waiting_debits(account: BankAccount, lines: Sequence[BankLine]) -> set[int]:
    """Return the positions of debits that a person must check: they take back a payment, or seem to."""
    debits = [
        Debit(
            place,
            line.amount,
            line.day,
            line.payer,
            line.payer_account,
            f"{line.text} {line.end_to_end}",
            line.end_to_end,
            takes_back(line),
        )
        for place, line in enumerate(lines)
        if not line.is_credit
    ]
    if not debits:
        return set()
    return set(propose_returns(debits, _open_payments(account.currency, [each.amount for each in debits])))


def _open_payments(currency: str, amounts: Sequence[Decimal]) -> list[OpenPayment]:
    rows = list(returnable(currency).filter(amount__lte=max(amounts)).order_by("pk"))
    invoices: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    used = Allocation.objects.filter(payment__in=[row.pk for row in rows], undoes=None).order_by("pk")
    for payment, reference, number in used.values_list("payment", "invoice__reference", "invoice__number_text"):
        invoices[payment].append((reference, number))
    return [
        OpenPayment(
            key=row.pk,
            number=row.number,
            amount=row.amount,
            day=row.received_on,
            account=row.payer_account,
            names=(row.payer, row.company.name, row.company.name_local),
            end_to_end=row.line.end_to_end if row.line else "",
            references=[reference for reference, _number in invoices[row.pk]],
            numbers=[number for _reference, number in invoices[row.pk]],
        )
        for row in rows
    ]
