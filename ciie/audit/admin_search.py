"""The search of admin lists for a word.

A few matching rows are found by their keys, many by testing row after row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ValidationError
from django.db.models import Func, Model, OuterRef, Q, QuerySet, Subquery, Value

from ciie.web.paging import MOST_COUNTED, is_one_of

FEW = 1_000
"""How many keys are read at once. A longer list is paged up to this many rows."""
FIRST = 20_000
"""How many rows of a list are tested to see whether the word is frequent."""


@dataclass(frozen=True)
class Found:
    """The rows of a list that have a word. If they are not counted, `more_than` is a lower bound of their number."""

    rows: QuerySet[Any]
    more_than: int | None = None


@dataclass(frozen=True)
class Sought:
    """A condition on a field. `path` leads to it over relations to one row each."""

    path: str
    lookup: str
    value: object

    def by_index(self) -> Q:
        return Q(**{f"{self.path}__{self.lookup}": self.value})


def rows_with(rows: QuerySet[Any], fields: Sequence[str], word: str, *, on_a_page: int) -> Found:
    """Return the rows that have the word in one of the fields, in the order of `rows`.

    The indexes of the fields give the keys of all rows that have a word. If there are many, and they are frequent
    enough among the first rows of the list, testing those rows fills a page sooner than an index would.
    """
    sought = [each for field in fields if (each := _sought(rows.model, field, word)) is not None]
    if not sought:
        return Found(rows.none())
    keys = _keys(rows, sought, FEW)
    if keys is None and not _fill(on_a_page, rows, sought):
        keys = _keys(rows, sought, MOST_COUNTED)
    if keys is not None:
        return Found(rows.filter(_are(keys)))
    return Found(_each_tested(rows, sought), more_than=FEW)


def _sought(model: type[Model], field: str, word: str) -> Sought | None:
    """Return the condition on a field, or `None` if the word cannot be a value of it."""
    if field.endswith("__iexact"):
        return Sought(field.removesuffix("__iexact"), "iexact", word)
    if not field.startswith("="):
        return Sought(field, "icontains", word)
    name = field.removeprefix("=")
    try:
        return Sought(name, "exact", get_fields_from_path(model, name)[-1].to_python(word))
    except ValidationError:
        return None


def _keys(rows: QuerySet[Any], sought: Sequence[Sought], few: int) -> list[Any] | None:
    """Return the keys of all rows that have the word, or `None` if there are more than `few`.

    The fields are searched one by one: with one condition over the fields of several tables, PostgreSQL would read all
    of them and use none of their indexes. A row is found by the first of its fields that has the word. Once there are
    too many rows, no further field is read.
    """
    found, others = [], Q()
    for each in sought:
        found.append(rows.order_by().filter(each.by_index()).exclude(others).values_list("pk", flat=True)[: few + 1])
        others |= each.by_index()
    keys = list(found[0].union(*found[1:], all=True).order_by()[: few + 1] if len(found) > 1 else found[0])
    return keys if len(keys) <= few else None


def _each_tested(rows: QuerySet[Any], sought: Sequence[Sought]) -> QuerySet[Any]:
    """Return the rows that fulfil the conditions, which PostgreSQL tests row by row.

    Fields of other tables are read by subqueries, so that PostgreSQL has no choice but to scan the list.
    """
    has_word = Q()
    for number, each in enumerate(sought):
        name = each.path
        if "__" in name:
            own = rows.model._default_manager.filter(pk=OuterRef("pk")).order_by()
            rows = rows.alias(**{f"sought_{number}": Subquery(own.values(name))})
            name = f"sought_{number}"
        has_word |= Q(**{f"{name}__{each.lookup}": each.value})
    return rows.filter(has_word)


def _fill(on_a_page: int, rows: QuerySet[Any], sought: Sequence[Sought]) -> bool:
    """Return whether the first rows of the list contain enough with the word to fill a page."""
    first = rows.values("pk")[:FIRST]
    tested = _each_tested(rows.model._default_manager.filter(pk__in=first), sought)
    return len(tested.order_by().values("pk")[:on_a_page]) == on_a_page


def _are(keys: Sequence[Any]) -> Func:
    """Return the condition that a row has one of these keys, which were read before.

    PostgreSQL then knows how many there are. With a subquery it does not, and scans the whole table to compare.
    """
    return is_one_of("pk", Value(list(keys)))
