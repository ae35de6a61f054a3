"""The currencies of ISO 4217 in which something can be paid."""

import re
from typing import Final

import pycountry
from babel import Locale
from babel.numbers import get_currency_name
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import reads_chinese

NOT_MONEY: Final = frozenset(
    ["XAD", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"]
)
"""The codes of metals, units of account and tests."""

UNITS_IN_CHINESE: Final = {"CNY": "元"}
"""The units in which Chinese price headings state prices: `单价（元/平方米）`.

Other currencies are written by their codes.
"""

NAMES_IN_CHINESE: Final = {"FKP": "马尔维纳斯群岛镑"}
"""Names that replace those of the library."""

USUAL: Final = ("USD", "CNY", "EUR", "JPY", "GBP", "CHF", "KRW", "AUD")
CODES: Final = frozenset(currency.alpha_3 for currency in pycountry.currencies) - NOT_MONEY


def validate_currency(code: str) -> None:
    """Raise `ValidationError` unless payments can be made in this currency."""
    if code not in CODES:
        raise ValidationError(_("There is no currency %(code)s."), code="unknown_currency", params={"code": code})


def currency_choices(*, without: str = "") -> list[tuple[str, str]]:
    """Return every currency in the reader's language, the most common ones first."""
    locale = Locale.parse(to_locale(get_language() or "en"))
    codes = [*USUAL, *sorted(CODES - set(USUAL))]
    return [(code, f"{code} – {_name(code, locale)}") for code in codes if code != without]


def price_unit(code: str) -> str:
    """Return the unit of the prices in a list: `CNY`, or `元` in Chinese."""
    return UNITS_IN_CHINESE.get(code, code) if reads_chinese() else code


def _name(code: str, locale: Locale) -> str:
    name = str(get_currency_name(code, locale=locale))
    if locale.language != "zh":
        return name
    return NAMES_IN_CHINESE.get(code) or re.sub(r" ?\((.*?)\)", r"（\1）", name)
