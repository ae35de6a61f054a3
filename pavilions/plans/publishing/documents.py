"""The changes to a holder's booths, formatted for a letter."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ciie.mail.composing import Enclosure
from ciie.web.templatetags.interface import money, sqm

MINUS = "\N{MINUS SIGN}"


def changed_plan(context: Mapping[str, Any]) -> Enclosure:
    return Enclosure(changes_in_words(context))


def changes_in_words(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return `summarize_changes` with areas in the reader's format. `difference` is empty if the m² stay the same."""
    difference = Decimal(context["difference"])
    return {
        "was": [_line(booth) for booth in context["was"]],
        "now": [_line(booth) for booth in context["now"]],
        "difference": f"{_sign(difference)}{sqm(abs(difference))}" if difference else "",
    }


def signed(amount: Decimal, currency: str) -> str:
    """Return an amount such as `+CNY 1,200`, or an empty string for zero."""
    return f"{_sign(amount)}{money(abs(amount), currency)}" if amount else ""


def _line(booth: Mapping[str, Any]) -> dict[str, Any]:
    return {**booth, "area": sqm(Decimal(booth["area"]))}


def _sign(figure: Decimal) -> str:
    return MINUS if figure < 0 else "+"
