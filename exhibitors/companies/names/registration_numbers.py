"""Registration numbers that follow the rules of their country, check digits included."""

from typing import Final

from stdnum import get_cc_module

KINDS: Final = ("vat", "uscc", "businessid", "brn", "ein", "siren")
"""What python-stdnum calls the numbers of companies, by country."""


def confirmed_number(number: str, country: str) -> str | None:
    """The number in its short form, with its country in front (`DE 136695976`), if the country's rules confirm it."""
    for module in filter(None, (get_cc_module(country.lower(), kind) for kind in KINDS)) if country else ():
        if module.is_valid(number):
            return f"{country.upper()} {module.compact(number)}"
    return None
