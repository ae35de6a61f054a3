"""Companies on others' stands: those of one booking with their charges, and all of an edition for organizers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.blocks.queries import share_sqm
from exhibitors.bookings.views import booking_for
from exhibitors.co_exhibitors.filters import CoExhibitorFilter
from exhibitors.co_exhibitors.forms import ENTRY_FIELDS, CoExhibitorChangeForm, CoExhibitorForm, FeeForm
from exhibitors.co_exhibitors.models import CoExhibitorFee
from exhibitors.co_exhibitors.operations import (
    change_co_exhibitor,
    enter_co_exhibitor,
    remove_co_exhibitor,
    set_co_exhibitor_fee,
)
from exhibitors.co_exhibitors.queries import (
    charges_of,
    co_exhibitors_in,
    co_exhibitors_of,
    companies_on_show,
    fees_of,
    most_of_a_kind,
    revision_of_fees,
)
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.co_exhibitors.tables import CO_EXHIBITOR_COLUMNS, CoExhibitorTable, StandTable, co_exhibitor_rows
from exhibitors.companies.views.access import DeskRequest
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers


@login_required
@require_safe
def index(request: DeskRequest, pk: int, kind: str = "") -> HttpResponseBase:
    """The companies on a booking's stand with their charges, or the same rows as a file."""
    booking = booking_for(request, pk)
    rows = co_exhibitors_of(booking)
    found = CoExhibitorFilter(request.GET, queryset=rows)
    if kind:
        return download(f"on-the-stand-{pk}", kind, CO_EXHIBITOR_COLUMNS, co_exhibitor_rows(found.qs))
    return list_page(
        request,
        "exhibitors/co_exhibitors/desk_co_exhibitors.html",
        StandTable(found.qs),
        filter=found,
        has_any=rows.exists(),
        exports=export_links(request.GET, "desk:co_exhibitors_export", pk),
        booking=booking,
        most=most_of_a_kind(share_sqm(pk)),
        charges=charges_of(booking),
        fees=[(CoExhibitorKind(kind).label, amount) for kind, amount in fees_of(booking.edition).items()],
        may_name=allowed("exhibitors.name_co_exhibitors", request.user, booking),
    )


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: DeskRequest, pk: int) -> HttpResponse:
    booking = booking_for(request, pk, permission="exhibitors.name_co_exhibitors")
    form = CoExhibitorForm(request.POST or None)
    if attempt(form, lambda: enter_co_exhibitor(pk, form.entry(), actor=request.user, at=now())):
        messages.success(request, _("Added. It is charged separately and has its own catalogue entry."))
        return redirect("desk:co_exhibitors", pk)
    context = {"booking": booking, "form": form, "row": None, "may_name": True}
    return render(request, "exhibitors/co_exhibitors/co_exhibitor.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def show(request: DeskRequest, pk: int, entry: int) -> HttpResponse:
    """An entry, changed by those who may."""
    permission = "exhibitors.name_co_exhibitors" if request.method == "POST" else "exhibitors.see_booking"
    booking = booking_for(request, pk, permission=permission)
    row = get_object_or_404(co_exhibitors_of(booking), pk=entry)
    shown = {**model_to_dict(row, ENTRY_FIELDS), "revision": row.revision}
    form = CoExhibitorChangeForm(request.POST or None, initial=shown)
    if attempt(form, lambda: change_co_exhibitor(entry, form.entry(), seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The entry has been saved."))
        return redirect("desk:co_exhibitors", pk)
    may_name = allowed("exhibitors.name_co_exhibitors", request.user, booking)
    context = {"booking": booking, "form": form, "row": row, "may_name": may_name}
    return render(request, "exhibitors/co_exhibitors/co_exhibitor.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def remove(request: DeskRequest, pk: int, entry: int) -> HttpResponse:
    booking = booking_for(request, pk, permission="exhibitors.name_co_exhibitors")
    get_object_or_404(co_exhibitors_of(booking), pk=entry)
    perform(
        request,
        lambda: remove_co_exhibitor(entry, seen=revision_seen(request), actor=request.user, at=now()),
        _("Removed from the stand. Its charge no longer applies."),
    )
    return redirect("desk:co_exhibitors", pk)


@for_organizers
@require_http_methods(["GET", "POST"])
def co_exhibitors(request: PersonRequest) -> HttpResponse:
    """The list with its figures; posting sets a fee."""
    edition = edition_of(request)
    form = FeeForm(request.POST or None, initial={"revision": revision_of_fees(edition.pk)})

    def set_it() -> CoExhibitorFee:
        kind, amount = CoExhibitorKind(form.cleaned_data["kind"]), form.cleaned_data["amount"]
        return set_co_exhibitor_fee(edition.pk, kind, amount, seen=form.seen, actor=request.user, at=now())

    if attempt(form, set_it):
        messages.success(request, _("The fee has been set."))
        return redirect("organizer:co_exhibitors")
    found = _narrowed(request, edition)
    return list_page(
        request,
        "exhibitors/co_exhibitors/organizer_co_exhibitors.html",
        CoExhibitorTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "organizer:co_exhibitors_export", edition=edition.number),
        status=422 if form.is_bound else 200,
        edition=edition,
        figures=companies_on_show(edition.pk),
        fees=[(CoExhibitorKind(kind).label, amount) for kind, amount in fees_of(edition).items()],
        form=form,
        may_set=allowed("exhibitors.set_prices", request.user),
    )


@for_organizers
@require_safe
def export(request: PersonRequest, kind: str) -> HttpResponseBase:
    edition = edition_of(request)
    rows = co_exhibitor_rows(_narrowed(request, edition).qs.iterator(chunk_size=ROWS_READ_AT_ONCE))
    return download(f"co-exhibitors-{edition.number}", kind, CO_EXHIBITOR_COLUMNS, rows)


def _narrowed(request: PersonRequest, edition: Edition) -> CoExhibitorFilter:
    return CoExhibitorFilter(request.GET, queryset=co_exhibitors_in(edition).order_by("name", "pk"))
