"""The exhibitor's page of a booking from offer to payment: accept, decline, sign, upload a signed copy, download."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import kept_document
from ciie.web.refusals import decided
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import visible_to
from exhibitors.bookings.views import booking_for
from exhibitors.companies.mandates.queries import signer_of
from exhibitors.companies.queries import signers_of
from exhibitors.companies.views.access import DeskRequest
from exhibitors.money.sales.forms.contracts import CodeForm, CopyForm, SignForm
from exhibitors.money.sales.forms.offers import AcceptForm, AcceptWithCodeForm, DeclineForm
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import accept_offer, accept_with_code, decline_offer, send_acceptance_code
from exhibitors.money.sales.operations.signing import send_signed_copy, send_signing_code, sign_with_code
from exhibitors.money.sales.queries.cancellations import cancellation_preview
from exhibitors.money.sales.queries.offers import is_outdated
from exhibitors.money.sales.queries.path import path_of
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.queries.signing import last_code
from exhibitors.money.sales.states import ConfirmedBy, ContractState


@login_required
@require_safe
def show(request: DeskRequest, pk: int) -> HttpResponse:
    """Show all steps of a booking from offer to payment, with what can be done now."""
    return _show(request, booking_for(request, pk))


@login_required
@require_POST
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Accept in the name of the account, with a code if acceptance is binding.

    A refusal is shown on the newest offer.
    """
    booking_id = _booking_of(Offer.objects.all(), request, pk)
    takes_code = settings_of(booking_for(request, booking_id).edition).acceptance_binds
    form = AcceptWithCodeForm(request.POST) if takes_code else AcceptForm(request.POST)
    if decided(form, accept_with_code if takes_code else accept_offer, pk, actor=request.user):
        if booking_for(request, booking_id).awaits_acceptance:
            messages.success(request, _("Offer accepted. The next step is below."))
            return redirect("desk:offer", booking_id)
        messages.success(request, _("Offer accepted. Your booking is confirmed."))
        return redirect("desk:booking", booking_id)
    return _show(request, booking_for(request, booking_id), accept_form=form)


@login_required
@require_POST
def send_offer_code(request: DeskRequest, pk: int) -> HttpResponse:
    """Mail the code that confirms an acceptance."""
    return _send_code(request, _booking_of(Offer.objects.all(), request, pk), send_acceptance_code, pk)


@login_required
@require_POST
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    booking_id = _booking_of(Offer.objects.all(), request, pk)
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if decided(form, decline_offer, pk, actor=request.user):
        messages.success(request, _("Offer declined. The booking has been cancelled."))
        return redirect("desk:booking", booking_id)
    return _show(request, booking_for(request, booking_id), decline_form=form)


@login_required
@require_POST
def send_code(request: DeskRequest, pk: int) -> HttpResponse:
    """Mail the code that confirms a signature."""
    return _send_code(request, _booking_of(Contract.objects.all(), request, pk), send_signing_code, pk)


@login_required
@require_POST
def sign(request: DeskRequest, pk: int) -> HttpResponse:
    """Sign with the code and an optional drawing.

    A refusal is shown on the newest contract, and the form keeps its input.
    """
    booking_id = _booking_of(Contract.objects.all(), request, pk)
    form = SignForm(request.POST, auto_id="sign_%s")
    if decided(form, sign_with_code, pk, actor=request.user):
        messages.success(request, _("Contract signed. The signed PDF will be sent by email."))
        return redirect("desk:offer", booking_id)
    return _show(request, booking_for(request, booking_id), sign_form=form)


@login_required
@require_POST
def send_copy(request: DeskRequest, pk: int) -> HttpResponse:
    booking_id = _booking_of(Contract.objects.all(), request, pk)
    form = CopyForm(request.POST, request.FILES, auto_id="copy_%s")
    if decided(form, send_signed_copy, pk, actor=request.user):
        messages.success(request, _("Signed copy sent. The organizer will check it."))
        return redirect("desk:offer", booking_id)
    return _show(request, booking_for(request, booking_id), copy_form=form)


@login_required
@require_safe
def contract_pdf(request: DeskRequest, pk: int) -> FileResponse:
    """Download the signed contract, or the one to be signed, as somebody who may see the booking."""
    return pdf_of(get_object_or_404(Contract.objects.filter(booking__in=visible_to(request.user)), pk=pk))


@login_required
@require_safe
def copy_pdf(request: DeskRequest, pk: int, copy: int) -> FileResponse:
    contract = get_object_or_404(Contract.objects.filter(booking__in=visible_to(request.user)), pk=pk)
    found = get_object_or_404(contract.copies.all(), pk=copy)
    return kept_document(found.file, found.title, found.digest)


def pdf_of(contract: Contract) -> FileResponse:
    name, digest = contract.newest_file
    return kept_document(name, f"{contract.number}.pdf", digest)


def _send_code(request: DeskRequest, booking_id: int, send: Callable[..., str], pk: int) -> HttpResponse:
    form = CodeForm(request.POST, auto_id="code_%s")
    if decided(form, send, pk, actor=request.user):
        messages.success(request, _("A code has been sent to %(email)s.") % {"email": request.user.email})
        return redirect("desk:offer", booking_id)
    return _show(request, booking_for(request, booking_id), code_form=form)


def _booking_of[Row: Model](rows: QuerySet[Row], request: DeskRequest, pk: int) -> int:
    """Return the booking of an offer or a contract. Raises `Http404` if this person may not see it."""
    found = rows.filter(booking__in=visible_to(request.user), pk=pk).values_list("booking_id", flat=True).first()
    if found is None:
        raise Http404
    return int(found)


def _show(request: DeskRequest, booking: Booking, **sent: RevisionForm) -> HttpResponse:
    at = now()
    path = path_of(booking, at=at)
    if path is None:
        raise Http404
    offer, signing = path.offered.offer, path.signing
    contract = signing.contract if signing else None
    may_answer = allowed("exhibitors.answer_offer", request.user, booking)
    waits_for_answer = path.is_open or (contract is not None and contract.state == ContractState.SENT)
    initial = {"revision": offer.revision}
    declined = cast("DeclineForm | None", sent.get("decline_form"))
    cost = cancellation_preview(booking, at=at) if path.offered.is_open or declined else None
    if declined and cost:
        declined.show_anew(cost.cost, offer.revision)
    to_sign = {"revision": contract.revision if contract else 0}
    takes_code = path.is_open and path.settings.acceptance_binds
    code_of = offer if takes_code else contract
    context = {
        "booking": booking,
        "company": booking.company,
        "path": path,
        "shown": path.offered,
        "offer": offer,
        "signing": signing,
        "contract": contract,
        "settings": path.settings,
        "letters": booking.letters.defer("snapshot").order_by("-issued_at"),
        "confirms": path.settings.confirmed_by == ConfirmedBy.ACCEPTANCE,
        "is_outdated": path.is_open and is_outdated(offer, booking, at=at),
        "may_answer": may_answer,
        "signer": signer_of(request.user, booking.company_id) if may_answer else None,
        "signers": [] if may_answer or not waits_for_answer else signers_of(booking.company_id),
        "takes_code": takes_code,
        "code_sent": last_code(code_of, request.user, at=at) if code_of and may_answer else None,
        "code_form": CodeForm(initial=initial if takes_code else to_sign, auto_id="code_%s"),
        "accept_form": AcceptWithCodeForm(initial=initial) if takes_code else AcceptForm(initial=initial),
        "cost": cost,
        "decline_form": DeclineForm(initial={**initial, "cost": cost.cost if cost else ""}, auto_id="decline_%s"),
        "sign_form": SignForm(initial=to_sign, auto_id="sign_%s"),
        "copy_form": CopyForm(initial=to_sign, auto_id="copy_%s"),
        **sent,
    }
    return render(request, "exhibitors/sales/desk_offer.html", context, status=422 if sent else 200)
