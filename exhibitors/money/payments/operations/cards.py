"""Operations on online payments: a company starts one, and the provider's report ends it, however often it comes."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import Invalid, NotFound
from ciie.kernel.locking import lock_one
from exhibitors.money.payments.models import CardPayment
from exhibitors.money.payments.operations.payments import (
    InvoicePart,
    Received,
    announce_changes,
    lock_invoices,
    present_company,
    record,
    require_payable,
)
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.money.payments.states import CARD_LIFECYCLE, CardState, PaymentWay

NO_CARD = _("Online payment not found.")


@operation("exhibitors.card_payment.started")
def start_card_payment(invoice_id: int, *, actor: Actor, at: datetime) -> CardPayment:
    """Start to pay online what is left of an invoice. Raise `invoice_settled` or what else `require_payable` raises."""
    locked = lock_invoices([invoice_id])
    invoice = locked.invoices.get(invoice_id)
    if invoice is None:
        raise NotFound(_("Invoice not found."), code="not_found")
    require("exhibitors.pay_online", actor, invoice.booking)
    require_payable(invoice, locked.left[invoice_id], invoice.currency)
    return CardPayment.objects.create(
        token=uuid4(),
        invoice=invoice,
        currency=invoice.currency,
        amount=locked.left[invoice_id],
        started_at=at,
        started_by=str(actor),
    )


@operation("exhibitors.card_payment.ended")
def end_card_payment(
    token: UUID, *, is_paid: bool, amount: Decimal, currency: str, actor: Actor, at: datetime
) -> CardPayment:
    """Record what the provider reports. A repeated report changes nothing.

    What exceeds the invoice, because it was paid otherwise meanwhile, is proposed as a refund. Raise
    `card_amount_differs` if the provider reports an amount or a currency other than requested.
    """
    invoice_id = CardPayment.objects.filter(token=token).values_list("invoice", flat=True).first()
    if invoice_id is None:
        raise NotFound(NO_CARD, code="not_found")
    locked = lock_invoices([invoice_id])
    pk = CardPayment.objects.values_list("pk", flat=True).get(token=token)
    card = lock_one(CardPayment.objects.all(), pk, missing=NO_CARD)
    to = CardState.PAID if is_paid else CardState.FAILED
    if card.state in {CardState.PAID, to}:
        return card
    if (amount, currency) != (card.amount, card.currency):
        raise Invalid(
            _("The provider reported a different amount. Nothing was booked."),
            code="card_amount_differs",
        )
    CARD_LIFECYCLE.require(card.state, to)
    if is_paid:
        invoice = locked.invoices[invoice_id]
        part = min(card.amount, max(locked.left[invoice_id], Decimal(0)))
        parts = [InvoicePart(invoice_id, part)] if part else []
        received = Received(
            amount=card.amount,
            currency=card.currency,
            received_on=day_of(at, invoice.edition.zone),
            way=PaymentWay.CARD,
            text=str(card.token),
        )
        company = present_company(invoice.company_id)
        card.payment = record(company, invoice.edition, received, parts, locked, actor=actor, at=at)
        if card.amount > part:
            reason = _("Invoice %(number)s had already been paid when this online payment arrived.")
            said = str(reason % {"number": invoice.number_text})
            propose_refund(card.payment.pk, amount=card.amount - part, paid_on=None, reason=said, actor=SYSTEM, at=at)
    card.state = to
    card.save(update_fields=["state", "payment"])
    if is_paid:
        announce_changes(locked, [invoice_id], actor=actor, at=at)
    return card
