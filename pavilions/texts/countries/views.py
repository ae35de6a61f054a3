"""Pages for the names of countries and regions: the list, the list as a file, and the names of one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.audit.history import history_of
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from pavilions.permissions import only
from pavilions.texts.countries.forms import CountryNameForm, CountrySearchForm
from pavilions.texts.countries.models import CountryName
from pavilions.texts.countries.operations import NAME_FIELDS, reset_country_name, set_country_name
from pavilions.texts.countries.queries import country_line, country_lines
from pavilions.texts.countries.tables import COUNTRY_NAME_COLUMNS, CountryNameTable, country_name_rows

directors = only("pavilions.name_countries")


@directors
@require_safe
def country_names(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show every country and region with its names, or return the same rows as a file."""
    form = CountrySearchForm(request.GET)
    lines = country_lines(**form.asked)
    if kind:
        return download("country-names", kind, COUNTRY_NAME_COLUMNS, country_name_rows(lines))
    return list_page(
        request,
        "pavilions/countries/list.html",
        CountryNameTable(lines),
        filter={"form": form},
        has_any=True,
        exports=export_links(request.GET, "country_names:export"),
    )


@directors
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, code: str) -> HttpResponse:
    line = country_line(code)
    if line is None:
        raise Http404
    row = CountryName.objects.filter(country=code).first()
    form = CountryNameForm(request.POST or None, instance=row, code=code, initial={"revision": line.revision})

    def save() -> CountryName:
        typed = {name: form.cleaned_data[name] for name in NAME_FIELDS}
        return set_country_name(code, **typed, seen=form.seen, actor=request.user, at=now())

    if attempt(form, save):
        messages.success(request, _("The names have been saved. They appear everywhere within a few seconds."))
        return redirect("country_names:list")
    context = {"form": form, "line": line, "history": history_of(row, NAME_FIELDS) if row else []}
    return render(request, "pavilions/countries/edit.html", context, status=422 if form.is_bound else 200)


@directors
@require_POST
def reset(request: PersonRequest, code: str) -> HttpResponse:
    perform(
        request,
        lambda: reset_country_name(code, seen=revision_seen(request), actor=request.user, at=now()),
        _("The default names apply again."),
    )
    return redirect("country_names:list")
