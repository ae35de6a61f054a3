"""Pages for paying an invoice online, to the provider and back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from payments import PaymentError, RedirectNeeded

from ciie.kernel.actors import SYSTEM
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.kernel.errors import Busy, DomainError
from ciie.web.refusals import announce_refusal
from ciie.web.templatetags.interface import money
from exhibitors.companies.views.access import DeskRequest, note_company
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.payments.gateway import ProviderPayment, is_offered, provider_of
from exhibitors.money.payments.models import CardPayment
from exhibitors.money.payments.operations.cards import end_card_payment, start_card_payment
from exhibitors.money.payments.states import CardState


@login_required
@require_POST
def pay(request: DeskRequest, pk: int) -> HttpResponse:
    """Start to pay an invoice online, and continue to the provider."""
    if not is_offered():
        raise Http404
    try:
        card = start_card_payment(pk, actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return redirect("desk:dashboard")
    return redirect("desk:pay_at", card.token)


@login_required
@require_http_methods(["GET", "POST"])
def pay_at(request: DeskRequest, token: UUID) -> HttpResponse:
    """Show the provider's form, or redirect to its own page."""
    card = _own(request, token)
    if card.state != CardState.WAITING or not is_offered():
        return redirect("desk:pay_result", token)
    balance = balance_of(card.invoice_id)
    if balance < card.amount:
        sentence = _(
            "%(left)s of this invoice is still open, less than this payment of %(amount)s. You were not charged."
        )
        amounts = {"left": money(balance, card.currency), "amount": money(card.amount, card.currency)}
        messages.error(request, sentence % amounts)
        return redirect("desk:booking", card.invoice.booking_id)
    payment = ProviderPayment(card)
    try:
        form = provider_of(payment).get_form(payment, data=request.POST or None)
    except RedirectNeeded as away:
        return redirect(str(away))
    context = {"card": card, "form": form, "company": card.invoice.booking.company}
    return render(request, "exhibitors/payments/pay.html", context, status=422 if form.is_bound else 200)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, token: UUID) -> HttpResponse:
    """Process a report that the provider's own code finds genuine. It counts once, however often it comes."""
    card = get_object_or_404(CardPayment.objects.select_related("invoice"), token=token)
    if not is_offered():
        raise Http404
    payment = ProviderPayment(card)
    try:
        answer: HttpResponse = provider_of(payment).process_data(payment, request)
        if payment.is_over:
            amount = payment.captured_amount or payment.total
            end_card_payment(
                token, is_paid=payment.is_paid, amount=amount, currency=payment.currency, actor=SYSTEM, at=now()
            )
    except Busy:
        raise  # the report may be genuine, and comes again
    except (PaymentError, DomainError):
        return HttpResponseBadRequest(_("This report does not come from the payment provider. Nothing was changed."))
    return answer


@login_required
@require_safe
def result(request: DeskRequest, token: UUID) -> HttpResponse:
    """Show how the payment ended, after the return from the provider."""
    card = _own(request, token)
    if card.state == CardState.PAID:
        messages.success(request, _("Thank you. Your payment has been received."))
    elif card.state == CardState.FAILED:
        messages.error(request, _("The payment was declined. Nothing was paid."))
    else:
        messages.info(request, _("The payment provider has not reported yet. Look again in a few minutes."))
    return redirect("desk:booking", card.invoice.booking_id)


def _own(request: DeskRequest, token: UUID) -> CardPayment:
    rows = CardPayment.objects.select_related("invoice__booking__company", "invoice__booking__edition")
    card = get_object_or_404(rows, token=token)
    require("exhibitors.pay_online", request.user, card.invoice.booking)
    note_company(request, card.invoice.booking.company)
    return card
