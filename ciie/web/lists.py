"""List pages: a filtered table in pages of a fixed size, whose rows alone are sent when htmx asks for them."""

from collections.abc import Sequence

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig, Table

from ciie.web.pagination import ROWS_PER_PAGE

ROWS_ALONE = "layout/rows_alone.html"


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

    `rows` is the table, which is ordered and paged as the query string asks, or what a page without a table lists. The
    context usually holds `filter`, and `exports` from `export_links`.

    `has_any` says whether there is anything to filter at all. Without anything the filter bar is not shown. Where it is
    not given, a list that is empty though nothing was asked has nothing yet.
    """
    if isinstance(rows, Table):
        RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE, "silent": True}).configure(rows)
        context["table"], is_found = rows, len(rows.rows) > 0
    else:
        is_found = len(rows) > 0
    is_narrowed = has_any or (has_any is None and "filter" in context and bool(request.GET))
    context = {"has_any": has_any, "is_found": is_found, "is_empty": not is_narrowed, **context}
    context["layout"] = ROWS_ALONE if getattr(request, "htmx", False) else layout
    return render(request, template, context, status=status)
