"""Pages of long lists: rows are counted up to a bound, since counting millions takes longer than the page itself."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import F, Func, QuerySet

MOST_COUNTED = 25_000
"""Nobody turns 500 pages; later rows are found by searching or filtering."""


class BoundedPaginator(Paginator):
    """Pages of the first rows, at most `MOST_COUNTED`; `has_more` says that there are others."""

    template_name = "admin/bounded_pagination.html"  # where unfold looks for the admin's

    _known: int | None = None

    def has_more_than(self, rows: int) -> None:
        """Page so many rows and count none: somebody has found that there are more."""
        self._known = rows

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED) if self._known is None else self._known

    @property
    def has_more(self) -> bool:
        return self._known is not None or self._counted > MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        rows = getattr(getattr(self.object_list, "data", None), "data", self.object_list)  # what a table shows
        if isinstance(rows, QuerySet):
            bare = rows.order_by()
            if not rows.query.values_select and not rows.query.combinator:
                bare = bare.values("pk")  # without what is worked out for each row
            return bare[: MOST_COUNTED + 1].count()
        return len(self.object_list)


def sorted_alone(column: str) -> Func:
    """What to sort a part of a table by, where an index has the order of all of it.

    PostgreSQL would follow that index through everything that lies between two rows of the part.
    """
    return Func(F(column), function="GREATEST")
