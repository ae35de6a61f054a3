"""Lists in pages of a fixed size."""

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

ROWS_PER_PAGE = 50


def page_of[M: Model](request: HttpRequest, rows: QuerySet[M], *, size: int = ROWS_PER_PAGE) -> Page[M]:
    """The page that `?page=` asks for, or the nearest there is; two queries however many rows there are."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
