"""Pages of payments: all of an edition, and a single one with its allocations and actions."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.bilingual import in_both
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import RevisionForm, revision_seen
from exhibitors.companies.models import Company
from exhibitors.companies.queries import present_companies
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.queries import waiting_for
from exhibitors.money.approvals.states import ApprovalAct, ApprovalState
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.filters import PaymentFilter
from exhibitors.money.payments.forms import AllocateForm, CancelForm, RecordForm, RefundForm, UndoRefundForm
from exhibitors.money.payments.models import Allocation, Payment
from exhibitors.money.payments.operations.payments import (
    allocate_payment,
    cancel_payment,
    record_payment,
    undo_allocation,
)
from exhibitors.money.payments.operations.refunds import propose_refund, undo_refund
from exhibitors.money.payments.queries.payments import (
    listed_payments,
    open_invoices,
    standing_allocations,
    state_of,
    totals,
    with_rest,
)
from exhibitors.money.payments.queries.receivables import InvoiceStanding, standings
from exhibitors.money.payments.tables import PAYMENT_COLUMNS, PaymentTable, payment_rows
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only

finance = only("exhibitors.run_payments")


@finance
@require_safe
def payments(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List all payments of an edition, the latest first, or return the same rows as a file."""
    edition = edition_of(request)
    found = PaymentFilter(request.GET, queryset=listed_payments(edition))
    rows = found.qs.order_by("-received_on", "-pk")
    if kind:
        files = payment_rows(in_pieces(rows))
        return download(f"payments-{edition.number}", kind, PAYMENT_COLUMNS, files)
    left = rows.order_by().filter(cancelled_at=None, rest__gt=0).values_list("currency", "rest")
    return list_page(
        request,
        "exhibitors/payments/payments.html",
        PaymentTable(rows),
        filter=found,
        exports=export_links(request.GET, "organizer:payments_export", edition=edition.number),
        edition=edition,
        left=totals(left),
    )


@finance
@require_http_methods(["GET", "POST"])
def record(request: PersonRequest, company: int) -> HttpResponse:
    """Record by hand what a company has paid."""
    edition = edition_of(request)
    payer = get_object_or_404(present_companies(), pk=company)
    today = day_of(now(), edition.zone)
    invoices = _open_of(payer, edition)
    currencies = list(dict.fromkeys([edition.currency, *(each.invoice.currency for each in invoices)]))
    form = RecordForm(request.POST or None, initial={"received_on": today}, invoices=invoices, currencies=currencies)

    def keep() -> Payment:
        names = ("amount", "currency", "received_on", "payer", "text", "besides", "fee_reason")
        said = {name: form.cleaned_data[name] for name in names}
        try:
            return record_payment(
                payer.pk, edition_id=edition.pk, parts=form.parts, **said, actor=request.user, at=now()
            )
        except DomainError as refusal:
            if refusal.code == "payment_known":
                form.ask_about(str(refusal.details["payment"]))
            raise

    if kept := attempt(form, keep):
        messages.success(request, _("Payment recorded. The company will be notified by email."))
        _say_fee_waits(request, kept)
        return redirect("organizer:payment", kept.pk)
    context = {"form": form, "company": payer, "edition": edition}
    return render(request, "exhibitors/payments/record.html", context, status=422 if form.is_bound else 200)


@finance
@require_safe
def payment(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, _payment(pk))


@finance
@require_POST
def allocate(request: PersonRequest, pk: int) -> HttpResponse:
    """Allocate what is left of a payment to invoices of the same company."""
    found = _payment(pk)
    form = AllocateForm(
        request.POST, invoices=_open_of(found.company, found.edition, found.currency), auto_id="allocate_%s"
    )

    def work() -> Payment:
        reason = form.cleaned_data["fee_reason"]
        return allocate_payment(pk, parts=form.parts, fee_reason=reason, seen=form.seen, actor=request.user, at=now())

    if done := attempt(form, work):
        if not _say_fee_waits(request, done):
            messages.success(request, _("Payment allocated."))
        return redirect("organizer:payment", pk)
    return _show(request, found, allocate_form=form)


@finance
@require_POST
def undo(request: PersonRequest, pk: int, allocation: int) -> HttpResponse:
    """Undo an allocation of a payment."""
    perform(
        request,
        lambda: undo_allocation(pk, allocation=allocation, seen=revision_seen(request), actor=request.user, at=now()),
        _("Allocation undone. The invoice is open again."),
    )
    return redirect("organizer:payment", pk)


@finance
@require_POST
def refund(request: PersonRequest, pk: int) -> HttpResponse:
    form = RefundForm(request.POST, auto_id="refund_%s")
    if proposed := decided(form, propose_refund, pk, actor=request.user):
        messages.success(request, _("Refund proposed. It is recorded once a second person agrees."))
        return redirect("organizer:approval", proposed.pk)
    return _show(request, _payment(pk), refund_form=form)


@finance
@require_POST
def refund_undo(request: PersonRequest, pk: int, refund: int) -> HttpResponse:
    """Undo a refund that was recorded by mistake."""
    form = UndoRefundForm(request.POST, auto_id=f"undo_{refund}_%s")

    def work() -> Payment:
        reason = form.cleaned_data["reason"]
        return undo_refund(pk, refund=refund, reason=reason, seen=form.seen, actor=request.user, at=now())

    if attempt(form, work):
        messages.success(request, _("Refund undone. The payment has it left again."))
        return redirect("organizer:payment", pk)
    return _show(request, _payment(pk), undoing={refund: form})


@finance
@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    form = CancelForm(request.POST, auto_id="cancel_%s")
    if decided(form, cancel_payment, pk, actor=request.user):
        messages.success(request, _("Payment cancelled."))
        return redirect("organizer:payment", pk)
    return _show(request, _payment(pk), cancel_form=form)


def _say_fee_waits(request: PersonRequest, payment: Payment) -> bool:
    proposed = waiting_for(ApprovalAct.BANK_FEE, payment.edition_id, payment.pk)
    if proposed:
        messages.info(request, _("The bank fee is above the usual and waits for a second person."))
    return proposed is not None


def _payment(pk: int) -> Any:
    rows = Payment.objects.select_related("company", "edition", "line__statement", "line__account")
    return get_object_or_404(with_rest(rows), pk=pk)


def _open_of(company: Company, edition: Edition, currency: str = "") -> list[InvoiceStanding]:
    """Return what a company owes at every edition; days are counted in the time zone of this one."""
    rows = Invoice.objects.filter(party__company=company)
    rows = rows.filter(currency=currency) if currency else rows
    return standings(open_invoices(rows), day_of(now(), edition.zone))


def _show(
    request: PersonRequest, found: Any, *, undoing: Mapping[int, RevisionForm] | None = None, **sent: RevisionForm
) -> HttpResponse:
    initial = {"revision": found.revision}
    forms = undoing or {}
    rows = found.refunds.filter(undoes=None).select_related("undone_by", "returned__statement")
    refunds = rows.prefetch_related("payouts__line__statement").order_by("pk")
    fee_name, fee_name_zh = in_both(lambda: _("Bank fee for returned payment %(number)s") % {"number": found.number})
    is_left = found.cancelled_at is None and found.rest > 0
    invoices = _open_of(found.company, found.edition, found.currency) if is_left else []
    context = {
        "payment": found,
        "edition": found.edition,
        "state": state_of(found),
        "allocations": standing_allocations(Q(payment=found)),
        "invoiced": Allocation.objects.filter(payment=found).values_list("invoice__booking", flat=True).first(),
        "fee_line": {"name_1": fee_name, "name_zh_1": fee_name_zh},
        "refunds": [
            (each, forms.get(each.pk) or UndoRefundForm(initial=initial, auto_id=f"undo_{each.pk}_%s"))
            for each in refunds
        ],
        "is_left": is_left,
        "proposals": Approval.objects.filter(
            subject=found.pk, act__in=(ApprovalAct.REFUND, ApprovalAct.BANK_FEE), state=ApprovalState.WAITING
        ).order_by("pk"),
        "can_allocate": bool(invoices),
        "can_cancel": found.cancelled_at is None and found.rest == found.amount,
        "allocate_form": AllocateForm(invoices=invoices, initial=initial, auto_id="allocate_%s"),
        "refund_form": RefundForm(
            initial=initial | {"amount": found.rest, "paid_on": day_of(now(), found.edition.zone)}, auto_id="refund_%s"
        ),
        "cancel_form": CancelForm(initial=initial, auto_id="cancel_%s"),
        **sent,
    }
    return render(request, "exhibitors/payments/payment.html", context, status=422 if sent or undoing else 200)
