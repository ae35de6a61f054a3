"""Booths for organizers: the list, one booth with its history, and withholding a booth from sale."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import decided, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.queries.bookings import booths_with_companies, holder_of
from exhibitors.bookings.tables import BOOTH_COLUMNS, HOLDER_COLUMN, held_booth_rows
from exhibitors.plan_pages.plan_views.filters import BoothFilter
from exhibitors.plan_pages.plan_views.forms import WithholdForm
from exhibitors.plan_pages.plan_views.queries.booths import booth_history
from exhibitors.plan_pages.plan_views.tables import BoothTable
from exhibitors.pricing.queries.cards import calculator_on
from exhibitors.pricing.queries.quotes import list_price
from pavilions.floor.editions.views import edition_of
from pavilions.floor.ledger.operations.booths import release_booth, withhold_booth
from pavilions.floor.ledger.queries import present_booths
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural
from pavilions.permissions import for_organizers, only
from pavilions.plans.queries.booths import with_availability
from pavilions.states import PlanState


@for_organizers
@require_safe
def booths(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the booths of the published plans with their holders, or return the same rows as a file."""
    edition = edition_of(request)
    found = BoothFilter(request.GET, queryset=booths_with_companies(edition), edition=edition)
    rows = found.qs.order_by("plan__hall__position", "plan__hall__name", natural("number"))
    if kind:
        lines = held_booth_rows(in_pieces(rows))
        return download(f"booths-{edition.number}", kind, (*BOOTH_COLUMNS, HOLDER_COLUMN), lines)
    return list_page(
        request,
        "exhibitors/plan_views/organizer_booths.html",
        BoothTable(rows),
        filter=found,
        exports=export_links(request.GET, "organizer:booths_export", edition=edition.number),
        edition=edition,
    )


@for_organizers
@require_safe
def booth(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, pk, None)


@only("pavilions.plan_floor")
@require_POST
def withhold(request: PersonRequest, pk: int) -> HttpResponse:
    form = WithholdForm(request.POST)
    withheld = decided(form, withhold_booth, pk, arguments={"reason": "blocked_reason"}, actor=request.user)
    if withheld:
        messages.success(request, _("Booth %(booth)s has been withheld from sale.") % {"booth": withheld})
        return redirect("organizer:booth", pk)
    return _show(request, pk, form)


@only("pavilions.plan_floor")
@require_POST
def release(request: PersonRequest, pk: int) -> HttpResponse:
    perform(
        request,
        lambda: release_booth(pk, seen=revision_seen(request), actor=request.user, at=now()),
        lambda released: _("Booth %(booth)s is back on sale.") % {"booth": released},
    )
    return redirect("organizer:booth", pk)


def _show(request: PersonRequest, pk: int, refused: WithholdForm | None) -> HttpResponse:
    rows = with_availability(Booth.objects.all()).select_related("plan__hall", "plan__edition", "allotment__sector")
    found = get_object_or_404(rows, pk=pk)
    edition, at = found.plan.edition, now()
    form = refused or WithholdForm(initial={"revision": found.revision})
    context = {
        "booth": found,
        "holder": holder_of(found),
        "history": booth_history(found),
        "became": present_booths([pk]).get(pk, ()) if found.plan.state != PlanState.PUBLISHED else (),
        "form": form,
        "price": list_price(found, calculator_on(edition, at), day_of(at, edition.zone)),
        "may_plan": allowed("pavilions.plan_floor", request.user, found.plan.hall),
    }
    return render(request, "exhibitors/plan_views/booth.html", context, status=422 if form.is_bound else 200)
