"""Queries for what companies owe, by how late it is, and for the statement of a company's account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import Invoice, JournalLine
from exhibitors.money.invoices.states import Account, EntryKind
from exhibitors.money.payments.models import Payment
from exhibitors.money.payments.queries.payments import days_late, open_invoices, with_rest
from pavilions.floor.models.edition import Edition

ZERO = Decimal(0)
BUCKETS: tuple[tuple[str, int | None, Sentence], ...] = (
    ("not_due", 0, _("Not due")),
    ("to_30", 30, _("1–30 days")),
    ("to_60", 60, _("31–60 days")),
    ("to_90", 90, _("61–90 days")),
    ("over_90", None, _("Over 90 days")),
)
"""The names, most days late, and headings of buckets, in the order in which they are shown."""


def bucket_of(late: int) -> str:
    """Return the bucket for days since the due day; an invoice due today is not late."""
    return next(name for name, most, _label in BUCKETS if most is None or late <= most)


@dataclass
class Ageing:
    """What one company owes in one currency. `oldest` is in days; `advance` is what it has overpaid."""

    company: Company
    currency: str
    amounts: dict[str, Decimal] = field(default_factory=lambda: {name: ZERO for name, _most, _label in BUCKETS})
    oldest: int = 0
    invoices: int = 0
    due_today: Decimal = ZERO
    advance: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), ZERO)

    @property
    def late(self) -> Decimal:
        return self.total - self.amounts["not_due"]

    @property
    def name(self) -> str:
        return self.company.name

    def add(self, balance: Decimal, late: int) -> None:
        self.amounts[bucket_of(late)] += balance
        self.due_today += balance if late == 0 else ZERO
        self.oldest = max(self.oldest, late)
        self.invoices += 1


def ageing(invoices: QuerySet[Invoice], payments: QuerySet[Payment], today: date) -> list[Ageing]:
    """Return what is owed by company and currency, the most overdue first, in two queries.

    Companies that owe nothing but have overpaid are included.
    """
    found: dict[tuple[int, str], Ageing] = {}
    for invoice in open_invoices(invoices).select_related("party__company"):
        company = invoice.party.company
        row = found.setdefault((company.pk, invoice.currency), Ageing(company, invoice.currency))
        row.add(invoice.balance, days_late(invoice.pay_by, today))
    for payment in with_rest(payments.filter(cancelled_at=None)).filter(rest__gt=0).select_related("company"):
        company = payment.company
        row = found.setdefault((company.pk, payment.currency), Ageing(company, payment.currency))
        row.advance += payment.rest
    return sorted(found.values(), key=lambda row: (-row.oldest, -row.total, row.company.name))


def sums_of(rows: Iterable[Ageing]) -> list[Ageing]:
    """Return one sum for each currency."""
    found: dict[str, Ageing] = {}
    for row in rows:
        total = found.setdefault(row.currency, Ageing(row.company, row.currency))
        for name, amount in row.amounts.items():
            total.amounts[name] += amount
        total.due_today += row.due_today
        total.advance += row.advance
        total.invoices += row.invoices
    return [found[currency] for currency in sorted(found)]


@dataclass(frozen=True)
class AccountRow:
    """One entry on a company's account. Charges are above 0, payments and credits below; `balance` includes it."""

    day: date
    kind: EntryKind
    document: str
    memo: str
    amount: Decimal
    balance: Decimal

    @property
    def label(self) -> str:
        return str(EntryKind(self.kind).label)

    @property
    def charged(self) -> Decimal:
        return max(self.amount, ZERO)

    @property
    def paid(self) -> Decimal:
        return max(-self.amount, ZERO)


@dataclass(frozen=True)
class CompanyAccount:
    currency: str
    rows: Sequence[AccountRow]

    @property
    def balance(self) -> Decimal:
        """The balance, above 0 if the company owes money, below 0 if it has paid ahead."""
        return self.rows[-1].balance if self.rows else ZERO

    @property
    def owed(self) -> Decimal:
        """The amount owed by the company, or to it if the balance is below 0."""
        return abs(self.balance)


def account_of(company: Company, edition: Edition) -> list[CompanyAccount]:
    """Return a company's account by currency, in one query.

    Allocations of what was paid before change nothing, so they are left out.
    """
    entries = (
        JournalLine.objects.filter(company=company, edition=edition)
        .filter(account__in=(Account.RECEIVABLE, Account.ADVANCE))
        .order_by()
        .values(
            currency=F("entry__currency"),
            key=F("entry"),
            day=F("entry__day"),
            kind=F("entry__kind"),
            memo=F("entry__memo"),
            number=F("entry__document__number_text"),
            payment=F("entry__payment"),
        )
        .annotate(sum=Sum("amount"), count=Count("pk"), invoices=Max("invoice__number_text"))
        .order_by("day", "key")
    )
    found: dict[str, list[AccountRow]] = {}
    for entry in entries:
        rows = found.setdefault(entry["currency"], [])
        if not entry["sum"]:
            continue
        before = rows[-1].balance if rows else ZERO
        document = entry["number"] or (f"P-{entry['payment']:06d}" if entry["payment"] else entry["memo"])
        memo = "" if entry["memo"] in {document, company.name} else entry["memo"]
        rows.append(
            AccountRow(entry["day"], EntryKind(entry["kind"]), document, memo, entry["sum"], before + entry["sum"])
        )
    return [CompanyAccount(currency, tuple(rows)) for currency, rows in sorted(found.items()) if rows]


@dataclass(frozen=True)
class InvoiceStanding:
    """An issued invoice with what is still to be paid of it, and since when."""

    invoice: Invoice
    balance: Decimal
    late: int
    """Days since the due day; below 0 before it."""
    due_on: date | None = None
    """The due day, including extensions."""

    @property
    def is_paid(self) -> bool:
        return self.balance <= 0

    @property
    def is_late(self) -> bool:
        return self.balance > 0 and self.late > 0


def standings(invoices: QuerySet[Any], today: date) -> list[InvoiceStanding]:
    """Return the standings of rows of `payable`, unpaid ones first, in one query."""
    rows = invoices.select_related("party", "booking").order_by("pay_by", "pk")
    found = [InvoiceStanding(row, row.balance, days_late(row.pay_by, today), row.pay_by) for row in rows]
    return sorted(found, key=lambda each: each.is_paid)
