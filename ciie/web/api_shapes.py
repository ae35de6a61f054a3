"""What every answer of the API is made of: figures, texts, lists in pages."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, Field, PlainSerializer

from ciie.web.problems import Problem

MOST_PER_PAGE = 200

SquareMetres = Annotated[Decimal, PlainSerializer(float, return_type=float)]
"""Two decimal places: exact here, and a JSON number outside."""


def _storable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(_("This contains half a character (a lone surrogate).")) from error
    if "\x00" in text:
        raise ValueError(_("This contains a character (NUL) that no text contains."))
    return text


Text = Annotated[str, AfterValidator(_storable)]


class Page(Schema):
    """Which part of a list is wanted."""

    limit: int = Field(50, ge=1, le=MOST_PER_PAGE)
    offset: int = Field(0, ge=0, le=10_000_000)


class Listed[Item](Schema):
    """A part of a list, and how many there are in all."""

    items: list[Item]
    count: int


def listed[M: Model, Row](
    rows: QuerySet[M, Row], page: Page, show: Callable[[Sequence[Row]], list[Any]]
) -> dict[str, object]:
    """The page of these rows, shown together so that what belongs to them is read at once."""
    return {"items": show(list(rows[page.offset : page.offset + page.limit])), "count": rows.count()}


def refusals(*statuses: int) -> dict[int, type[Problem]]:
    """The problems an endpoint may answer with, for its description."""
    return dict.fromkeys((*statuses, 401, 429), Problem)
