"""Cancellations of an edition, and by which terms a booking is cancelled."""

import json

from django.db.models import QuerySet

from exhibitors.bookings.models import Booking
from exhibitors.sales.models.contracts import Contract
from exhibitors.sales.models.money import Cancellation
from exhibitors.sales.queries.settings import settings_of
from exhibitors.sales.terms_of_sale.cancellation import CancellationTerm, read_cancellation
from pavilions.floor.models.edition import Edition


def agreed_terms(booking: Booking, contract: Contract | None) -> tuple[CancellationTerm, ...]:
    """Those in the contract, else those of the edition."""
    if contract is None:
        return settings_of(booking.edition).cancellation_terms
    return read_cancellation(json.loads(contract.text)["cancellation"])


def listed_cancellations(edition: Edition) -> QuerySet[Cancellation]:
    """All of an edition with their bookings and companies."""
    rows = Cancellation.objects.filter(booking__edition=edition)
    return rows.select_related("booking__company", "booking__edition", "settled_by")
