"""The organizer's list of contracts, the page of a contract, and the decisions on it."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.downloads import download, export_links, in_pieces, kept_document
from ciie.web.lists import list_page
from ciie.web.refusals import decided, perform, show_on
from ciie.web.revision_forms import RevisionForm, revision_seen
from exhibitors.bookings.queries.bookings import claims_shown
from exhibitors.money.invoices.operations.issuing import issue_invoices
from exhibitors.money.sales.filters import ContractFilter
from exhibitors.money.sales.forms.contracts import ExtendContractForm, ReduceForm, RejectCopyForm
from exhibitors.money.sales.forms.offers import WithdrawForm
from exhibitors.money.sales.models.contracts import Amendment, Contract
from exhibitors.money.sales.operations.contracts import extend_contract, withdraw_contract
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.operations.signing import accept_signed_copy, reject_signed_copy
from exhibitors.money.sales.queries.contracts import SHOWN, contract_counts, listed_contracts, shown
from exhibitors.money.sales.queries.offers import is_outdated
from exhibitors.money.sales.queries.parts import written_by_hand
from exhibitors.money.sales.queries.reductions import ReductionQuote, reduction_quote
from exhibitors.money.sales.states import ContractState
from exhibitors.money.sales.tables import CONTRACT_COLUMNS, ContractTable, contract_rows
from exhibitors.money.sales.views.desk import pdf_of
from exhibitors.states import BOOKED_STATES
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers, only


@for_organizers
@require_safe
def contracts(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the contracts of an edition, earliest last day to sign first, or download the same rows as a file."""
    edition, at = edition_of(request), now()
    found = ContractFilter(request.GET, queryset=listed_contracts(edition), edition=edition, at=at)
    rows = found.qs.order_by("sign_by", "pk")
    if kind:
        files = contract_rows(in_pieces(rows))
        return download(f"contracts-{edition.number}", kind, CONTRACT_COLUMNS, files)
    counts = contract_counts(edition, at=at)
    return list_page(
        request,
        "exhibitors/sales/contracts.html",
        ContractTable(rows),
        filter=found,
        has_any=counts.has_any,
        exports=export_links(request.GET, "organizer:contracts_export", edition=edition.number),
        edition=edition,
        counts=counts,
    )


@for_organizers
@require_safe
def contract(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one contract, how it was signed, and what can be done with it."""
    return _show(request, _contract(pk))


@for_organizers
@require_safe
def pdf(request: PersonRequest, pk: int) -> FileResponse:
    """Download the contract: the signed PDF if there is one, else the one to be signed."""
    return pdf_of(_contract(pk))


@for_organizers
@require_safe
def copy(request: PersonRequest, pk: int, copy: int) -> FileResponse:
    """Download a signed copy as it was sent."""
    found = get_object_or_404(_contract(pk).copies.all(), pk=copy)
    return kept_document(found.file, found.title, found.digest)


@only("exhibitors.run_offers")
@require_POST
def accept_copy(request: PersonRequest, pk: int) -> HttpResponse:
    """Accept the waiting signed copy."""
    found, seen = _contract(pk), revision_seen(request)
    perform(
        request,
        lambda: accept_signed_copy(found.pk, seen=seen, actor=request.user, at=now()),
        _("Signed copy accepted. The contract is signed."),
    )
    return redirect("organizer:contract", pk)


@only("exhibitors.run_offers")
@require_POST
def reject_copy(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = _contract(pk), RejectCopyForm(request.POST, auto_id="reject_%s")
    if decided(form, reject_signed_copy, found.pk, actor=request.user):
        messages.success(request, _("Signed copy rejected. The exhibitor will be notified by email."))
        return redirect("organizer:contract", pk)
    return _show(request, _contract(pk), reject_form=form)


@only("exhibitors.run_offers")
@require_POST
def extend(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = _contract(pk), ExtendContractForm(request.POST, auto_id="extend_%s")
    if decided(form, extend_contract, found.pk, actor=request.user):
        messages.success(request, _("Contract extended. The exhibitor will be notified by email."))
        return redirect("organizer:contract", pk)
    return _show(request, _contract(pk), extend_form=form)


@only("exhibitors.run_offers")
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = _contract(pk), WithdrawForm(request.POST, auto_id="withdraw_%s")
    if decided(form, withdraw_contract, found.pk, actor=request.user):
        messages.success(request, _("Contract withdrawn. The exhibitor will be notified by email."))
        return redirect("organizer:contract", pk)
    return _show(request, _contract(pk), withdraw_form=form)


@only("exhibitors.run_offers")
@require_POST
def reduce(request: PersonRequest, pk: int) -> HttpResponse:
    """Reduce the space of a signed contract. Credit notes and the fee are issued with it."""
    found = _contract(pk)
    form = _reduce_form(found, request.POST)
    if "show" in request.POST or not request.POST.get("cost"):
        return _show_cost(request, found, form)
    drafts = decided(form, reduce_contract, found.pk, actor=request.user)
    if drafts is None:
        return _show_cost(request, _contract(pk), form)
    say_reduced(request, drafts)
    return redirect("organizer:contract", Contract.objects.get(amendment__amends=pk).pk)


def _show_cost(request: PersonRequest, found: Contract, form: ReduceForm) -> HttpResponse:
    """Show the current cost of the reduction above the form, which carries these figures and keeps its input."""
    form.is_valid()
    if "show" in request.POST:
        form.errors.pop("reason", None)  # the figures can be shown without a reason
    typed, quote = form.cleaned_data, None
    if {"returned", "taken", "fee"} <= typed.keys():
        try:
            quote = reduction_quote(found, typed["returned"], typed["taken"], fee=typed["fee"], at=now())
        except DomainError as refusal:
            if not form.errors:
                show_on(form, refusal)
    form.show_anew(quote.settlement.cost if quote else "", found.revision)
    return _show(request, found, quote, reduce_form=form)


def say_reduced(request: PersonRequest, drafts: list[int]) -> None:
    """Issue what a reduction has drafted. What cannot be issued stays a draft, and the refusal is shown."""
    messages.success(
        request, _("The contract has been replaced by one with less space. The exhibitor gets it by email.")
    )
    if drafts:
        perform(
            request,
            lambda: issue_invoices(drafts, actor=request.user, at=now()),
            _("Credit notes and fee have been issued."),
        )


def _reduce_form(found: Contract, data: QueryDict | None = None) -> ReduceForm:
    booking = found.booking
    return ReduceForm(
        data,
        claims=claims_shown(booking),
        edition_id=booking.edition_id,
        initial={"revision": found.revision},
        auto_id="reduce_%s",
    )


def _contract(pk: int) -> Contract:
    return get_object_or_404(Contract.objects.select_related(*SHOWN), pk=pk)


def _show(
    request: PersonRequest, found: Contract, quote: ReductionQuote | None = None, **sent: RevisionForm
) -> HttpResponse:
    booking, at = found.booking, now()
    is_open = found.state in {ContractState.SENT, ContractState.CHECKING}
    is_signed = found.state == ContractState.SIGNED
    may_run = allowed("exhibitors.run_offers", request.user, booking)
    initial = {"revision": found.revision}
    context = {
        "contract": found,
        "signing": shown(found, at=at),
        "booking": booking,
        "edition": booking.edition,
        "is_outdated": is_open and is_outdated(found.offer, booking, at=at),
        "may_change": may_run and is_open,
        "may_check": may_run and found.state == ContractState.CHECKING,
        "amendment": Amendment.objects.select_related("amends__booking__edition").filter(contract=found).first(),
        "may_reduce": may_run and is_signed and booking.state in BOOKED_STATES,
        "by_hand": written_by_hand(booking) if is_signed else (),
        "reduce_form": _reduce_form(found),
        "quote": quote,
        "asked": found.reduction_requests.order_by("-pk").first(),
        "reject_form": RejectCopyForm(initial=initial, auto_id="reject_%s"),
        "extend_form": ExtendContractForm(initial=initial, auto_id="extend_%s"),
        "withdraw_form": WithdrawForm(initial=initial, auto_id="withdraw_%s"),
        **sent,
    }
    is_refused = any(form.errors for form in sent.values())
    return render(request, "exhibitors/sales/contract.html", context, status=422 if is_refused else 200)
