"""Issued invoices whose tax rate is not that of the day of supply, because the tax table has changed.

A supply is taxed at the rate of its day, whatever rate a deposit was invoiced at (Directive 2006/112/EC Art. 93 and 95,
UStG section 27 (1)). A deposit needs no correction of its own: the invoice of the whole price taxes all of it at that
rate and deducts the deposit as it was taxed. If no such invoice follows, the invoice is credited and issued again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef

from exhibitors.money.invoices.models import Invoice, InvoiceLine
from exhibitors.money.invoices.queries.balances import credited_of, lines_of
from exhibitors.money.invoices.queries.taxes import Decider
from exhibitors.money.invoices.states import CHARGING, InvoiceState
from exhibitors.money.sales.models.contracts import Instalment
from exhibitors.money.sales.models.money import ScheduledInvoice
from pavilions.floor.models.edition import Edition


@dataclass(frozen=True)
class RateCorrection:
    """An invoice and the rates in per cent that it should have. `follows` is whether a later invoice corrects it."""

    invoice: Invoice
    invoiced: Sequence[Decimal]
    due: Sequence[Decimal]
    follows: bool


def rate_corrections(edition: Edition, *, at: datetime) -> list[RateCorrection]:
    """Return the corrections due in an edition, in order of invoice numbers.

    Invoices that have been credited in full, or for which a credit note is drafted, are left out.
    """
    rows = Invoice.objects.filter(edition=edition, state=InvoiceState.ISSUED, kind__in=CHARGING)
    deducted = InvoiceLine.objects.filter(deducts=OuterRef("pk"), credited_by=None)
    rows = rows.filter(~Exists(deducted)).exclude(credit_notes__state=InvoiceState.DRAFT)
    invoices = list(rows.select_related("edition", "party", "booking__company").order_by("issued_on", "number"))
    lines, decider = lines_of(invoices), Decider(edition, [each.booking_id for each in invoices], at=at)
    waiting = _of_waiting_prices(invoices)
    found = []
    for invoice in invoices:
        own = lines.get(invoice.pk, [])
        due = [each.rate for each in decider.decide(invoice, invoice.party, own).treatments]
        invoiced = [line.rate or Decimal(0) for line in own]
        if due and due != invoiced and credited_of(invoice) != invoice.total:
            found.append(RateCorrection(invoice, _once(invoiced), _once(due), invoice.pk in waiting))
    return found


def _once(rates: Sequence[Decimal]) -> list[Decimal]:
    return list(dict.fromkeys(rates))


def _of_waiting_prices(invoices: Sequence[Invoice]) -> set[int]:
    """Return the keys of the invoices of offers of which another part is still to be invoiced."""
    open_parts = Instalment.objects.filter(drafted_at=None, net__gt=0)
    rows = ScheduledInvoice.objects.filter(invoice__in=[each.pk for each in invoices])
    return set(rows.filter(instalment__offer__in=open_parts.values("offer")).values_list("invoice", flat=True))
