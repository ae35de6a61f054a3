"""Correcting the tax rate of an issued invoice to that of the day of supply, by a credit note and a new invoice.

Locks are taken in the order: booking, invoice.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import lock, lock_one, require_seen
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Invoice, InvoiceLine
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import NO_INVOICE, NewLine, draft_anew, redecide
from exhibitors.money.invoices.queries.balances import left_of_lines
from exhibitors.money.invoices.states import Supply, Unit
from exhibitors.money.sales.models.money import CompanyCharge, ScheduledInvoice
from exhibitors.money.sales.queries.corrections import rate_corrections


@operation("exhibitors.invoice.rate_corrected")
def correct_rate(invoice_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> list[Invoice]:
    """Draft the credit note of an invoice and the invoice that replaces it. Both still have to be issued.

    Raises `rate_is_right` if the rate is that of the day of supply, or if a later invoice corrects it.
    """
    lock(Booking.objects.all(), Invoice.objects.filter(pk=invoice_id).values_list("booking", flat=True))
    related = ("edition", "party", "booking__company", "booking__edition")
    invoice = lock_one(Invoice.objects.select_related(*related), invoice_id, missing=NO_INVOICE)
    require("exhibitors.run_invoices", actor)
    require_seen(invoice, seen)
    found = next((each for each in rate_corrections(invoice.edition, at=at) if each.invoice.pk == invoice_id), None)
    if found is None or found.follows:
        raise DomainError(
            _("This invoice has the rate of the day of supply, or a later invoice corrects it."), code="rate_is_right"
        )
    reason = f"Tax rate of the day of supply: {_words(found.due)} instead of {_words(found.invoiced)}"
    left = left_of_lines(invoice)
    rows = [row for row in invoice.lines.select_related("deducts").order_by("position") if left[row.pk]]
    note = credit_invoice(invoice_id, reason=reason, actor=actor, at=at)
    draft = draft_anew(invoice, [_again(row, left[row.pk]) for row in rows], actor=actor, at=at)
    _charge_again(rows, draft)
    part = ScheduledInvoice.objects.filter(invoice=invoice).first()
    if part is not None:
        ScheduledInvoice.objects.bulk_create(
            ScheduledInvoice(instalment=part.instalment, invoice=each) for each in (note, draft)
        )
        redecide(Invoice.objects.filter(pk=draft.pk), at=at)  # it is now a part of a price
    return [note, Invoice.objects.get(pk=draft.pk)]


def _charge_again(rows: Sequence[InvoiceLine], draft: Invoice) -> None:
    """Copy the charges for companies or upper decks to the lines that replace `rows`, in the same order."""
    charges = {charge.line_id: charge for charge in CompanyCharge.objects.filter(line__in=[row.pk for row in rows])}
    CompanyCharge.objects.bulk_create(
        CompanyCharge(line=line, unit=charges[row.pk].unit, name=charges[row.pk].name)
        for row, line in zip(rows, draft.lines.order_by("position"), strict=True)
        if row.pk in charges
    )


def _words(rates: Sequence[Decimal]) -> str:
    return ", ".join(f"{rate.normalize():f}%" for rate in rates)


def _again(line: InvoiceLine, left: Decimal) -> NewLine:
    is_all = left == line.net
    return NewLine(
        name=line.name,
        name_zh=line.name_zh,
        calculation=line.calculation if is_all else "",
        calculation_zh=line.calculation_zh if is_all else "",
        quantity=line.quantity if is_all else Decimal(1),
        unit=Unit(line.unit) if is_all else Unit.LUMP,
        net=left,
        supply=Supply(line.supply),
        deducts=line.deducts,
    )
