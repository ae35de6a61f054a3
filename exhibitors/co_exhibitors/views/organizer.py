"""Companies on others' stands as organizers see them, how many companies are on show, and what each costs."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.pagination import ROWS_PER_PAGE
from ciie.web.refusals import attempt
from exhibitors.co_exhibitors.filters import CoExhibitorFilter
from exhibitors.co_exhibitors.forms import FeeForm
from exhibitors.co_exhibitors.operations import set_co_exhibitor_fee
from exhibitors.co_exhibitors.queries import co_exhibitors_in, companies_on_show, fees_of, revision_of_fees
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.co_exhibitors.tables import CO_EXHIBITOR_COLUMNS, CoExhibitorTable, co_exhibitor_rows
from exhibitors.edition_choice import edition_of
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
    narrowed = CoExhibitorFilter(request.GET, queryset=co_exhibitors_in(edition))
    table = CoExhibitorTable(narrowed.qs.order_by("name", "pk"))
    RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE, "silent": True}).configure(table)
    context = {
        "edition": edition,
        "filter": narrowed,
        "table": table,
        "figures": companies_on_show(edition.pk),
        "fees": [(CoExhibitorKind(kind).label, amount) for kind, amount in fees_of(edition).items()],
        "form": form,
        "may_set": allowed("exhibitors.set_prices", request.user),
        "exports": export_links(
            request.GET, lambda kind: reverse("organizer:co_exhibitors_export", args=[kind]), edition=edition.number
        ),
    }
    template = f"exhibitors/co_exhibitors/organizer_co_exhibitors.html{'#rows' if request.htmx else ''}"
    return render(request, template, context, status=422 if form.is_bound else 200)


@for_organizers
@require_safe
def export_co_exhibitors(request: PersonRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    """The filtered list as `csv` or `xlsx`."""
    edition = edition_of(request)
    found = CoExhibitorFilter(request.GET, queryset=co_exhibitors_in(edition)).qs.order_by("name", "pk")
    rows = co_exhibitor_rows(found.iterator(chunk_size=ROWS_READ_AT_ONCE))
    return download(f"co-exhibitors-{edition.number}", kind, CO_EXHIBITOR_COLUMNS, rows)
