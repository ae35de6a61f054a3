"""Queries for the fapiaos of invoices."""

from django.db.models import QuerySet

from exhibitors.money.invoices.models import Fapiao, Invoice, Seller
from exhibitors.money.invoices.queries.balances import credited_of
from exhibitors.money.invoices.states import CHARGING, FapiaoState, InvoiceState
from pavilions.floor.models.edition import Edition


def offers_fapiaos(invoice: Invoice) -> bool:
    """Return whether a fapiao can be requested: the seller is in China; the invoice is issued, not fully credited."""
    if invoice.state != InvoiceState.ISSUED or invoice.kind not in CHARGING:
        return False
    is_in_china = Seller.objects.filter(edition=invoice.edition_id, country="CN").exists()
    return is_in_china and credited_of(invoice) != invoice.total


def standing_fapiao(invoice: Invoice) -> Fapiao | None:
    """Return the fapiao of an invoice that is requested or issued, or None."""
    return Fapiao.objects.filter(invoice=invoice).exclude(state=FapiaoState.RED_LETTERED).first()


def listed_fapiaos(edition: Edition) -> QuerySet[Fapiao]:
    rows = Fapiao.objects.filter(invoice__edition=edition)
    return rows.select_related("invoice__booking__company", "invoice__booking__edition")
