"""Compare numbers of booths as people read them: A2 comes before A10, and `c2` is C02."""

import re

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Upper

_DIGITS = 20  # the length of the longest booth number
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def natural(field: str) -> Func:
    """Return an expression to order by: the number with each group of its digits padded to the same length."""
    padded = Func(
        Upper(F(field)), Value("([0-9]+)"), Value("0" * _DIGITS + r"\1"), Value("g"), function="regexp_replace"
    )
    pattern = Value(f"[0-9]*([0-9]{{{_DIGITS}}})")
    return Func(padded, pattern, Value(r"\1"), Value("g"), function="regexp_replace", output_field=CharField())


def without_zeros(text: str) -> str:
    """Return the text without zeros before digits: `C02` as `C2`."""
    return _LEADING_ZEROS.sub("", text)
