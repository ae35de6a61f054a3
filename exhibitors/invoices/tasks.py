"""Timers of invoices. Each task finds its own work, so running it twice or missing a run does no harm."""

from datetime import timedelta

import structlog
from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.bookings.tasks import take_step
from exhibitors.invoices.documents.einvoice import has_einvoices
from exhibitors.invoices.documents.issued import issued_text
from exhibitors.invoices.documents.transmitting import Transmitted, transmit
from exhibitors.invoices.documents.vies import ask_vies, asks_vies
from exhibitors.invoices.models import Transmission
from exhibitors.invoices.operations.einvoices import make_einvoice
from exhibitors.invoices.operations.transmissions import begin_transmission, end_transmission
from exhibitors.invoices.operations.vat_checks import record_vat_check
from exhibitors.invoices.queries.invoices import missing_einvoices
from exhibitors.invoices.queries.parties import vat_ids_to_check
from exhibitors.invoices.states import TransmissionState, Way

log = structlog.get_logger(__name__)
NO_ANSWER = timedelta(hours=1)


@shared_task(name="exhibitors.make_einvoices")
def make_einvoices() -> None:
    if has_einvoices():
        take_step(make_einvoice, missing_einvoices)


@shared_task(name="exhibitors.transmit_einvoices")
def transmit_einvoices() -> None:
    """Send what waits. What a process that ended has left without an answer has failed, and can be sent again."""
    at = now()
    for pk in Transmission.objects.filter(state=TransmissionState.PENDING).order_by("pk").values_list("pk", flat=True):
        attempt = begin_transmission(pk, actor=SYSTEM, at=at)
        if attempt is not None:
            result = transmit(issued_text(attempt.invoice), Way(attempt.way), attempt.recipient)
            end_transmission(pk, result, actor=SYSTEM, at=now())
    left = Transmission.objects.filter(state=TransmissionState.IN_FLIGHT, reference="", asked_at__lt=at - NO_ANSWER)
    for pk in left.values_list("pk", flat=True):
        lost = Transmitted(TransmissionState.FAILED, message="No answer was recorded.")
        end_transmission(pk, lost, actor=SYSTEM, at=at)


@shared_task(name="exhibitors.check_vat_ids")
def check_vat_ids() -> None:
    """Ask the register of the EU for VAT IDs that it has not been asked for, or not for a month."""
    if not asks_vies():
        return
    at = now()
    for party_id, vat_id in vat_ids_to_check(at):
        record_vat_check(party_id, vat_id, ask_vies(vat_id), actor=SYSTEM, at=at)
