"""What is owed: sums of the journal. Nothing that is settled is stored anywhere else."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from exhibitors.invoices.amounts import Sums, allocate, credit_of_part, rounded
from exhibitors.invoices.models import (
    DIGITS,
    PLACES,
    Invoice,
    InvoiceLine,
    InvoiceTax,
    JournalLine,
)
from exhibitors.invoices.queries.taxes import Treatment, treatment_of
from exhibitors.invoices.states import Account, InvoiceState

NOTHING = Value(Decimal(0), output_field=DecimalField(max_digits=DIGITS, decimal_places=PLACES))


def receivables() -> QuerySet[JournalLine]:
    return JournalLine.objects.filter(account=Account.RECEIVABLE)


def balance_of(invoice_id: int) -> Decimal:
    """What is still to be paid of an invoice: its total less credits and payments."""
    return Decimal(receivables().filter(invoice=invoice_id).aggregate(sum=Coalesce(Sum("amount"), NOTHING))["sum"])


PAY_BY = Coalesce("extension__due_on", "due_on")
"""The day until which an invoice is to be paid, extensions counted; it may be later than the one on the invoice."""


def with_balance(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Each with `pay_by`, and with `balance`: what is still to be paid, 0 for credit notes and drafts; one query."""
    sums = receivables().filter(invoice=OuterRef("pk")).order_by().values("invoice").annotate(sum=Sum("amount"))
    return rows.annotate(balance=Coalesce(Subquery(sums.values("sum")), NOTHING), pay_by=PAY_BY)


def left_of_lines(invoice: Invoice) -> dict[int, Decimal]:
    """What credit notes, drafts among them, have left of the net of each line; lines in their order."""
    lines = invoice.lines.order_by("position").annotate(gone=Coalesce(Sum("credited_by__net"), NOTHING))
    return {line.pk: line.net - line.gone for line in lines}


def left_of_taxes(invoice: Invoice) -> dict[Treatment, Sums]:
    """The same by how it is taxed."""
    left = _by_treatment(InvoiceTax.objects.filter(invoice=invoice))
    gone = _by_treatment(InvoiceTax.objects.filter(invoice__credits=invoice))
    return {treatment: sums - gone.get(treatment, Sums()) for treatment, sums in left.items()}


def sums_of_credit(invoice: Invoice, net: Decimal, price: Mapping[Treatment, Sums]) -> dict[Treatment, Sums]:
    """What a credit note of so much net of an invoice comes to, by treatment.

    `price` is what all invoices of its price come to for its bill-to, this one included: their tax goes down to that
    of what is left of the price.
    """
    rests = left_of_taxes(invoice)
    nets = allocate(net, [rest.net for rest in rests.values()], invoice.currency)
    return {
        treatment: rest
        if part == rest.net
        else credit_of_part(rest, price.get(treatment, rest), part, treatment.rate, invoice.currency)
        for (treatment, rest), part in zip(rests.items(), nets, strict=True)
        if part
    }


def _by_treatment(taxes: Iterable[InvoiceTax]) -> dict[Treatment, Sums]:
    found: dict[Treatment, Sums] = {}
    for tax in taxes:
        key = treatment_of(tax)
        found[key] = found.get(key, Sums()) + Sums(tax.net, tax.tax)
    return found


def credited_of(invoice: Invoice) -> Decimal:
    """By issued credit notes."""
    notes = invoice.credit_notes.filter(state=InvoiceState.ISSUED)
    return Decimal(notes.aggregate(sum=Coalesce(Sum("total"), NOTHING))["sum"])


def deducted_sums(line: InvoiceLine) -> Sums:
    """What a line takes off, above 0: of the invoice that it deducts so much net, and the tax of that part of it.

    The line of a credit note takes back what the line that it refers to takes off.
    """
    deducted = line.deducts or (line.refers_to.deducts if line.refers_to else None)
    if deducted is None:
        return Sums()
    share = -line.net / deducted.net
    return Sums(-line.net, rounded(deducted.sums.tax * share, deducted.currency))


def lines_of(invoices: Iterable[Invoice]) -> dict[int, list[InvoiceLine]]:
    """In their order, by the invoice; one query."""
    found: dict[int, list[InvoiceLine]] = {}
    rows = InvoiceLine.objects.filter(invoice__in=[each.pk for each in invoices]).select_related("deducts")
    for line in rows.order_by("invoice", "position"):
        found.setdefault(line.invoice_id, []).append(line)
    return found
