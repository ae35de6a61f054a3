"""Payments with what is left of them, and what of invoices is open."""

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
    """Each with `allocated`, `refunded`, `is_returned` and `rest`, the advance that is left of it; by one statement."""
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
    """Of a row of `with_rest`."""
    if payment.cancelled_at is not None:
        return PaymentState.CANCELLED
    if not payment.rest and not payment.allocated:
        return PaymentState.RETURNED if payment.is_returned else PaymentState.REFUNDED
    if not payment.rest:
        return PaymentState.ALLOCATED
    return PaymentState.PART if payment.allocated else PaymentState.ADVANCE


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Those of `with_rest` that `state_of` says are in a state."""
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
    """The latest payment of a company that stands and has this amount and day."""
    if abs(amount) >= Decimal(10) ** (DIGITS - PLACES):
        return None
    rows = Payment.objects.filter(company=company_id, currency=currency, received_on=day, cancelled_at=None)
    return rows.filter(amount=amount).order_by("pk").last()


def typed_already(transfers: Sequence[tuple[StatementLine, int]]) -> dict[int, Payment]:
    """By line of a statement: a payment of the same amount, recorded by hand some days before or after it; one query.

    Each line comes with its account and the company that has paid. Of several payments it is the latest.
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
    """All payments of an edition with their companies."""
    return with_rest(Payment.objects.filter(edition=edition).select_related("company", "edition", "line__statement"))


def advances(edition: Edition) -> QuerySet[Any]:
    """Payments of which something is left: overpaid, paid twice, or paid ahead."""
    return listed_payments(edition).filter(cancelled_at=None, rest__gt=0)


def visible_payments(viewer: User) -> QuerySet[Any]:
    """All for those who run payments, else those of the companies that the viewer owns."""
    rows = with_rest(Payment.objects.select_related("company", "edition"))
    if allowed("exhibitors.run_payments", viewer):
        return rows
    owned = Membership.objects.filter(user=viewer, role=CompanyRole.OWNER).values("company")
    return rows.filter(company__in=owned)


def payable(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Issued invoices that ask for money, each with its `balance` and `pay_by`."""
    return with_balance(rows.filter(state=InvoiceState.ISSUED, kind__in=CHARGING))


def open_invoices(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Those of `payable` of which something is to be paid."""
    return payable(rows).filter(balance__gt=0)


def with_fees(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Each with `fees`, what of it bank fees have settled."""
    fees = Allocation.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice").annotate(s=Sum("fee"))
    return rows.annotate(fees=Coalesce(Subquery(fees.values("s"), output_field=MONEY), NOTHING))


def settled_by_agreed_fee() -> Q:
    """Of invoices those of which a bank fee above the usual has settled something."""
    fees = Allocation.objects.exclude(approval=None).values("invoice").annotate(sum=Sum("fee")).filter(sum__gt=0)
    return Q(pk__in=fees.order_by().values("invoice"))


@dataclass(frozen=True)
class AllocationRow:
    """An allocation with what of it has not been undone."""

    allocation: Allocation
    amount: Decimal
    fee: Decimal


def standing_allocations(rows: Q) -> list[AllocationRow]:
    """Of a payment or of an invoice, newest first; those that are undone completely are left out. One query."""
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
    """What is undone of these allocations once their invoice is credited by so much more than is open of it.

    Each row says how much of an allocation, in the order given: money first, then the bank's fee.
    """
    for row in standing:
        amount = min(row.amount, too_much)
        fee = min(row.fee, too_much - amount)
        if amount + fee > 0:
            yield AllocationRow(row.allocation, amount, fee)
        too_much -= amount + fee


def days_late(due_on: date | None, today: date) -> int:
    """Below 0 before the day, and for what has none."""
    return (today - due_on).days if due_on else -1


def totals(rows: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Sums by currency, those that are 0 left out."""
    found: dict[str, Decimal] = {}
    for currency, amount in rows:
        found[currency] = found.get(currency, Decimal(0)) + amount
    return {currency: amount for currency, amount in sorted(found.items()) if amount}
