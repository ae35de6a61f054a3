"""The rows of an admin's list that have a word: few are found by their keys, many by looking at row after row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ValidationError
from django.db.models import Func, Model, OuterRef, Q, QuerySet, Subquery, Value

from ciie.web.paging import MOST_COUNTED, is_one_of

FEW = 1_000
"""Rows whose keys are read at once; a list of more is paged to so many."""
FIRST = 20_000
"""Rows of a list that are looked at to see whether those with a word come often."""


@dataclass(frozen=True)
class Found:
    """The rows of a list that have a word, and how many they are more than, where they are not counted."""

    rows: QuerySet[Any]
    more_than: int | None = None


@dataclass(frozen=True)
class Sought:
    """What a field has to be: `path` leads to it, over relations to one row each."""

    path: str
    lookup: str
    value: object

    def by_index(self) -> Q:
        return Q(**{f"{self.path}__{self.lookup}": self.value})


def rows_with(rows: QuerySet[Any], fields: Sequence[str], word: str, *, on_a_page: int) -> Found:
    """Those that have the word in one of the fields, in the order of `rows`.

    The indexes of the fields give the keys of all rows that have a word. Where they are many, and come often enough
    among the first rows of the list, a page is full before an index would have given them.
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
    """What a field has to be; None where the word is no value of it."""
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
    """Keys of all rows that have the word; None where these are more than `few`.

    Field by field: with one condition over the fields of several tables PostgreSQL reads all of them, and uses none of
    their indexes. A row is found by its first field that has the word; once there are too many, no further one is read.
    """
    found, others = [], Q()
    for each in sought:
        found.append(rows.order_by().filter(each.by_index()).exclude(others).values_list("pk", flat=True)[: few + 1])
        others |= each.by_index()
    keys = list(found[0].union(*found[1:], all=True).order_by()[: few + 1] if len(found) > 1 else found[0])
    return keys if len(keys) <= few else None


def _each_tested(rows: QuerySet[Any], sought: Sequence[Sought]) -> QuerySet[Any]:
    """The rows with a condition on each alone.

    Fields of other tables are read by statements within the statement, so that PostgreSQL has no way but to go through
    the list.
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
    """Whether a page is full of those among the first rows that have the word."""
    first = rows.values("pk")[:FIRST]
    tested = _each_tested(rows.model._default_manager.filter(pk__in=first), sought)
    return len(tested.order_by().values("pk")[:on_a_page]) == on_a_page


def _are(keys: Sequence[Any]) -> Func:
    """That a row has one of these keys, which were read before: PostgreSQL then knows how few or many they are.

    Of a statement within the statement it does not, and reads the table from end to end to compare it with them.
    """
    return is_one_of("pk", Value(list(keys)))
