"""Transmission of e-invoices: finance requests it, a worker sends outside a transaction, each attempt is recorded."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.queueing import wake_on_commit
from exhibitors.money.invoices.documents.issued import issued_text
from exhibitors.money.invoices.documents.transmitting import Transmitted, recipient_of, ways_offered
from exhibitors.money.invoices.models import EInvoice, Invoice, Transmission
from exhibitors.money.invoices.notifications import send_einvoice
from exhibitors.money.invoices.operations.drafts import NO_INVOICE
from exhibitors.money.invoices.states import TRANSMISSION_LIFECYCLE, TransmissionState, Way

NO_TRANSMISSION = _("Transmission not found.")
UNDER_WAY = (TransmissionState.PENDING, TransmissionState.IN_FLIGHT)


@operation("exhibitors.transmission.asked")
def transmit_invoice(invoice_id: int, way: Way, *, actor: Actor, at: datetime) -> Transmission:
    """Request the transmission of an e-invoice. Each call makes another attempt.

    Raise `einvoice_missing` if there is no e-invoice or it breaks a rule, `way_not_offered`, `recipient_missing`, or
    `transmission_under_way`. An email is queued at once and thereby handed over; whether it arrives is not known.
    """
    invoice = lock_one(Invoice.objects.select_related("booking"), invoice_id, missing=NO_INVOICE)
    require("exhibitors.run_invoices", actor)
    if not EInvoice.objects.filter(invoice=invoice).exclude(file="").exists():
        raise DomainError(_("This document has no e-invoice that could be sent."), code="einvoice_missing")
    if way not in ways_offered():
        raise DomainError(_("E-invoices are not sent in this way here."), code="way_not_offered", field="way")
    recipient = recipient_of(issued_text(invoice), way)
    if not recipient:
        raise DomainError(
            _("The bill-to has no address for this. Enter its email or its electronic address."),
            code="recipient_missing",
            field="way",
        )
    if invoice.transmissions.filter(way=way, state__in=UNDER_WAY).exists():
        raise DomainError(_("This invoice is already being transmitted in this way."), code="transmission_under_way")
    attempt = Transmission.objects.create(
        invoice=invoice, way=way, recipient=recipient, asked_at=at, asked_by=str(actor)
    )
    if way == Way.EMAIL:
        send_einvoice(invoice, recipient, attempt.pk, at=at)
        return _end(attempt, Transmitted(TransmissionState.HANDED_OVER), at=at)
    wake_on_commit("exhibitors.transmit_einvoices")
    return attempt


@operation("exhibitors.transmission.begun")
def begin_transmission(transmission_id: int, *, actor: Actor, at: datetime) -> Transmission | None:
    """Claim an attempt, so that no other worker sends it. Return None if another worker has claimed it."""
    attempt = lock_one(Transmission.objects.select_related("invoice"), transmission_id, missing=NO_TRANSMISSION)
    require("exhibitors.run_invoices", actor)
    if attempt.state != TransmissionState.PENDING:
        return None
    attempt.state, attempt.begun_at = TransmissionState.IN_FLIGHT, at
    attempt.save(update_fields=["state", "begun_at"])
    return attempt


@operation("exhibitors.transmission.ended")
def end_transmission(transmission_id: int, result: Transmitted, *, actor: Actor, at: datetime) -> Transmission:
    """Record the result of an attempt: delivered, failed, or still in flight with the provider's number.

    Raise `DomainError` (`illegal_move`) if the attempt has ended meanwhile.
    """
    attempt = lock_one(Transmission.objects.all(), transmission_id, missing=NO_TRANSMISSION)
    require("exhibitors.run_invoices", actor)
    return _end(attempt, result, at=at)


@operation("exhibitors.transmission.recorded")
def record_transmission(
    transmission_id: int, state: TransmissionState, *, seen: int | None = None, actor: Actor, at: datetime
) -> Transmission:
    """Record what finance learned about an attempt that the provider accepted: it was delivered, or it failed.

    Raise `transmission_not_accepted` for other attempts, which end by themselves.
    """
    attempt = lock_one(Transmission.objects.all(), transmission_id, missing=NO_TRANSMISSION)
    require("exhibitors.run_invoices", actor)
    require_seen(attempt, seen)
    if attempt.state != TransmissionState.IN_FLIGHT or not attempt.reference:
        raise DomainError(
            _("Only a transmission that the provider has accepted, and that is still in flight, can be recorded."),
            code="transmission_not_accepted",
        )
    return _end(attempt, Transmitted(state, attempt.reference, attempt.message), at=at)


def _end(attempt: Transmission, result: Transmitted, *, at: datetime) -> Transmission:
    if attempt.state != result.state:
        TRANSMISSION_LIFECYCLE.require(attempt.state, result.state)
    attempt.state, attempt.reference, attempt.message = result.state, result.reference, result.message
    attempt.ended_at = None if result.state == TransmissionState.IN_FLIGHT else at
    attempt.save(update_fields=["state", "reference", "message", "ended_at"])
    return attempt
