"""Pages of blocks for organizers: the list, opening one, one with its figures, and space by country."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_countries import countries

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import attempt
from exhibitors.bookings.blocks.filters import BlockFilter
from exhibitors.bookings.blocks.forms import BlockOpeningForm, CountrySearchForm
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.blocks.operations.blocks import open_block
from exhibitors.bookings.blocks.queries import (
    block_figures,
    block_history,
    blocks_of_country,
    country_lines,
    lines_called,
    pavilions_of_country,
    shares_with_booths,
    with_sums,
)
from exhibitors.bookings.blocks.tables import (
    BLOCK_COLUMNS,
    COUNTRY_COLUMNS,
    BlockTable,
    CountryTable,
    block_rows,
    country_rows,
)
from exhibitors.bookings.models import Booking
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers

LINES_SHOWN = 200


@for_organizers
@require_safe
def blocks(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the blocks of an edition, or export the same rows."""
    edition = edition_of(request)
    found = BlockFilter(request.GET, queryset=with_sums(_blocks().filter(booking__edition=edition)))
    rows = found.qs.order_by("name", "pk")
    if kind:
        lines = block_rows(in_pieces(rows))
        return download(f"blocks-{edition.number}", kind, BLOCK_COLUMNS, lines)
    return list_page(
        request,
        "exhibitors/blocks/organizer_blocks.html",
        BlockTable(rows),
        filter=found,
        exports=export_links(request.GET, "organizer:shared_blocks_export", edition=edition.number),
        edition=edition,
    )


@for_organizers
@require_safe
def block(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_blocks(), pk=pk)
    context = {
        "shared": found,
        "figures": block_figures(found),
        "shares": shares_with_booths(pk).order_by("company__name", "pk")[:LINES_SHOWN],
        "may_run": allowed("exhibitors.run_block", request.user, found),
        "history": block_history(found, viewer=request.user),
    }
    return render(request, "exhibitors/blocks/organizer_block.html", context)


@for_organizers
@require_http_methods(["GET", "POST"])
def open_up(request: PersonRequest, pk: int) -> HttpResponse:
    """Open a booking as a block, with terms that the organizer writes together with the agency."""
    booking = get_object_or_404(Booking.objects.select_related("company", "edition"), pk=pk)
    require("exhibitors.open_block", request.user, booking)
    initial = {
        "name": booking.company.name,
        "country": booking.company.country,
        "currency": booking.edition.currency,
        "is_open": True,
        "revision": booking.revision,
    }
    form = BlockOpeningForm(request.POST or None, initial=initial, may_move_return=True)
    opened = attempt(form, lambda: open_block(pk, form.terms(), seen=form.seen, actor=request.user, at=now()))
    if opened:
        messages.success(request, _("The block is open. The agency will be notified by email."))
        return redirect("organizer:shared_block", pk)
    context = {"booking": booking, "form": form}
    return render(request, "exhibitors/blocks/block_form.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_safe
def nations(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the pavilion, blocks and individual space of each country or region, or export the same rows."""
    edition, form = edition_of(request), CountrySearchForm(request.GET)
    lines = lines_called(country_lines(edition), form.asked)
    if kind:
        return download(f"countries-{edition.number}", kind, COUNTRY_COLUMNS, country_rows(lines))
    return list_page(
        request,
        "exhibitors/blocks/countries.html",
        CountryTable(lines),
        filter={"form": form},
        is_empty=not form.asked,
        exports=export_links(request.GET, "organizer:nations_export", edition=edition.number),
        edition=edition,
    )


@for_organizers
@require_safe
def nation(request: PersonRequest, code: str) -> HttpResponse:
    """Show the national pavilion and the blocks of one country or region."""
    edition, code = edition_of(request), code.upper()
    if code not in dict(countries):
        raise Http404
    context = {
        "edition": edition,
        "code": code,
        "country_name": countries.name(code),
        "line": next((line for line in country_lines(edition) if line.code == code), None),
        "pavilions": pavilions_of_country(edition, code),
        "blocks": blocks_of_country(edition, code),
    }
    return render(request, "exhibitors/blocks/country.html", context)


def _blocks() -> QuerySet[Block]:
    return Block.objects.select_related("booking__company", "booking__edition")
