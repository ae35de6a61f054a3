"""Queries for balances, which are sums of the journal: what is settled is stored nowhere else."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.amounts import Sums, allocate, credit_of_part, rounded, whole
from exhibitors.money.invoices.models import (
    DIGITS,
    PLACES,
    Invoice,
    InvoiceLine,
    InvoiceTax,
    JournalLine,
)
from exhibitors.money.invoices.queries.taxes import Treatment, treatment_of
from exhibitors.money.invoices.states import Account, InvoiceState

NOTHING = Value(Decimal(0), output_field=DecimalField(max_digits=DIGITS, decimal_places=PLACES))


def receivables() -> QuerySet[JournalLine]:
    return JournalLine.objects.filter(account=Account.RECEIVABLE)


def balance_of(invoice_id: int) -> Decimal:
    """Return what is still to be paid of an invoice: its total less credits and payments."""
    return Decimal(receivables().filter(invoice=invoice_id).aggregate(sum=Coalesce(Sum("amount"), NOTHING))["sum"])


PAY_BY = Coalesce("extension__due_on", "due_on")
"""The day by which an invoice must be paid, including extensions; it may be later than the one on the invoice."""


def with_balance(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Annotate invoices with `pay_by` and `balance`, without a further query.

    `balance` is what is still to be paid, and 0 for credit notes and drafts.
    """
    sums = receivables().filter(invoice=OuterRef("pk")).order_by().values("invoice").annotate(sum=Sum("amount"))
    return rows.annotate(balance=Coalesce(Subquery(sums.values("sum")), NOTHING), pay_by=PAY_BY)


def left_of_lines(invoice: Invoice) -> dict[int, Decimal]:
    """Return what credit notes, including drafts, leave of the net of each line, by its key and in order."""
    lines = invoice.lines.order_by("position").annotate(gone=Coalesce(Sum("credited_by__net"), NOTHING))
    return {line.pk: line.net - line.gone for line in lines}


def left_of_taxes(invoice: Invoice) -> dict[Treatment, Sums]:
    """Return what credit notes, including drafts, leave of the invoice's sums, by treatment."""
    left = _by_treatment(InvoiceTax.objects.filter(invoice=invoice))
    gone = _by_treatment(InvoiceTax.objects.filter(invoice__credits=invoice))
    return {treatment: sums - gone.get(treatment, Sums()) for treatment, sums in left.items()}


def sums_of_credit(invoice: Invoice, net: Decimal, price: Mapping[Treatment, Sums]) -> dict[Treatment, Sums]:
    """Return the sums of a credit note that takes `net` from an invoice, by treatment.

    `price` holds the sums of all invoices of its price for its bill-to, including this one: their tax goes down to that
    of what is left of the price. What the invoice deducts stays deducted until all that is left of it is credited.
    Raise what `require_covered` raises.
    """
    rests = left_of_taxes(invoice)
    if net == whole(rests.values()).net:
        return {treatment: rest for treatment, rest in rests.items() if rest != Sums()}
    nets = allocate(net, [max(rest.net, Decimal(0)) for rest in rests.values()], invoice.currency)
    sums = {
        treatment: rest
        if part == rest.net
        else credit_of_part(rest, price.get(treatment, rest), part, treatment.rate, invoice.currency)
        for (treatment, rest), part in zip(rests.items(), nets, strict=True)
        if part
    }
    require_covered(sums, rests)
    return sums


def require_covered(sums: Mapping[Treatment, Sums], rests: Mapping[Treatment, Sums]) -> None:
    """Raise `DomainError` (`deduction_not_covered`) if a credit leaves less than what the invoice deducts."""
    left = whole(rests.values()) - whole(sums.values())
    if left.net < 0 or left.total < 0:
        raise DomainError(
            _("What is left of the invoice would be less than the deposit that it deducts. Credit all that is left."),
            code="deduction_not_covered",
        )


def _by_treatment(taxes: Iterable[InvoiceTax]) -> dict[Treatment, Sums]:
    found: dict[Treatment, Sums] = {}
    for tax in taxes:
        key = treatment_of(tax)
        found[key] = found.get(key, Sums()) + Sums(tax.net, tax.tax)
    return found


def credited_of(invoice: Invoice) -> Decimal:
    """Return the total of the issued credit notes of an invoice."""
    notes = invoice.credit_notes.filter(state=InvoiceState.ISSUED)
    return Decimal(notes.aggregate(sum=Coalesce(Sum("total"), NOTHING))["sum"])


def deducted_sums(line: InvoiceLine) -> Sums:
    """Return what a line deducts, as amounts above 0: its net, and the tax of that part of the deducted invoice.

    Where the net is what credit notes left of the deducted invoice, the tax is exactly what they left. The line of a
    credit note takes back what the line that it refers to deducts. Other lines deduct 0.
    """
    deducted = line.deducts or (line.refers_to.deducts if line.refers_to else None)
    if deducted is None:
        return Sums()
    left, notes = deducted.sums, deducted.credit_notes.filter(state=InvoiceState.ISSUED).order_by("issued_at", "pk")
    for note in notes if left.net != -line.net else ():
        left -= note.sums
        if left.net == -line.net:
            break
    if left.net == -line.net:
        return left
    return Sums(-line.net, rounded(deducted.sums.tax * -line.net / deducted.net, deducted.currency))


def lines_of(invoices: Iterable[Invoice]) -> dict[int, list[InvoiceLine]]:
    """Return the lines of invoices in order, by the key of the invoice; in one query."""
    found: dict[int, list[InvoiceLine]] = {}
    rows = InvoiceLine.objects.filter(invoice__in=[each.pk for each in invoices]).select_related("deducts")
    for line in rows.order_by("invoice", "position"):
        found.setdefault(line.invoice_id, []).append(line)
    return found
