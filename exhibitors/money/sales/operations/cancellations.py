"""The settlement of a cancelled booking: proposed when the booking ends, then settled by the organizer.

Settling drafts credit notes for everything that was invoiced, and the invoice of the fee. Issuing the drafts is a
separate operation.
"""

from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.bilingual import in_both
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.web.templatetags.interface import money
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.signals import booking_ended
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import NewLine, make_drafts, require_whole, throw_away
from exhibitors.money.invoices.states import InvoiceKind, InvoiceState, Supply
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.queries.cancellations import accepted_offer, cancellation_preview, issued_of
from exhibitors.money.sales.queries.settlements import Settlement, tax_of_fee
from exhibitors.money.sales.states import CANCELLATION_LIFECYCLE, CancellationState

NO_CANCELLATION = _("Cancellation not found.")


@receiver(booking_ended)
def propose_cancellation(
    *, booking: Booking, reason: str, cost: str | None = None, at: datetime, **_kwargs: object
) -> None:
    """Work out what is owed, and discard the drafts that were made automatically.

    `cost` is the cost in the preview that the reader saw. Raises `DomainError` (`cost_changed`) if it has changed
    since.
    """
    found = cancellation_preview(booking, at=at)
    require_cost(found, cost)
    by_itself = Q(schedule__isnull=False) | Q(lines__company_charge__isnull=False)
    drafts = Invoice.objects.filter(by_itself, booking=booking, state=InvoiceState.DRAFT).distinct()
    for draft in lock(Invoice.objects.all(), drafts.values_list("pk", flat=True)):
        throw_away(draft)
    if found.is_nothing:
        return
    Cancellation.objects.create(
        booking=booking,
        offer=accepted_offer(booking),
        cancelled_at=at,
        currency=found.currency,
        base=found.base,
        percent=found.percent,
        fee=found.fee,
        tax=found.tax,
        credited=found.credited,
        freed=found.freed,
        back_by=found.back_by,
        reason=reason,
    )


def require_cost(found: Settlement, seen: str | None) -> None:
    """Raise `DomainError` (`cost_changed`) with the current figures unless the reader saw these, or saw none."""
    if seen is None or seen == found.cost:
        return
    raise DomainError(
        _(
            "The cost has changed since you looked: the fee is now %(fee)s, %(credited)s is credited, and %(back)s "
            "comes back. Nothing has been done yet. Check the figures and confirm again."
        )
        % {
            "fee": money(found.total, found.currency),
            "credited": money(found.credited, found.currency),
            "back": money(found.back, found.currency),
        },
        code="cost_changed",
        details={"cost": found.cost},
    )


@operation("exhibitors.cancellation.settled")
def settle_cancellation(
    cancellation_id: int, *, fee: Decimal, reason: str = "", seen: int | None = None, actor: Actor, at: datetime
) -> list[int]:
    """Draft credit notes for everything invoiced, and an invoice of the fee. Return the keys of the drafts to issue.

    A fee other than the proposed one needs a reason.
    """
    booking_id = Cancellation.objects.filter(pk=cancellation_id).values_list("booking_id", flat=True).first()
    if booking_id is None:
        raise NotFound(NO_CANCELLATION, code="not_found")
    booking = lock_booking(booking_id)
    found = lock_one(Cancellation.objects.select_related("offer__terms"), cancellation_id, missing=NO_CANCELLATION)
    require("exhibitors.run_invoices", actor)
    if found.state == CancellationState.SETTLED:
        raise DomainError(_("This cancellation has already been settled."), code="cancellation_settled")
    require_seen(found, seen)
    if not 0 <= fee <= found.base:
        raise Invalid(
            _("Enter an amount from 0 to the net price, in %(currency)s.") % {"currency": found.currency},
            code="fee_out_of_range",
            field="fee",
        )
    require_whole(fee, found.currency, field="fee")
    if fee != found.fee and not reason.strip():
        raise Invalid(
            _("Give a reason why the fee differs from the proposed one."), code="reason_missing", field="reason"
        )
    drafts = [
        credit_invoice(invoice.pk, reason=f"Cancellation of booking {booking.reference}", actor=actor, at=at).pk
        for invoice in issued_of(booking)
    ]
    if fee:
        name, name_zh = in_both(lambda: _("Cancellation fee, booking %(booking)s") % {"booking": booking.reference})
        lines = [NewLine(name=name, name_zh=name_zh, net=fee, supply=Supply.DAMAGES)]
        made = make_drafts(booking, kind=InvoiceKind.CANCELLATION_FEE, lines=lines, actor=actor, at=at)
        drafts += [each.pk for each in made]
    CANCELLATION_LIFECYCLE.require(found.state, CancellationState.SETTLED)
    if fee != found.fee:
        found.tax = tax_of_fee(booking, fee, found.currency, at=at)
    found.state, found.fee, found.settled_at, found.settled_by = CancellationState.SETTLED, fee, at, person_of(actor)
    found.reason = reason.strip() or found.reason
    require_valid(found, exclude=["booking", "offer", "settled_by"])
    found.save(update_fields=["state", "fee", "tax", "reason", "settled_at", "settled_by"])
    return drafts
