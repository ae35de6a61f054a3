"""The cost of cancelling a booking, the terms that it follows, and the cancellations of an edition."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import NOTHING
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, InvoiceState
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.queries.settlements import Settlement, day_back, freed_by, next_rise, tax_of_fee
from exhibitors.money.sales.states import OfferState
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm, percent_on, read_cancellation
from exhibitors.money.sales.terms_of_sale.cancellation import fee as fee_of
from pavilions.floor.models.edition import Edition


def agreed_terms(booking: Booking, contract: Contract | None) -> tuple[CancellationTerm, ...]:
    """Return the cancellation terms in the contract, else those of the edition."""
    if contract is None:
        return settings_of(booking.edition).cancellation_terms
    return read_cancellation(json.loads(contract.text)["cancellation"])


def accepted_offer(booking: Booking) -> Offer | None:
    """Return the offer that binds a booking, or will once its contract is signed, in one query."""
    return Offer.objects.filter(booking=booking, state=OfferState.ACCEPTED).first()


def issued_of(booking: Booking) -> QuerySet[Any]:
    """Return a booking's issued charging invoices that are not fully credited, with what is `left`, in one query.

    The fee for space given up earlier is not among them, because it stays owed.
    """
    rows = Invoice.objects.filter(booking=booking, state=InvoiceState.ISSUED, kind__in=CHARGING).exclude(
        kind=InvoiceKind.CANCELLATION_FEE
    )
    notes = Invoice.objects.filter(credits=OuterRef("pk"), state=InvoiceState.ISSUED).order_by().values("credits")
    credited = Coalesce(Subquery(notes.annotate(sum=Sum("total")).values("sum")), NOTHING)
    return rows.annotate(left=F("total") - credited).filter(left__gt=0).order_by("pk")


def cancellation_preview(booking: Booking, *, at: datetime) -> Settlement:
    """Return the cost of cancelling the booking now, and what is refunded. Cancelling proposes this settlement.

    A fee is owed on what was accepted and, with contracts, signed. Everything invoiced is credited. Nothing is owed
    here for a share of a block, because the block's holder pays for it.
    """
    offer, settings = accepted_offer(booking), settings_of(booking.edition)
    contract = Contract.objects.filter(offer=offer).first() if offer else None
    is_binding = offer is not None and (contract is None or contract.signed_at is not None)
    terms = agreed_terms(booking, contract) if is_binding else ()
    invoices = list(issued_of(booking))
    left = [(each.pk, each.left) for each in invoices]
    base = offer.net if offer else sum((each.net for each in invoices), Decimal(0))
    currency, day, opens = booking.edition.currency, day_of(at, booking.edition.zone), booking.edition.opens_date
    fee = fee_of(terms, day, opens, base, currency)
    rises_on, rises_to = next_rise(terms, day, opens)
    return Settlement(
        currency=currency,
        base=base,
        percent=percent_on(terms, day, opens),
        fee=fee,
        tax=tax_of_fee(booking, fee, currency, at=at),
        credited=sum((amount for _invoice, amount in left), Decimal(0)),
        freed=freed_by(left),
        back_by=day_back(booking, settings.refund_days, at=at),
        rises_on=rises_on,
        rises_to=rises_to,
    )


def settlement_of(cancellation: Cancellation) -> Settlement:
    """Return the settlement of a cancelled booking as it was proposed or, if it has been, settled."""
    return Settlement(
        currency=cancellation.currency,
        base=cancellation.base,
        percent=cancellation.percent,
        fee=cancellation.fee,
        tax=cancellation.tax,
        credited=cancellation.credited or Decimal(0),
        freed=cancellation.freed or Decimal(0),
        back_by=cancellation.back_by,
    )


def listed_cancellations(edition: Edition) -> QuerySet[Cancellation]:
    """Return every cancellation of an edition with its booking and company."""
    rows = Cancellation.objects.filter(booking__edition=edition)
    return rows.select_related("booking__company", "booking__edition", "settled_by")
