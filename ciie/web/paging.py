"""Pages of long lists. Rows are counted up to a bound, since counting millions takes longer than the page itself."""

from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, F, Func, QuerySet, Value

MOST_COUNTED = 25_000
"""The bound. Nobody goes through 500 pages; later rows are found by searching or filtering."""


class BoundedPaginator(Paginator):
    """Pages of the first rows, at most `MOST_COUNTED`. `has_more` says whether there are others."""

    template_name = "admin/bounded_pagination.html"  # where unfold looks for the admin's template

    _known: int | None = None

    def has_more_than(self, rows: int) -> None:
        """Page this many rows without counting, because the caller knows that there are more."""
        self._known = rows

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED) if self._known is None else self._known

    @property
    def has_more(self) -> bool:
        return self._known is not None or self._counted > MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        rows = getattr(getattr(self.object_list, "data", None), "data", self.object_list)  # the rows that a table shows
        if isinstance(rows, QuerySet):
            bare = rows.order_by()
            if not rows.query.values_select and not rows.query.combinator:
                bare = bare.values("pk")  # without annotations of each row
            return bare[: MOST_COUNTED + 1].count()
        return len(self.object_list)


class NarrowedPaginator(BoundedPaginator):
    """Pages of a part of a table, whose rows are found by their keys if they are counted.

    PostgreSQL would otherwise follow the order of the table until it has found enough rows of the part to fill a page:
    for a small or an old part, that is most of the table.
    """

    def page(self, number: int | str) -> Page[Any]:
        rows = self.object_list
        if self.has_more or not self.count or not isinstance(rows, QuerySet):
            return super().page(number)
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        part = rows.filter(is_one_of("pk", ArraySubquery(rows.order_by().values("pk"))))
        shown = part.values("pk")[first : first + self.per_page]
        return Page(rows.filter(is_one_of("pk", ArraySubquery(shown))), number, self)


def is_one_of(column: str, keys: Value | ArraySubquery) -> Func:
    """Return the condition that a column has one of these keys, which PostgreSQL then looks up in its index."""
    return Func(F(column), keys, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())


def sorted_alone(column: str) -> Func:
    """Return the expression by which to sort a part of a table if an index has the order of all of it.

    PostgreSQL would otherwise follow that index through everything between two rows of the part.
    """
    return Func(F(column), function="GREATEST")
