"""Companies on others' stands as organizers see them, how many companies are on show, and what each costs."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt
from exhibitors.co_exhibitors.filters import CoExhibitorFilter
from exhibitors.co_exhibitors.forms import FeeForm
from exhibitors.co_exhibitors.operations import set_co_exhibitor_fee
from exhibitors.co_exhibitors.queries import co_exhibitors_in, companies_on_show, fees_of, revision_of_fees
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.co_exhibitors.tables import CO_EXHIBITOR_COLUMNS, CoExhibitorTable, co_exhibitor_rows
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers


@for_organizers
@require_http_methods(["GET", "POST"])
def co_exhibitors(request: PersonRequest) -> HttpResponse:
    """The list with its figures; posting sets a fee."""
    edition = edition_of(request)
    form = FeeForm(request.POST or None, initial={"revision": revision_of_fees(edition.pk)})
    if form.is_valid():
        kind, amount = CoExhibitorKind(form.cleaned_data["kind"]), form.cleaned_data["amount"]
        if attempt(
            form,
            lambda: set_co_exhibitor_fee(edition.pk, kind, amount, seen=form.seen, actor=request.user, at=now()),
        ):
            messages.success(request, _("The fee is set."))
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
