"""List pages: a filtered table with pages of a fixed size, whose rows alone are sent to htmx."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from ciie.web.paging import BoundedPaginator

ROWS_ALONE = "layout/rows_alone.html"
ROWS_PER_PAGE = 50


def list_page(
    request: HttpRequest,
    template: str,
    rows: Table | Page[object] | Sequence[object],
    *,
    layout: str = "base.html",
    has_any: bool | None = None,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """Render `template`, which extends `layout/list.html`.

    `rows` is the table, which is sorted and paged by the query string, or the rows that a page without a table lists.
    The context usually contains `filter`, and `exports` from `export_links`.

    `has_any` says whether there is anything to filter at all; if not, the filter bar is hidden. By default, a list that
    is empty without any filter has nothing yet.
    """
    if isinstance(rows, Table):
        RequestConfig(request, paginate=False).configure(rows)
        rows.paginate(BoundedPaginator, per_page=ROWS_PER_PAGE)  # whatever `?per_page=` says
        rows.page = rows.paginator.get_page(request.GET.get(rows.prefixed_page_field))
        context["table"], is_found = rows, rows.paginator.count > 0
    else:
        is_found = len(rows) > 0
    scope = _scope(request, context.get("filter"))
    asked = any(name not in scope for name in request.GET)
    is_narrowed = has_any or (has_any is None and "filter" in context and asked)
    context = {"has_any": has_any, "is_found": is_found, "is_empty": not is_narrowed, **context}
    context |= {
        "scope": scope,
        "is_asked": asked,
        "everything": f"{request.path}?{urlencode(scope)}" if scope else request.path,
    }
    context["layout"] = ROWS_ALONE if getattr(request, "htmx", False) else layout
    return render(request, template, context, status=status)


def _scope(request: HttpRequest, narrowed: object) -> dict[str, str]:
    """Return the parameter that selects what the list is about, unless it is one of the list's filters."""
    fields = narrowed.form.fields if isinstance(narrowed, FilterSet) else {}
    scope = settings.SCOPE
    return {scope: request.GET[scope]} if scope in request.GET and scope not in fields else {}


def page_of[M: Model](request: HttpRequest, rows: QuerySet[M], *, size: int = ROWS_PER_PAGE) -> Page[M]:
    """Return the page that `?page=` requests, or the nearest one. It takes two queries, however many rows there are."""
    return BoundedPaginator(rows, size).get_page(request.GET.get("page"))


def named(address: str, name: str, note: str) -> SafeString:
    return format_html(
        '<span class="row-name"><a href="{}">{}</a><span class="text-soft">{}</span></span>', address, name, note
    )
