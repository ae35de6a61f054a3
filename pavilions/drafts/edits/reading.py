"""Parsing an edit: errors become a sentence that names the invalid value and says what is allowed."""

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
"""The labels of the editor's fields, by their names in edits."""

IN_CM: Final = frozenset(
    {"aisle", "clearance_cm", "cross_aisle", "depth", "dx", "dy", "gap_x", "gap_y", "origin", "ring", "width"}
)
"""Sent in centimetres, typed in metres."""

LIMITS: Final[Mapping[str, tuple[str, Promise]]] = {
    "greater_than": ("gt", gettext_lazy("“%(name)s” has to be more than %(limit)s.")),
    "greater_than_equal": ("ge", gettext_lazy("“%(name)s” has to be at least %(limit)s.")),
    "less_than_equal": ("le", gettext_lazy("“%(name)s” can be at most %(limit)s.")),
    "string_too_long": ("max_length", gettext_lazy("“%(name)s” can have at most %(limit)s characters.")),
}
CM_FIGURE: Final = gettext_lazy("“%(name)s” has to be a figure in metres, with at most two decimals.")
WHOLE_NUMBER: Final = gettext_lazy("“%(name)s” has to be a whole number.")
FIGURE: Final = gettext_lazy("“%(name)s” has to be a figure.")
FAULTS: Final[Mapping[str, Promise]] = {
    **dict.fromkeys(("int_type", "int_from_float"), WHOLE_NUMBER),
    **dict.fromkeys(("float_type", "decimal_type", "decimal_parsing", "finite_number"), FIGURE),
    "string_pattern_mismatch": gettext_lazy("“%(name)s” can be one or two capital letters, or none."),
    "missing": gettext_lazy("“%(name)s” is missing."),
}
"""By the types of pydantic's errors, as `LIMITS`."""


def edit_in(body: bytes) -> Edit:
    """The edit in a request's body. Raises `Invalid`, whose `field` is the path of the value in the body."""
    try:
        return EDIT.validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(map(str, first["loc"][1:]))
        raise Invalid(_sentence(first), code="invalid", field=path[:200] or None) from error


def _sentence(fault: ErrorDetails) -> str:
    kind = fault["type"]
    field = next((str(part) for part in reversed(fault["loc"][1:]) if part in NAMES), None)
    if kind == "too_long":
        return _("That is too much at once. Edit fewer booths in one go.")
    if field is None:
        return _("The plan cannot be changed like this. Reload the page and try again.")
    if kind in LIMITS:
        key, sentence = LIMITS[kind]
        limit = Decimal(fault["ctx"][key]) / (100 if field in IN_CM else 1)
        return str(sentence) % {"name": NAMES[field], "limit": figure_words(limit)}
    sentence = FAULTS.get(kind, gettext_lazy("“%(name)s” cannot be like this. Choose or type something else."))
    if sentence is WHOLE_NUMBER and field in IN_CM:
        sentence = CM_FIGURE
    return str(sentence) % {"name": NAMES[field]}
