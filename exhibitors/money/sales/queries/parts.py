"""The invoices of a payment schedule as parts of one price, net and with their taxes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.amounts import Sums, allocate, whole
from exhibitors.money.invoices.models import DRAFT_CREDIT, Invoice, InvoiceTax
from exhibitors.money.invoices.queries.balances import NOTHING, sums_of_credit
from exhibitors.money.invoices.queries.taxes import Treatment, tell_prices, treatment_of
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, InvoiceState
from exhibitors.money.sales.models.money import ScheduledInvoice
from exhibitors.money.sales.models.offers import Offer
from exhibitors.pricing.rate_cards import RuleKind


def prices_of_parts(booking_ids: Collection[int]) -> dict[int, int]:
    """Return the key of the offer by the key of each invoice that is a part of its schedule, in one query."""
    rows = ScheduledInvoice.objects.filter(invoice__booking__in=booking_ids, instalment__isnull=False)
    return dict(rows.values_list("invoice", "instalment__offer"))


tell_prices(prices_of_parts)


def written_by_hand(booking: Booking) -> QuerySet[Any]:
    """Return finance's own invoices and drafts that are not fully credited, annotated with `left`.

    `left` is what remains after all credit notes. These invoices belong to no schedule and charge for no companies on
    the stand. No amendment credits them, because nothing in them shows which part was for space.
    """
    rows = Invoice.objects.filter(booking=booking, kind__in=CHARGING, schedule=None, lines__company_charge=None)
    notes = Invoice.objects.filter(credits=OuterRef("pk")).order_by().values("credits").annotate(sum=Sum("total"))
    rows = rows.exclude(kind=InvoiceKind.CANCELLATION_FEE).distinct()
    left = Coalesce(F("total"), NOTHING) - Coalesce(Subquery(notes.values("sum")), NOTHING)
    return rows.annotate(left=left).filter(Q(left__gt=0) | Q(total=None)).order_by("pk")


def left_by_share(booking: Booking, offer: Offer) -> list[Decimal] | None:
    """Return the net amounts of an offer still to be invoiced, by the shares of the bill in their order.

    The next part is divided by these weights, so that in the end each bill-to has been invoiced its share of every
    line, as the quote states. Return None if nobody shares the bill, or if the shares changed after earlier parts were
    invoiced.
    """
    shares = list(booking.billing_shares.order_by("pk").values_list("party", "percent"))
    if not shares:
        return None
    percents = [percent for _party, percent in shares]
    nets = offer.lines.exclude(kind=RuleKind.TAX).order_by("position").values_list("amount", flat=True)
    of_lines = [allocate(net, percents, offer.currency) for net in nets]
    invoiced = _invoiced(offer)
    left = [
        sum((parts[place] for parts in of_lines), Decimal(0)) - invoiced.pop(party, Decimal(0))
        for place, (party, _percent) in enumerate(shares)
    ]
    return None if invoiced or min(left) < 0 or not any(left) else left


def invoiced_documents(offer: Offer) -> dict[int, list[tuple[Invoice, Decimal]]]:
    """Return the invoices of the offer's parts by bill-to, each with its net less credit notes that are parts too."""
    rows = ScheduledInvoice.objects.filter(instalment__offer=offer).select_related("invoice").order_by("invoice")
    notes: defaultdict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.invoice.credits_id:
            notes[row.invoice.credits_id] += row.invoice.net
    found: dict[int, list[tuple[Invoice, Decimal]]] = {}
    for invoice in (row.invoice for row in rows if row.invoice.credits_id is None):
        if net := invoice.net - notes[invoice.pk]:
            found.setdefault(invoice.party_id, []).append((invoice, net))
    return found


def _invoiced(offer: Offer) -> dict[int, Decimal]:
    """Return the net amounts invoiced by bill-to, less the credit notes that are parts of the schedule themselves."""
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    rows = ScheduledInvoice.objects.filter(instalment__offer=offer).select_related("invoice")
    for invoice in (row.invoice for row in rows):
        sums[invoice.party_id] += -invoice.net if invoice.credits_id else invoice.net
    return sums


def is_issued(invoices: Sequence[Invoice]) -> bool:
    """Return whether a part of a schedule has been invoiced.

    Raises `DomainError` (`part_is_issued`) if it is invoiced to some bill-tos only.
    """
    drafts = [each for each in invoices if each.state == InvoiceState.DRAFT]
    if drafts and len(drafts) < len(invoices):
        raise DomainError(
            _("A part of the payment schedule is issued to some bill-tos and a draft for others. Issue all first."),
            code="part_is_issued",
        )
    return bool(invoices) and not drafts


def net_of(invoices: Iterable[Invoice]) -> Decimal:
    """Return the net total of the invoices, less the credit notes among them."""
    return sum((-each.net if each.credits_id else each.net for each in invoices), Decimal(0))


def credits_of_excess(parts: Sequence[Sequence[Invoice]], excess: Decimal, currency: str) -> dict[Invoice, Decimal]:
    """Return the net amount to credit by invoice, in order to take off `excess`, from the newest part first.

    `parts` are the invoices of issued parts. Earlier credit notes count. Raises `DomainError`
    (`invoice_one_draft_credit`).
    """
    found: dict[Invoice, Decimal] = {}
    for part in reversed(parts):
        charging = [each for each in part if each.credits_id is None]
        lefts = [_left_of(invoice) for invoice in charging]
        taken = min(excess, sum(lefts, Decimal(0)))
        if taken > 0:
            shares = allocate(taken, lefts, currency)
            found |= {invoice: share for invoice, share in zip(charging, shares, strict=True) if share}
            excess -= taken
    return found


def _left_of(invoice: Invoice) -> Decimal:
    notes = list(invoice.credit_notes.all())
    if any(note.state == InvoiceState.DRAFT for note in notes):
        raise DomainError(DRAFT_CREDIT, code="invoice_one_draft_credit")
    return invoice.net - sum((note.net for note in notes), Decimal(0))


def credits_with_tax(offer: Offer, nets: Mapping[Invoice, Decimal]) -> dict[int, Decimal]:
    """Return the totals with tax of credit notes of these net amounts, by invoice key, drafted in this order."""
    prices: dict[int, dict[Treatment, Sums]] = {}
    found: dict[int, Decimal] = {}
    for invoice, net in nets.items():
        price = prices.setdefault(invoice.party_id, sums_of_price(offer, invoice.party_id))
        sums = sums_of_credit(invoice, net, price)
        found[invoice.pk] = whole(sums.values()).total
        for treatment, of in sums.items():
            price[treatment] = price.get(treatment, Sums()) - of
    return found


def sums_of_price(offer: Offer, party_id: int) -> dict[Treatment, Sums]:
    """Return the sums that a bill-to was invoiced for an offer's parts by treatment, less the credit notes.

    Drafts of parts do not count.
    """
    sums: defaultdict[Treatment, Sums] = defaultdict(Sums)
    rows = InvoiceTax.objects.filter(invoice__schedule__instalment__offer=offer, invoice__party=party_id)
    rows = rows.exclude(invoice__state=InvoiceState.DRAFT, invoice__credits=None)
    for tax in rows.select_related("invoice"):
        found = Sums(tax.net, tax.tax)
        sums[treatment_of(tax)] += Sums() - found if tax.invoice.credits_id else found
    return dict(sums)
