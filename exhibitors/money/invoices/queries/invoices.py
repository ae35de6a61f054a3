"""Queries for invoices, as pages and files show them, and for their series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed
from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import Booking
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.amounts import exponent
from exhibitors.money.invoices.models import Invoice, InvoiceLine, InvoiceSeries, InvoiceTax
from exhibitors.money.invoices.queries.balances import credited_of, left_of_lines, lines_of, with_balance
from exhibitors.money.invoices.queries.taxes import Decider
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, InvoiceState
from pavilions.floor.models.edition import Edition


def listed_invoices(edition: Edition) -> QuerySet[Invoice]:
    """Return all invoices of an edition, annotated with `balance`."""
    rows = Invoice.objects.filter(edition=edition).select_related(
        "booking__company", "booking__edition", "party", "credits"
    )
    return with_balance(rows)


def visible_invoices(viewer: Visitor) -> QuerySet[Invoice]:
    """Return the invoices that `exhibitors.see_invoices` lets the viewer see.

    People who run invoices see all of them. A company's owners see what has been issued to it, and the contact of a
    booking sees what has been issued for it, while an editor of the company.
    """
    if allowed("exhibitors.run_invoices", viewer):
        return Invoice.objects.all()
    if not isinstance(viewer, User):
        return Invoice.objects.none()
    owned = viewer.memberships.filter(role=CompanyRole.OWNER).values("company")
    edited = viewer.memberships.filter(role=CompanyRole.EDITOR).values("company")
    own = Q(booking__company__in=owned) | Q(booking__contact=viewer, booking__company__in=edited)
    return Invoice.objects.filter(own, state=InvoiceState.ISSUED)


def invoices_of(booking: Booking, viewer: Visitor) -> QuerySet[Invoice]:
    """Return the invoices of a booking that the viewer may see, in order, annotated with `balance`."""
    rows = with_balance(visible_invoices(viewer).filter(booking=booking).select_related("credits", "party", "einvoice"))
    return rows.order_by("issued_at", "pk")


MOST_DECIMALS = 2
"""EN 16931 allows amounts with at most two decimals."""


def can_be_einvoice(kind: str, currency: str) -> bool:
    """Return whether there can be an e-invoice: not for pro forma invoices or currencies with three decimals."""
    return kind != InvoiceKind.PRO_FORMA and exponent(currency) <= MOST_DECIMALS


AGAIN_AFTER = timedelta(days=1)
"""The time after which an e-invoice that broke a rule is made again, since a new release may make it correctly."""


def missing_einvoices(at: datetime) -> list[int]:
    """Return the keys of issued documents that have no e-invoice yet, or have had a broken one for a day.

    Only documents of sellers that make e-invoices are considered.
    """
    broken = Q(einvoice__file="", einvoice__made_at__lte=at - AGAIN_AFTER)
    rows = Invoice.objects.filter(
        Q(einvoice=None) | broken, state=InvoiceState.ISSUED, edition__seller__makes_einvoices=True
    )
    found = rows.order_by("pk").values_list("pk", "kind", "currency")
    return [pk for pk, kind, currency in found if can_be_einvoice(kind, currency)]


def open_ones(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Return the invoices that are not paid in full. The rows must be annotated with `balance`."""
    return invoices.filter(Q(balance__gt=0), state=InvoiceState.ISSUED, kind__in=CHARGING)


def late_ones(invoices: QuerySet[Invoice], today: date) -> QuerySet[Invoice]:
    """Return open invoices that were due before today. The rows must be annotated with `balance` and `pay_by`."""
    return open_ones(invoices).filter(Q(pay_by__lt=today))


@dataclass(frozen=True)
class CreditableLine:
    """A line and what is left of its net."""

    line: InvoiceLine
    left: Decimal


@dataclass(frozen=True)
class ShownInvoice:
    """One invoice with all that its page shows. `obstacles` say why a draft cannot be issued."""

    invoice: Invoice
    lines: Sequence[InvoiceLine]
    taxes: Sequence[InvoiceTax]
    credit_notes: Sequence[Invoice]
    obstacles: Sequence[DomainError]
    creditable: Sequence[CreditableLine]
    balance: Decimal
    credited: Decimal
    fees: Decimal
    """The part of the invoice that bank fees have settled."""

    @property
    def draft_credit(self) -> Invoice | None:
        return next((note for note in self.credit_notes if note.state == InvoiceState.DRAFT), None)

    @property
    def left(self) -> Decimal:
        """The total that can still be credited."""
        return (self.invoice.total or Decimal(0)) - self.credited


def shown_invoice(invoice: Invoice, *, at: datetime) -> ShownInvoice:
    """Return an invoice as its page shows it, in a constant number of queries.

    The invoice must have party, edition and `balance` loaded.
    """
    lines = list(invoice.lines.select_related("deducts").order_by("position"))
    is_creditable = invoice.state == InvoiceState.ISSUED and invoice.kind in CHARGING
    left = left_of_lines(invoice) if is_creditable else {}
    obstacles: Sequence[DomainError] = ()
    if invoice.state == InvoiceState.DRAFT:
        obstacles = (
            Decider(invoice.edition, [invoice.booking_id], at=at).decide(invoice, invoice.party, lines).obstacles
        )
    return ShownInvoice(
        invoice,
        lines,
        list(invoice.taxes.order_by("-rate", "pk")),
        list(invoice.credit_notes.order_by("pk")),
        obstacles,
        [CreditableLine(line, left[line.pk]) for line in lines if left.get(line.pk) and not line.deducts_id],
        invoice.balance,  # type: ignore[attr-defined]  # annotated
        credited_of(invoice) if is_creditable else Decimal(0),
        invoice.allocations.aggregate(sum=Sum("fee"))["sum"] or Decimal(0),
    )


@dataclass(frozen=True)
class Waiting:
    """A draft, and the obstacles to issuing it, if any."""

    draft: Invoice
    obstacles: Sequence[DomainError]


def drafts_of(edition: Edition) -> QuerySet[Invoice]:
    """Return all drafts of an edition in the order in which they were made."""
    rows = listed_invoices(edition).filter(state=InvoiceState.DRAFT)
    return rows.select_related("edition").order_by("pk")


def refused_drafts(edition: Edition) -> QuerySet[Invoice]:
    """Return the drafts that the timer did not issue because their e-invoices would break rules."""
    return Invoice.objects.filter(edition=edition, state=InvoiceState.DRAFT).exclude(refused_rules="")


def waiting_drafts(drafts: Sequence[Invoice], edition: Edition, *, at: datetime) -> list[Waiting]:
    """Return these drafts of an edition with the obstacles to issuing them, in a constant number of queries."""
    lines, decider = lines_of(drafts), Decider(edition, [draft.booking_id for draft in drafts], at=at)
    return [Waiting(draft, decider.decide(draft, draft.party, lines.get(draft.pk, [])).obstacles) for draft in drafts]


@dataclass(frozen=True)
class CheckedSeries:
    """A series, the numbers found on its invoices, and whether these run from 1 to the last one without a gap."""

    series: InvoiceSeries
    count: int
    first: int | None
    last: int | None

    @property
    def is_whole(self) -> bool:
        return self.count == self.series.last and (not self.count or (self.first, self.last) == (1, self.count))


def checked_series(edition: Edition) -> list[CheckedSeries]:
    """Return the series of an edition with the numbers on their invoices, in one query.

    A constraint makes numbers unique, so that count, first and last number suffice to find a gap.
    """
    rows = InvoiceSeries.objects.filter(edition=edition).annotate(
        count=Count("invoices"), lowest=Min("invoices__number"), highest=Max("invoices__number")
    )
    return [CheckedSeries(row, row.count, row.lowest, row.highest) for row in rows.order_by("-year", "prefix")]
