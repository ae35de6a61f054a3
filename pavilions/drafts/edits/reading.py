"""An edit as it was sent: read, or refused in a sentence that says which of its values cannot be, and what could."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import figure_words
from pavilions.drafts.edits.edits import EDIT, Edit

NAMES: Final[Mapping[str, Promise]] = {
    "aisle": gettext_lazy("Width of the aisles between rows (m)"),
    "aisle_every": gettext_lazy("Aisle after rows"),
    "allotment": gettext_lazy("Sector"),
    "area_sqm": gettext_lazy("First part (m²)"),
    "blocked_reason": gettext_lazy("Blocked because"),
    "clearance_cm": gettext_lazy("Clearance (m)"),
    "columns": gettext_lazy("Columns"),
    "cross_aisle": gettext_lazy("Width of the aisles between columns (m)"),
    "cross_every": gettext_lazy("Aisle after columns"),
    "depth": gettext_lazy("Depth (m)"),
    "digits": gettext_lazy("Digits"),
    "direction": gettext_lazy("Direction"),
    "dx": gettext_lazy("To the right (m)"),
    "dy": gettext_lazy("Down (m)"),
    "gap_x": gettext_lazy("Gap across (m)"),
    "gap_y": gettext_lazy("Gap down (m)"),
    "kind": gettext_lazy("Kind"),
    "number": gettext_lazy("Number"),
    "open_sides_override": gettext_lazy("Open sides"),
    "origin": gettext_lazy("Left and top (m)"),
    "parts": gettext_lazy("Parts"),
    "prefix": gettext_lazy("Prefix"),
    "ring": gettext_lazy("Corners"),
    "row_letter": gettext_lazy("Letter of the first row"),
    "rows": pgettext_lazy("number of", "Rows"),
    "start": gettext_lazy("Start"),
    "step": gettext_lazy("Step"),
    "times": gettext_lazy("Times"),
    "turn": gettext_lazy("Turned by (°)"),
    "width": gettext_lazy("Width (m)"),
}
"""What the editor's fields are called, by what edits call them."""

IN_CM: Final = frozenset(
    {"aisle", "clearance_cm", "cross_aisle", "depth", "dx", "dy", "gap_x", "gap_y", "origin", "ring", "width"}
)
"""Sent in centimetres, and typed in metres."""

LIMITS: Final[Mapping[str, tuple[str, Promise]]] = {
    "greater_than": ("gt", gettext_lazy("“%(name)s” has to be more than %(limit)s.")),
    "greater_than_equal": ("ge", gettext_lazy("“%(name)s” has to be at least %(limit)s.")),
    "less_than_equal": ("le", gettext_lazy("“%(name)s” can be at most %(limit)s.")),
    "string_too_long": ("max_length", gettext_lazy("“%(name)s” can have at most %(limit)s characters.")),
}
WHOLE: Final = frozenset({"int_type", "int_from_float"})
FIGURES: Final = frozenset({"float_type", "decimal_type", "decimal_parsing", "finite_number"})


def edit_in(body: bytes) -> Edit:
    """Raises `Invalid`; its `field` is the place of the value in the body."""
    try:
        return EDIT.validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"][1:]))
        raise Invalid(_sentence(first), code="invalid", field=place[:200] or None) from error


def _sentence(fault: ErrorDetails) -> str:
    of_kind = fault["type"]
    place = next((str(part) for part in reversed(fault["loc"][1:]) if part in NAMES), None)
    if of_kind == "too_long":
        return _("That is too much at once. Edit fewer booths in one go.")
    if place is None:
        return _("The plan cannot be changed like this. Reload the page and try again.")
    if of_kind in LIMITS:
        key, sentence = LIMITS[of_kind]
        return str(sentence) % {"name": NAMES[place], "limit": _limit(place, fault["ctx"][key])}
    return _what_it_is(place, of_kind) % {"name": NAMES[place]}


def _limit(place: str, limit: Decimal | float) -> str:
    figure = Decimal(limit)
    return figure_words(figure / 100 if place in IN_CM else figure)


def _what_it_is(place: str, of_kind: str) -> str:
    if of_kind in WHOLE and place in IN_CM:
        return _("“%(name)s” has to be a figure in metres, with at most two decimals.")
    if of_kind in WHOLE:
        return _("“%(name)s” has to be a whole number.")
    if of_kind in FIGURES:
        return _("“%(name)s” has to be a figure.")
    if of_kind == "string_pattern_mismatch":
        return _("“%(name)s” can be one or two capital letters, or none.")
    if of_kind == "missing":
        return _("“%(name)s” is missing.")
    return _("“%(name)s” cannot be like this. Choose or type something else.")
