"""Periodic tasks of invoices. Each task finds its own work, so running it twice or missing a run does no harm."""

from datetime import datetime, timedelta
from typing import Any

from celery import shared_task

from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from exhibitors.bookings.tasks import take_step
from exhibitors.money.invoices.documents.einvoice import has_einvoices
from exhibitors.money.invoices.documents.issued import issued_text
from exhibitors.money.invoices.documents.transmitting import Transmitted, transmit
from exhibitors.money.invoices.documents.vies import ask_vies, asks_vies
from exhibitors.money.invoices.models import Transmission
from exhibitors.money.invoices.operations.einvoices import make_einvoice
from exhibitors.money.invoices.operations.transmissions import begin_transmission, end_transmission
from exhibitors.money.invoices.operations.vat_checks import record_vat_check
from exhibitors.money.invoices.queries.invoices import missing_einvoices
from exhibitors.money.invoices.queries.parties import vat_ids_to_check
from exhibitors.money.invoices.states import TransmissionState, Way

NO_ANSWER = timedelta(hours=1)


@shared_task(name="exhibitors.make_einvoices")
def make_einvoices() -> None:
    if has_einvoices():
        take_step(make_einvoice, missing_einvoices)


@shared_task(name="exhibitors.transmit_einvoices")
def transmit_einvoices() -> None:
    """Send pending transmissions, and fail those that a terminated process left without an answer, to be sent again.

    An attempt whose result cannot be recorded is logged and does not hold up the others.
    """
    take_step(_send, lambda _at: _keys(state=TransmissionState.PENDING))
    take_step(
        _give_up,
        lambda at: _keys(state=TransmissionState.IN_FLIGHT, reference="", begun_at__lt=at - NO_ANSWER),
    )


def _keys(**asked: Any) -> list[int]:
    return list(Transmission.objects.filter(**asked).order_by("pk").values_list("pk", flat=True))


def _send(pk: int, /, *, actor: Actor, at: datetime) -> bool:
    attempt = begin_transmission(pk, actor=actor, at=now())
    if attempt is None:
        return False
    end_transmission(pk, _sent(attempt), actor=actor, at=now())
    return True


def _sent(attempt: Transmission) -> Transmitted:
    try:
        text = issued_text(attempt.invoice)
    except DomainError as error:
        return Transmitted(TransmissionState.FAILED, message=str(error))
    return transmit(text, Way(attempt.way), attempt.recipient, key=_idempotency_key(attempt))


def _idempotency_key(attempt: Transmission) -> str:
    """Return a key that stays the same until the provider has accepted the document.

    By this key the provider recognises a document whose answer was lost.
    """
    earlier = Transmission.objects.filter(invoice=attempt.invoice_id, way=attempt.way, pk__lt=attempt.pk)
    return f"{attempt.invoice.number_text}-{earlier.exclude(reference='').count() + 1}"


def _give_up(pk: int, /, *, actor: Actor, at: datetime) -> bool:
    lost = Transmitted(TransmissionState.FAILED, message="No answer was recorded.")
    end_transmission(pk, lost, actor=actor, at=at)
    return True


@shared_task(name="exhibitors.check_vat_ids")
def check_vat_ids() -> None:
    """Ask the EU's register about VAT IDs that it has not been asked about, or not for a month."""
    if not asks_vies():
        return
    at = now()
    for party_id, vat_id in vat_ids_to_check(at):
        record_vat_check(party_id, vat_id, ask_vies(vat_id), actor=SYSTEM, at=at)
