"""The organizer's list of offers, the page of an offer, and the decisions on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import decided
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.models import Booking
from exhibitors.money.sales.filters import OfferFilter
from exhibitors.money.sales.forms.offers import ExtendForm, MakeForm, WithdrawForm
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import extend_offer, make_offer, withdraw_offer
from exhibitors.money.sales.queries.offers import (
    default_last_day,
    is_outdated,
    listed_offers,
    offer_counts,
    shown_offer,
)
from exhibitors.money.sales.states import OfferState
from exhibitors.money.sales.tables import OFFER_COLUMNS, OfferTable, offer_rows
from exhibitors.states import BookingState
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers, only


@for_organizers
@require_safe
def offers(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the offers of an edition, earliest last day first, or download the same rows as a file."""
    edition, at = edition_of(request), now()
    found = OfferFilter(request.GET, queryset=listed_offers(edition), edition=edition, at=at)
    rows = found.qs.order_by("last_day", "pk")
    if kind:
        files = offer_rows(in_pieces(rows))
        return download(f"offers-{edition.number}", kind, OFFER_COLUMNS, files)
    counts = offer_counts(edition, at=at)
    return list_page(
        request,
        "exhibitors/sales/offers.html",
        OfferTable(rows),
        filter=found,
        has_any=counts.has_any,
        exports=export_links(request.GET, "organizer:offers_export", edition=edition.number),
        edition=edition,
        counts=counts,
        may_run=allowed("exhibitors.run_offers", request.user),
    )


@for_organizers
@require_safe
def offer(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one offer as it was made, how it was answered, and what can be done with it."""
    return _show_offer(request, _offer(pk))


@only("exhibitors.run_offers")
@require_POST
def extend(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = _offer(pk), ExtendForm(request.POST, auto_id="extend_%s")
    if decided(form, extend_offer, found.pk, actor=request.user):
        messages.success(request, _("Offer extended. The exhibitor will be notified by email."))
        return redirect("organizer:offer", pk)
    return _show_offer(request, _offer(pk), extend_form=form)


@only("exhibitors.run_offers")
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = _offer(pk), WithdrawForm(request.POST, auto_id="withdraw_%s")
    if decided(form, withdraw_offer, found.pk, actor=request.user):
        messages.success(request, _("Offer withdrawn. The exhibitor will be notified by email."))
        return redirect("organizer:offer", pk)
    return _show_offer(request, _offer(pk), withdraw_form=form)


@only("exhibitors.run_offers")
@require_http_methods(["GET", "POST"])
def make(request: PersonRequest, pk: int) -> HttpResponse:
    """Make an offer for an approved booking, and withdraw the one that stands."""
    booking = get_object_or_404(Booking.objects.select_related("company", "edition"), pk=pk)
    initial = {"revision": booking.revision, "last_day": default_last_day(booking.edition, at=now())}
    form = MakeForm(request.POST or None, initial=initial)
    if form.is_bound and (made := decided(form, make_offer, pk, actor=request.user)):
        messages.success(request, _("Offer made. The exhibitor will be notified by email."))
        return redirect("organizer:offer", made.pk)
    context = {"booking": booking, "shown": shown_offer(booking, at=now()), "form": form}
    return render(request, "exhibitors/sales/make.html", context, status=422 if form.is_bound else 200)


def _offer(pk: int) -> Offer:
    rows = Offer.objects.select_related(
        "booking__company", "booking__edition", "terms__edition", "made_by", "answered_by", "acceptance__person"
    )
    return get_object_or_404(rows, pk=pk)


def _show_offer(request: PersonRequest, found: Offer, **sent: RevisionForm) -> HttpResponse:
    booking, at = found.booking, now()
    is_sent = found.state == OfferState.SENT
    may_run = allowed("exhibitors.run_offers", request.user, booking)
    initial = {"revision": found.revision}
    context = {
        "offer": found,
        "booking": booking,
        "edition": booking.edition,
        "lines": found.lines.order_by("position"),
        "is_outdated": is_sent and is_outdated(found, booking, at=at),
        "may_change": may_run and is_sent,
        "may_make": may_run and booking.state == BookingState.APPROVED and booking.goes_by_offer,
        "extend_form": ExtendForm(initial=initial, auto_id="extend_%s"),
        "withdraw_form": WithdrawForm(initial=initial, auto_id="withdraw_%s"),
        **sent,
    }
    return render(request, "exhibitors/sales/offer.html", context, status=422 if sent else 200)
