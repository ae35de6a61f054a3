"""Requests for less space of a signed contract: the exhibitor's page, and the organizer's list and decisions."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import RevisionForm, revision_seen
from exhibitors.bookings.queries.bookings import claims_shown, visible_to
from exhibitors.bookings.views import booking_for
from exhibitors.companies.queries import signers_of
from exhibitors.companies.views.access import DeskRequest
from exhibitors.money.sales.filters import ReductionRequestFilter
from exhibitors.money.sales.forms.contracts import (
    AcceptReductionForm,
    ReductionQuoteForm,
    ReductionRequestForm,
    RefuseReductionForm,
)
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.reduction_requests import (
    accept_reduction_request,
    refuse_reduction_request,
    request_reduction,
    withdraw_reduction_request,
)
from exhibitors.money.sales.queries.reductions import (
    ReductionQuote,
    listed_requests,
    reducible_contract,
    reduction_quote,
)
from exhibitors.money.sales.tables import REDUCTION_COLUMNS, ReductionRequestTable, reduction_rows
from exhibitors.money.sales.views.contracts import say_reduced
from exhibitors.pricing.queries.comparisons import booths_named
from pavilions.floor.editions.views import edition_of
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.permissions import for_organizers, only


@login_required
@require_safe
def choose(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose which booths are returned and, once some are chosen, show the cost."""
    contract = reducible_contract(booking_for(request, pk))
    if contract is None:
        raise Http404
    return _show_choice(request, contract, request.GET)


@login_required
@require_POST
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the request. A refusal is shown with the current cost, and the form keeps its input."""
    found = get_object_or_404(Contract.objects.filter(booking__in=visible_to(request.user)), pk=pk)
    booking = booking_for(request, found.booking_id)
    form = ReductionRequestForm(request.POST, claims=claims_shown(booking), edition_id=booking.edition_id)
    if decided(form, request_reduction, pk, actor=request.user):
        messages.success(request, _("Request sent. The organizer will reply by email."))
        return redirect("desk:offer", booking.pk)
    contract = reducible_contract(booking)
    if contract is None:
        messages.error(request, _("The contract can no longer be reduced: it has been changed in the meantime."))
        return redirect("desk:offer", booking.pk)
    return _show_choice(request, contract, request.POST, form)


@login_required
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ReductionRequest.objects.filter(booking__in=visible_to(request.user)), pk=pk)
    seen = revision_seen(request)
    perform(
        request,
        lambda: withdraw_reduction_request(pk, seen=seen, actor=request.user, at=now()),
        _("Request withdrawn. The contract remains unchanged."),
    )
    return redirect("desk:offer", found.booking_id)


def _show_choice(
    request: DeskRequest, contract: Contract, typed: QueryDict, sent: ReductionRequestForm | None = None
) -> HttpResponse:
    booking, at = contract.booking, now()
    claims = claims_shown(booking)
    is_asked = "returned" in typed or "taken" in typed
    chosen = ReductionQuoteForm(typed if is_asked else None, claims=claims, edition_id=booking.edition_id)
    quote = None
    if is_asked:
        quote = attempt(
            chosen,
            lambda: reduction_quote(contract, chosen.cleaned_data["returned"], chosen.cleaned_data["taken"], at=at),
        )
    may_answer = allowed("exhibitors.answer_offer", request.user, booking)
    context = {
        "booking": booking,
        "company": booking.company,
        "contract": contract,
        "quote": quote,
        "may_answer": may_answer,
        "signers": [] if may_answer else signers_of(booking.company_id),
        "quote_form": chosen,
        "request_form": _request_form(contract, quote, typed, sent, claims=claims) if quote else sent,
    }
    is_wrong = sent is not None or (is_asked and quote is None)
    return render(request, "exhibitors/sales/desk_reduction.html", context, status=422 if is_wrong else 200)


def _request_form(
    contract: Contract,
    quote: ReductionQuote,
    typed: QueryDict,
    sent: ReductionRequestForm | None,
    *,
    claims: Iterable[SpaceClaim],
) -> ReductionRequestForm:
    """Return the form with the quote that the page shows. A form that was sent keeps its errors and its input."""
    edition_id = contract.booking.edition_id
    if sent is not None:
        data = typed.copy()
        data["net"], data["fee"], data["cost"] = str(quote.net), str(quote.fee), quote.settlement.cost
        sent.data = data
        return sent
    initial = {
        "revision": contract.revision,
        "returned": typed.getlist("returned"),
        "taken": typed.get("taken", ""),
        "net": quote.net,
        "fee": quote.fee,
        "cost": quote.settlement.cost,
    }
    return ReductionRequestForm(claims=claims, edition_id=edition_id, initial=initial)


@for_organizers
@require_safe
def requests(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the requests of an edition, waiting ones first, or download the same rows as a file."""
    edition = edition_of(request)
    everything = listed_requests(edition)
    found = ReductionRequestFilter(request.GET, queryset=everything)
    rows = found.qs.order_by(F("decided_at").desc(nulls_first=True), "pk")
    if kind:
        files = reduction_rows(in_pieces(rows))
        return download(f"reduction-requests-{edition.number}", kind, REDUCTION_COLUMNS, files)
    return list_page(
        request,
        "exhibitors/sales/reduction_requests.html",
        ReductionRequestTable(rows),
        filter=found,
        has_any=everything.exists(),
        exports=export_links(request.GET, "organizer:reduction_requests_export", edition=edition.number),
        edition=edition,
    )


@for_organizers
@require_safe
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one request with its cost and the forms to decide on it."""
    return _show(request, _request(pk))


@only("exhibitors.run_offers")
@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Reduce the contract. Credit notes and the fee are issued with it."""
    found, form = _request(pk), AcceptReductionForm(request.POST, auto_id="accept_%s")
    drafts = decided(form, accept_reduction_request, found.pk, actor=request.user)
    if drafts is None:
        return _show(request, _request(pk), accept_form=form)
    say_reduced(request, drafts)
    return redirect("organizer:reduction_request", pk)


@only("exhibitors.run_offers")
@require_POST
def refuse(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = _request(pk), RefuseReductionForm(request.POST, auto_id="refuse_%s")
    if decided(form, refuse_reduction_request, found.pk, actor=request.user):
        messages.success(request, _("Request refused. The exhibitor will be notified by email."))
        return redirect("organizer:reduction_request", pk)
    return _show(request, _request(pk), refuse_form=form)


def _request(pk: int) -> ReductionRequest:
    rows = ReductionRequest.objects.select_related(
        "booking__company", "booking__edition", "contract__offer", "contract__booking", "contract__amended_by__contract"
    )
    return get_object_or_404(rows.select_related("made_by", "decided_by"), pk=pk)


def _quote_of(found: ReductionRequest) -> ReductionQuote | None:
    """Return the current cost of accepting a request at its fee, or None if its booths or its price are gone."""
    names = [name for each in (found.returned, found.taken) for name in each.split(", ") if name]
    booths = booths_named(found.booking.edition_id, names)
    keys = [[booths[name].pk for name in each.split(", ") if name in booths] for each in (found.returned, found.taken)]
    contract = reducible_contract(found.booking)
    if contract is None or len(booths) < len(names):
        return None
    try:
        return reduction_quote(contract, *keys, fee=found.fee, asked_at=found.made_at, at=now())
    except DomainError:
        return None


def _show(request: PersonRequest, found: ReductionRequest, **sent: RevisionForm) -> HttpResponse:
    may_decide = found.is_waiting and allowed("exhibitors.run_offers", request.user, found.booking)
    quote = _quote_of(found) if may_decide else None
    initial = {"revision": found.revision, "cost": quote.settlement.cost if quote else ""}
    if (form := sent.get("accept_form")) is not None:
        typed = request.POST.copy()
        typed["cost"] = str(initial["cost"])  # the cost that the page shows now
        form.data = typed
    context = {
        "asked": found,
        "quote": quote,
        "booking": found.booking,
        "edition": found.booking.edition,
        "may_decide": may_decide,
        "accept_form": AcceptReductionForm(initial=initial, auto_id="accept_%s"),
        "refuse_form": RefuseReductionForm(initial=initial, auto_id="refuse_%s"),
        **sent,
    }
    return render(request, "exhibitors/sales/reduction_request.html", context, status=422 if sent else 200)
