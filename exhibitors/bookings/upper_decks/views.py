"""Pages where exhibitors apply for upper decks on their bookings and the organizer decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces, kept_document
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform, show_on
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.models import UpperDeck
from exhibitors.bookings.upper_decks.filters import DeckFilter
from exhibitors.bookings.upper_decks.forms import DeckApprovalForm, DeckAreaForm, DeckForm, DeckReasonForm
from exhibitors.bookings.upper_decks.operations import (
    approve_deck,
    decline_deck,
    request_deck,
    too_large,
    withdraw_deck,
)
from exhibitors.bookings.upper_decks.queries import booking_decks, check_of, deck_cost, decks, visible_decks
from exhibitors.bookings.upper_decks.tables import DECK_COLUMNS, DeckTable, booth_of, deck_rows
from exhibitors.bookings.views import booking_for
from exhibitors.companies.views.access import DeskRequest
from exhibitors.states import DeckState
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: DeskRequest, pk: int, claim: int) -> HttpResponse:
    """Apply for an upper deck on a booth: first its area, which shows the cost, then the rest. Input is kept."""
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    found = booking_decks(booking)
    booth = next((each for each in found.booths if each.claim.pk == claim), None)
    if booth is None and request.method != "POST":
        raise Http404
    at, asked = now(), DeckAreaForm(request.POST or request.GET or None)
    area = asked.cleaned_data["area_sqm"] if asked.is_valid() else None
    if request.method == "GET" and booth and area and area > booth.claim.area_sqm:
        show_on(asked, too_large(booth.claim))
        area = None
    change = deck_cost(booking, booth.claim, area, at=at) if booth and area else None
    cost = change.cost if change else "none"
    initial = {"revision": found.revision, "area_sqm": area, "cost": cost}
    form = DeckForm(request.POST or None, request.FILES or None, initial=initial)
    if attempt(
        form,
        lambda: request_deck(
            pk, claim, form.plan(), cost=form.cleaned_data["cost"], seen=form.seen, actor=request.user, at=at
        ),
    ):
        messages.success(request, _("The upper deck has been applied for. The organizer will reply by email."))
        return redirect("desk:booking", pk)
    if form.is_bound:
        form.show_anew(cost, found.revision)
    context = {
        "booking": booking,
        "booth": booth,
        "area_form": asked,
        "area": area,
        "change": change,
        "form": form if area or form.is_bound else None,
    }
    is_wrong = form.is_bound or (asked.is_bound and area is None)
    return render(request, "exhibitors/upper_decks/apply.html", context, status=422 if is_wrong else 200)


@login_required
@require_POST
def withdraw(request: DeskRequest, pk: int, deck: int) -> HttpResponse:
    """Withdraw a request."""
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    get_object_or_404(UpperDeck, pk=deck, claim__holder=booking.pk)
    perform(
        request,
        lambda: withdraw_deck(deck, seen=revision_seen(request), actor=request.user, at=now()),
        _("The request for an upper deck has been withdrawn."),
    )
    return redirect("desk:booking", pk)


@login_required
@require_safe
def own_drawing(request: DeskRequest, pk: int, deck: int) -> FileResponse:
    """Send the drawing to those who may see the booking."""
    booking = booking_for(request, pk)
    return _drawing(get_object_or_404(UpperDeck, pk=deck, claim__holder=booking.pk))


@for_organizers
@require_safe
def upper_decks(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the upper decks of an edition, or export the same rows."""
    edition = edition_of(request)
    found = DeckFilter(request.GET, queryset=visible_decks(request.user, edition))
    if kind:
        return download(f"upper-decks-{edition.number}", kind, DECK_COLUMNS, deck_rows(in_pieces(found.qs)))
    return list_page(
        request,
        "exhibitors/upper_decks/decks.html",
        DeckTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "organizer:upper_decks_export", edition=edition.number),
        edition=edition,
    )


@dataclass(frozen=True)
class DeckDecision:
    operation: Callable[..., UpperDeck]
    done: Promise
    form: type[DeckReasonForm] = DeckReasonForm
    arguments: Sequence[str] = ("reason",)


DECISIONS = {
    "approve": DeckDecision(
        approve_deck, gettext_lazy("The upper deck has been approved."), DeckApprovalForm, ("reason", "cost")
    ),
    "decline": DeckDecision(decline_deck, gettext_lazy("The upper deck has been declined.")),
    "withdraw": DeckDecision(withdraw_deck, gettext_lazy("The upper deck no longer counts."), arguments=()),
}


@for_organizers
@require_safe
def upper_deck(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a deck with its figures, each beside the rule by which it is measured."""
    return _show(request, _deck_or_404(request, pk), {})


@for_organizers
@require_POST
def decide(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Carry out one of `DECISIONS`. Refused input is kept."""
    decision = DECISIONS.get(name)
    if decision is None:
        raise Http404
    _deck_or_404(request, pk)
    form = decision.form(request.POST, auto_id=f"{name}_%s")
    arguments = {argument: argument for argument in decision.arguments}
    if decided(form, decision.operation, pk, arguments=arguments, actor=request.user):
        messages.success(request, str(decision.done))
        return redirect("organizer:upper_deck", pk)
    return _show(request, _deck_or_404(request, pk), {name: form})


@for_organizers
@require_safe
def drawing(request: PersonRequest, pk: int) -> FileResponse:
    """Send the drawing to the organizer's people."""
    return _drawing(_deck_or_404(request, pk))


def _deck_or_404(request: PersonRequest, pk: int) -> UpperDeck:
    return get_object_or_404(decks().select_related("requested_by", "decided_by"), pk=pk)


def _drawing(deck: UpperDeck) -> FileResponse:
    if not deck.drawing:
        raise Http404
    return kept_document(deck.drawing, deck.drawing_title)


def _show(request: PersonRequest, deck: UpperDeck, refused: dict[str, DeckReasonForm]) -> HttpResponse:
    booking = deck.claim.holder.booking
    forms = {name: decision.form(auto_id=f"{name}_%s") for name, decision in DECISIONS.items()} | refused
    approved = Decimal(0) if deck.shown_state == DeckState.APPROVED else deck.area_sqm
    may_decide = allowed("exhibitors.decide_booking", request.user, booking)
    context = {
        "deck": deck,
        "booth": booth_of(deck),
        "booking": booking,
        "check": check_of(deck),
        "change": deck_cost(booking, deck.claim, approved, at=now())
        if deck.shown_state in {DeckState.REQUESTED, DeckState.APPROVED}
        else None,
        "forms": forms,
        "errors": [error for form in refused.values() for error in form.non_field_errors()],
        "may_decide": may_decide and deck.shown_state == DeckState.REQUESTED,
        "may_withdraw": may_decide and deck.shown_state == DeckState.APPROVED,
    }
    return render(request, "exhibitors/upper_decks/deck.html", context, status=422 if refused else 200)
