"""Invoices as pages and files show them, and their series."""

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
    """All of an edition, each with `balance`."""
    rows = Invoice.objects.filter(edition=edition).select_related(
        "booking__company", "booking__edition", "party", "credits"
    )
    return with_balance(rows)


def visible_invoices(viewer: Visitor) -> QuerySet[Invoice]:
    """Those that `exhibitors.see_invoices` grants: all to those who run them; what has been issued to a company's owner
    and to a booking's contact, while an editor.
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
    """Those of a booking that the viewer may see, in their order, each with `balance`."""
    rows = with_balance(visible_invoices(viewer).filter(booking=booking).select_related("credits", "party", "einvoice"))
    return rows.order_by("issued_at", "pk")


MOST_DECIMALS = 2
"""EN 16931 has amounts with two decimals at most."""


def can_be_einvoice(kind: str, currency: str) -> bool:
    """Invoices and credit notes in currencies with two decimals or none."""
    return kind != InvoiceKind.PRO_FORMA and exponent(currency) <= MOST_DECIMALS


AGAIN_AFTER = timedelta(days=1)
"""So long after an e-invoice broke a rule it is made again: a release may have come that makes it right."""


def missing_einvoices(at: datetime) -> list[int]:
    """Keys of the issued documents of sellers that make e-invoices which have none yet, or a broken one for a day."""
    broken = Q(einvoice__file="", einvoice__made_at__lte=at - AGAIN_AFTER)
    rows = Invoice.objects.filter(
        Q(einvoice=None) | broken, state=InvoiceState.ISSUED, edition__seller__makes_einvoices=True
    )
    found = rows.order_by("pk").values_list("pk", "kind", "currency")
    return [pk for pk, kind, currency in found if can_be_einvoice(kind, currency)]


def open_ones(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Of rows with `balance` those that are not paid in full."""
    return invoices.filter(Q(balance__gt=0), state=InvoiceState.ISSUED, kind__in=CHARGING)


def late_ones(invoices: QuerySet[Invoice], today: date) -> QuerySet[Invoice]:
    """Of rows with `balance` and `pay_by` those that are to be paid since a day before today."""
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
    """What of it bank fees have settled."""

    @property
    def draft_credit(self) -> Invoice | None:
        return next((note for note in self.credit_notes if note.state == InvoiceState.DRAFT), None)

    @property
    def left(self) -> Decimal:
        """What can still be credited."""
        return (self.invoice.total or Decimal(0)) - self.credited


def shown_invoice(invoice: Invoice, *, at: datetime) -> ShownInvoice:
    """Needs party, edition and `balance`; a constant number of queries."""
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
    """A draft, and why it cannot be issued, if so."""

    draft: Invoice
    obstacles: Sequence[DomainError]


def drafts_of(edition: Edition) -> QuerySet[Invoice]:
    """All drafts of an edition in the order in which they were made."""
    rows = listed_invoices(edition).filter(state=InvoiceState.DRAFT)
    return rows.select_related("edition").order_by("pk")


def refused_drafts(edition: Edition) -> QuerySet[Invoice]:
    """Drafts that the timer did not issue, since their e-invoices would break rules."""
    return Invoice.objects.filter(edition=edition, state=InvoiceState.DRAFT).exclude(refused_rules="")


def waiting_drafts(drafts: Sequence[Invoice], edition: Edition, *, at: datetime) -> list[Waiting]:
    """These drafts of an edition, each with what keeps it from being issued; as many queries however many."""
    lines, decider = lines_of(drafts), Decider(edition, [draft.booking_id for draft in drafts], at=at)
    return [Waiting(draft, decider.decide(draft, draft.party, lines.get(draft.pk, [])).obstacles) for draft in drafts]


@dataclass(frozen=True)
class CheckedSeries:
    """A series, its numbers as they are on the invoices, and whether they are 1 to the last one without a gap."""

    series: InvoiceSeries
    count: int
    first: int | None
    last: int | None

    @property
    def is_whole(self) -> bool:
        return self.count == self.series.last and (not self.count or (self.first, self.last) == (1, self.count))


def checked_series(edition: Edition) -> list[CheckedSeries]:
    """One query. Each number is there once, by a constraint, so that count, first and last say all."""
    rows = InvoiceSeries.objects.filter(edition=edition).annotate(
        count=Count("invoices"), lowest=Min("invoices__number"), highest=Max("invoices__number")
    )
    return [CheckedSeries(row, row.count, row.lowest, row.highest) for row in rows.order_by("-year", "prefix")]
