"""Queries for payments with what is left of them, and for what is open of invoices."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from exhibitors.companies.models import Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import DIGITS, PLACES, Invoice
from exhibitors.money.invoices.queries.balances import with_balance
from exhibitors.money.invoices.states import CHARGING, InvoiceState
from exhibitors.money.payments.models import Allocation, Payment, Refund, StatementLine
from exhibitors.money.payments.states import PaymentState, PaymentWay
from pavilions.floor.models.edition import Edition

MONEY = DecimalField(max_digits=DIGITS, decimal_places=PLACES)
SOME_DAYS = timedelta(days=10)
NOTHING = Value(Decimal(0), output_field=MONEY)


def with_rest(rows: QuerySet[Payment]) -> QuerySet[Any]:
    """Annotate payments with `allocated`, `refunded`, `is_returned` and `rest`, the advance that is left of each."""
    allocated = Allocation.objects.filter(payment=OuterRef("pk")).order_by().values("payment").annotate(s=Sum("amount"))
    refunded = Refund.objects.filter(payment=OuterRef("pk")).order_by().values("payment").annotate(s=Sum("amount"))
    rows = rows.annotate(
        allocated=Coalesce(Subquery(allocated.values("s"), output_field=MONEY), NOTHING),
        refunded=Coalesce(Subquery(refunded.values("s"), output_field=MONEY), NOTHING),
        is_returned=Exists(
            Refund.objects.exclude(returned=None).filter(payment=OuterRef("pk"), undoes=None, undone_by=None)
        ),
    )
    return rows.annotate(rest=F("amount") - F("allocated") - F("refunded"))


def state_of(payment: Any) -> PaymentState:
    """Return the state of a payment that `with_rest` has annotated."""
    if payment.cancelled_at is not None:
        return PaymentState.CANCELLED
    if not payment.rest and not payment.allocated:
        return PaymentState.RETURNED if payment.is_returned else PaymentState.REFUNDED
    if not payment.rest:
        return PaymentState.ALLOCATED
    return PaymentState.PART if payment.allocated else PaymentState.ADVANCE


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Return the rows of `with_rest` for which `state_of` returns this state."""
    standing = rows.filter(cancelled_at=None)
    return {
        PaymentState.CANCELLED: rows.filter(cancelled_at__isnull=False),
        PaymentState.ALLOCATED: standing.filter(rest=0, allocated__gt=0),
        PaymentState.REFUNDED: standing.filter(rest=0, allocated=0, is_returned=False),
        PaymentState.RETURNED: standing.filter(rest=0, allocated=0, is_returned=True),
        PaymentState.PART: standing.filter(rest__gt=0, allocated__gt=0),
        PaymentState.ADVANCE: standing.filter(rest__gt=0, allocated=0),
    }[PaymentState(state)]


def like_payment(company_id: int, amount: Decimal, currency: str, day: date) -> Payment | None:
    """Return the latest payment of a company with this amount and day that is not cancelled, or None."""
    if abs(amount) >= Decimal(10) ** (DIGITS - PLACES):
        return None
    rows = Payment.objects.filter(company=company_id, currency=currency, received_on=day, cancelled_at=None)
    return rows.filter(amount=amount).order_by("pk").last()


def typed_already(transfers: Sequence[tuple[StatementLine, int]]) -> dict[int, Payment]:
    """Return, by statement line, a payment of the same company and amount that was recorded by hand, in one query.

    It was received at most `SOME_DAYS` before or after the line; of several payments it is the latest. Each line comes
    with its account and the company that has paid.
    """
    alike = defaultdict[tuple[int, Decimal, str], list[StatementLine]](list)
    for line, company in transfers:
        alike[company, line.amount, line.account.currency].append(line)
    typed = Payment.objects.filter(way=PaymentWay.HAND, cancelled_at=None)
    of_companies = typed.filter(company__in={company for company, _amount, _currency in alike})
    return {
        line.pk: payment
        for payment in of_companies.filter(amount__in={amount for _company, amount, _currency in alike}).order_by("pk")
        for line in alike[payment.company_id, payment.amount, payment.currency]
        if abs(payment.received_on - line.day) <= SOME_DAYS
    }


def listed_payments(edition: Edition) -> QuerySet[Any]:
    """Return all payments of an edition with their companies, annotated by `with_rest`."""
    return with_rest(Payment.objects.filter(edition=edition).select_related("company", "edition", "line__statement"))


def advances(edition: Edition) -> QuerySet[Any]:
    """Return payments of which something is left: overpaid, paid twice, or paid ahead."""
    return listed_payments(edition).filter(cancelled_at=None, rest__gt=0)


def visible_payments(viewer: User) -> QuerySet[Any]:
    """Return all payments to people who run payments, to others those of the companies that they own."""
    rows = with_rest(Payment.objects.select_related("company", "edition"))
    if allowed("exhibitors.run_payments", viewer):
        return rows
    owned = Membership.objects.filter(user=viewer, role=CompanyRole.OWNER).values("company")
    return rows.filter(company__in=owned)


def payable(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Return issued invoices that ask for money, annotated with `balance` and `pay_by`."""
    return with_balance(rows.filter(state=InvoiceState.ISSUED, kind__in=CHARGING))


def open_invoices(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Return those rows of `payable` of which something is to be paid."""
    return payable(rows).filter(balance__gt=0)


def with_fees(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Annotate invoices with `fees`, the amount that bank fees have settled."""
    fees = Allocation.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice").annotate(s=Sum("fee"))
    return rows.annotate(fees=Coalesce(Subquery(fees.values("s"), output_field=MONEY), NOTHING))


def settled_by_agreed_fee() -> Q:
    """Return a filter for invoices of which a bank fee above the usual has settled something."""
    fees = Allocation.objects.exclude(approval=None).values("invoice").annotate(sum=Sum("fee")).filter(sum__gt=0)
    return Q(pk__in=fees.order_by().values("invoice"))


@dataclass(frozen=True)
class AllocationRow:
    """An allocation with the amounts of it that have not been undone, or are to be."""

    allocation: Allocation
    amount: Decimal
    fee: Decimal


def standing_allocations(rows: Q) -> list[AllocationRow]:
    """Return the allocations of a payment or an invoice, newest first, unless fully undone; in one query."""
    undone = Allocation.objects.filter(undoes=OuterRef("pk")).order_by().values("undoes")
    found = (
        Allocation.objects.filter(rows, undoes=None)
        .select_related("payment", "invoice__booking")
        .annotate(
            less=Coalesce(Subquery(undone.annotate(s=Sum("amount")).values("s"), output_field=MONEY), NOTHING),
            less_fee=Coalesce(Subquery(undone.annotate(s=Sum("fee")).values("s"), output_field=MONEY), NOTHING),
        )
        .order_by("-pk")
    )
    rest = (AllocationRow(each, each.amount + each.less, each.fee + each.less_fee) for each in found)
    return [each for each in rest if each.amount or each.fee]


def taken_back(standing: Iterable[AllocationRow], too_much: Decimal) -> Iterator[AllocationRow]:
    """Yield what to undo of these allocations once their invoice is credited by `too_much` more than is open.

    Each row says how much of an allocation, in the order given: money first, then the bank's fee.
    """
    for row in standing:
        amount = min(row.amount, too_much)
        fee = min(row.fee, too_much - amount)
        if amount + fee > 0:
            yield AllocationRow(row.allocation, amount, fee)
        too_much -= amount + fee


def days_late(due_on: date | None, today: date) -> int:
    """Return the days since the due day: below 0 before it, and -1 without one."""
    return (today - due_on).days if due_on else -1


def totals(rows: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Return the sums by currency, without those that are 0."""
    found: dict[str, Decimal] = {}
    for currency, amount in rows:
        found[currency] = found.get(currency, Decimal(0)) + amount
    return {currency: amount for currency, amount in sorted(found.items()) if amount}
