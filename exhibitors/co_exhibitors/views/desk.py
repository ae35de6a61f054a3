"""The companies on a booking's stand: the list with its charges, entering, changing and taking off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.blocks.queries.blocks import share_sqm
from exhibitors.bookings.views import booking_for
from exhibitors.co_exhibitors.filters import CoExhibitorFilter
from exhibitors.co_exhibitors.forms import ENTRY_FIELDS, CoExhibitorChangeForm, CoExhibitorForm
from exhibitors.co_exhibitors.operations import change_co_exhibitor, enter_co_exhibitor, remove_co_exhibitor
from exhibitors.co_exhibitors.queries import charges_of, co_exhibitors_of, fees_of, most_of_a_kind
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.co_exhibitors.tables import CO_EXHIBITOR_COLUMNS, StandTable, co_exhibitor_rows
from exhibitors.companies.views.access import DeskRequest


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
    if form.is_valid():
        entry = form.entry()
        if attempt(form, lambda: enter_co_exhibitor(pk, entry, actor=request.user, at=now())):
            messages.success(request, _("Entered, with a charge and a catalogue entry of its own."))
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
    if form.is_valid():
        written = form.entry()
        if attempt(form, lambda: change_co_exhibitor(entry, written, seen=form.seen, actor=request.user, at=now())):
            messages.success(request, _("The entry is saved."))
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
        _("Taken off the stand, and its charge with it."),
    )
    return redirect("desk:co_exhibitors", pk)
