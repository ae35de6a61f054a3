"""The reading of single cells: URLs, mail addresses, square metres, nested JSON and booths.

Each reader returns a value or says why there is none.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.tables.folding import folded_words
from ciie.tables.mapping import heading_key
from exhibitors.office.imports.company_lists.rows import BoothReference

# What people type into a cell that they leave empty.
_NOTHING = "n/a n.a. n.a tba tbd tbc - -- --- – — . null none nil undefined #n/a ?"
_PLACEHOLDERS = frozenset(_NOTHING.split())
_SEPARATORS = re.compile(r"[;,\s|、；，]+")
_HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>\d[\d\s'.,]*)\s*(?P<unit>[^\d\s].*)?", re.DOTALL)
_SQUARE_FEET = re.compile(r"sq\.?\s*f(ee|oo)?t\.?|sqft|ft2|ft²|sf", re.IGNORECASE)
_SQUARE_METRES = re.compile(
    r"m|m2|m²|㎡|sq\.?\s*m\.?|sqm|qm|кв\.?\s*м\.?|м2|м²|平方米|平米|square met(er|re)s?", re.IGNORECASE
)
_SQM_PER_SQUARE_FOOT = Decimal("0.09290304")  # exact: the international foot is 0.3048 m
_FIGURE = re.compile(r"[-+]?[\d\s.,'%]*\d[\d\s.,'%]*(?:m2|m²|㎡|sqm|qm|平方米|平米|€|\$|¥|EUR|USD|CNY)?", re.IGNORECASE)
SUM_WORDS: Final = frozenset({
    "total", "totals", "grand total", "sub total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt",
    "zwischensumme", "somme", "sous total", "total general", "totale", "suma", "razem", "ogolem", "totaal", "toplam",
    "итого", "всего", "合计", "总计", "小计", "共计", "共", "合計", "総計", "小計", "합계", "총계", "소계", "المجموع",
})  # fmt: skip
"""The words beside the figures in a row that adds up others, folded."""
COUNTED: Final = frozenset({
    "exhibitor", "exhibitors", "company", "companies", "booth", "booths", "stand", "stands", "row", "rows", "entries",
    "area", "m2", "m", "sqm", "qm", "aussteller", "firmen", "stande", "flache", "exposants", "expositores",
    "espositori", "participants", "wystawcow", "участников", "компаний", "экспонентов", "家", "家企业", "家展商",
    "家公司", "个展位", "展位", "展商", "平方米", "社",
})  # fmt: skip
"""What may follow one of these words, folded."""
_DIGITS = re.compile(r"\d+")
_GROUP = 3
_GROUPED = re.compile(r"[1-9]\d{0,2}")
_LARGEST_GROUPED_SQM = 5_000
_CENTS = Decimal("0.01")
LARGEST_AREA_SQM = Decimal(100_000)
WEBSITE_LENGTH = 200

NUMBER_KEYS: Final = ("no", "number", "booth number", "booth no", "booth", "stand number", "stand no", "stand", "code",
                      "label", "name")  # fmt: skip
HALL_KEYS: Final = ("hall", "hall number", "hall no", "hall name", "pavilion", "building")
NAME_KEYS: Final = ("name", "title", "label", "value", "text", "url", "email", "code")
SEPARATOR: Final = "; "

_valid_url = URLValidator(schemes=["http", "https"])
_valid_email = EmailValidator()


class CellError(ValueError):
    """Raised if the text of a cell cannot be what its column says."""


def without_placeholder(text: str) -> str:
    """Return the trimmed text, which is blank for "N/A", "TBA" and the like."""
    trimmed = text.strip()
    return "" if trimmed.casefold() in _PLACEHOLDERS else trimmed


def sum_in(cells: Sequence[str]) -> str:
    """Return the text of a row that adds up others ("Total" and otherwise only numbers), or blank for other rows.

    The number may be in the same cell, followed by what is counted: "Summe: 65 Aussteller".
    """
    said = [cell.strip() for cell in cells if cell.strip()]
    figures = [cell for cell in said if _FIGURE.fullmatch(cell)]
    words = [cell for cell in said if cell not in figures and _is_sum(cell)]
    has_figure = bool(figures) or any(char.isdigit() for cell in words for char in cell)
    return " ".join(said)[:200] if words and has_figure and len(words) + len(figures) == len(said) else ""


def _is_sum(cell: str) -> bool:
    words = list(folded_words(_DIGITS.sub(" ", cell)))
    while words and words[-1] in COUNTED:
        words.pop()
    return " ".join(words) in SUM_WORDS


def read_website(text: str) -> str:
    """Return the first URL, with https:// in front if it has no scheme. Raise `CellError` if it is not valid."""
    first = text.split(maxsplit=1)[0].rstrip(",;")
    address = first if _HAS_SCHEME.match(first) and "://" in first else f"https://{first.removeprefix('//')}"
    try:
        _valid_url(address)
    except ValidationError as error:
        raise CellError from error
    if len(address) > WEBSITE_LENGTH:
        raise CellError
    return address


def read_emails(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the valid addresses, each once, and what else the cell holds."""
    parts = [
        part for part in (piece.strip("<>()[]\"'") for piece in _SEPARATORS.split(text)) if without_placeholder(part)
    ]
    valid = [part.removeprefix("mailto:") for part in parts if _is_email(part.removeprefix("mailto:"))]
    return tuple(dict.fromkeys(valid)), tuple(part for part in parts if part.removeprefix("mailto:") not in valid)


def unit_in_heading(heading: str) -> str:
    """Return the unit of bare numbers below a heading such as "Area (sq ft)", or m² if the heading names none."""
    square_feet = re.search(rf"(?<![a-z])(?:{_SQUARE_FEET.pattern})(?![a-z])", heading, re.IGNORECASE)
    return "sq ft" if square_feet else "m²"


def read_area(text: str, unit: str = "m²") -> Decimal:
    """Return square metres with two places, from "36", "1 200,5 m²" or "400 sq ft".

    `unit` is the unit of bare numbers. Raises `CellError`, also for an empty text and for more than `LARGEST_AREA_SQM`.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise CellError
    area, unit = _plain_number(match["number"]), (match["unit"] or unit).strip()
    if _SQUARE_FEET.fullmatch(unit):
        area *= _SQM_PER_SQUARE_FOOT
    elif not _SQUARE_METRES.fullmatch(unit):
        raise CellError
    if not _CENTS <= area <= LARGEST_AREA_SQM:
        raise CellError
    return area.quantize(_CENTS, ROUND_HALF_UP)


def _plain_number(text: str) -> Decimal:
    """Return the number, taking the last of `.` and `,` for the decimal sign: "1.200,50" equals "1,200.50".

    A single sign before three digits groups thousands if that gives a size that a booth can have: "1,200" is 1200 and
    "36.000" is 36.
    """
    digits = re.sub(r"[\s']", "", text).strip(".,")
    position = max(digits.rfind("."), digits.rfind(","))
    whole, fraction = (digits, "") if position < 0 else (digits[:position], digits[position + 1 :])
    bare = re.sub(r"[.,]", "", digits)
    one_sign_repeated = len(re.findall(r"[.,]", digits)) > 1 == len(set(re.findall(r"[.,]", digits)))
    if one_sign_repeated or (
        len(fraction) == _GROUP and _GROUPED.fullmatch(whole) and int(bare) <= _LARGEST_GROUPED_SQM
    ):
        return Decimal(bare)
    return Decimal(f"{re.sub('[.,]', '', whole)}.{fraction or 0}")


def _is_email(text: str) -> bool:
    try:
        _valid_email(text)
    except ValidationError:
        return False
    return True


def is_nested(text: str) -> bool:
    """Return whether the text is a JSON list or object, unlike "[A1]" or "{new}"."""
    return isinstance(_parsed(text), list | dict)


def plain_text(text: str) -> str | None:
    """Return values, or objects with a name, as one text joined by "; ", or None if they do not fit into one."""
    values = _values(text, NAME_KEYS)
    return None if values is None else SEPARATOR.join(filter(None, values))


def numbers_and_halls(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the numbers of booths with a hall for each or with no halls, or None if the text names no booths."""
    numbers, halls = _values(text, NUMBER_KEYS), _values(text, HALL_KEYS, plain=False)
    if numbers is None or not all(numbers):
        return None
    return tuple(numbers), tuple(halls) if halls and all(halls) else ()


def _values(text: str, keys: Sequence[str], *, plain: bool = True) -> list[str] | None:
    """Return, for each item, the value under the likeliest of the keys, or the item itself if `plain`.

    Return None if any item has no such value.
    """
    found = _parsed(text)
    items = found if isinstance(found, list) else [found]
    values = [_value(item, keys, plain=plain) for item in items]
    return None if None in values else [value or "" for value in values]


def _value(item: object, keys: Sequence[str], *, plain: bool) -> str | None:
    if not isinstance(item, Mapping):
        return _text(item) if plain else None
    by_key: dict[str, Any] = {heading_key(str(key)): value for key, value in item.items()}
    return next((_text(by_key[key]) for key in keys if key in by_key), None)


def _text(value: object) -> str | None:
    match value:
        case bool() | None:
            return ""
        case str() | int() | float():
            return " ".join(str(value).split())
        case _:
            return None


def _parsed(text: str) -> object:
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


_BOOTH_SEPARATORS = re.compile(r"[;,\n|，、；]")
_JOINERS = re.compile(r"\s+(?:and|und|et|y|e|i|и|&|\+)\s+|\s*[&+]\s*", re.IGNORECASE)
# "5.1H/A01" is booth A01 in hall 5.1H, in our own notation.
_HALL_AND_BOOTH = re.compile(r"(?P<hall>\d+(?:\.\d+)?H)\s*/\s*(?P<number>\S.*)", re.IGNORECASE)
_SHORTHAND = re.compile(r"(?P<row>\D*?)\d+[A-Za-z]?")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """A defect that a known source leaves in its booth numbers, and why it is removed."""

    code: str
    message: Sentence
    defect: re.Pattern[str]


# Map Your Show's search index appends this word to every booth number, so that a search for 87 does not find 8700.
CLEANING_RULES: Final = (
    CleaningRule(
        "map_your_show_suffix",
        _("The word “randomstring”, which Map Your Show appends to booth numbers, was removed."),
        re.compile(r"(?<=\S)randomstring$"),
    ),
)


def split_booths(cell: str) -> tuple[str, ...]:
    """Return the booth numbers in the order of the cell, each once.

    The text is split at `;` `,` `/` `|` and line breaks, and at "and" and "&" only between numbers, since places have
    names with these ("Sea and Sky Suite"). "J2/3" is J2 and J3; "5.1H/A01" stays whole.
    """
    pieces = (" ".join(piece.split()) for piece in _BOOTH_SEPARATORS.split(cell))
    return tuple(dict.fromkeys(number for piece in pieces if piece for number in _numbers(piece)))


def clean_number(number: str) -> tuple[str, CleaningRule | None]:
    """Return the number without a known defect, and the rule that was applied, if any."""
    for rule in CLEANING_RULES:
        cleaned = rule.defect.sub("", number)
        if cleaned != number:
            return cleaned, rule
    return number, None


def pair_with_halls(numbers: tuple[str, ...], halls: tuple[str, ...]) -> tuple[BoothReference, ...] | None:
    """Return booths with their halls, or None if their numbers do not match.

    There may be one hall for all booths, or as many halls as booths. A hall written in front of its booth takes
    precedence over the column.
    """
    if len(halls) in (0, 1):
        halls = (halls[0] if halls else "",) * len(numbers)
    if len(halls) != len(numbers):
        return None
    return tuple(dict.fromkeys(_reference(number, hall) for number, hall in zip(numbers, halls, strict=True)))


def split_halls(cell: str) -> tuple[str, ...]:
    """Return the halls in the order of the cell, repeated as often as the cell repeats them."""
    return tuple(" ".join(hall.split()) for hall in _BOOTH_SEPARATORS.split(cell) if hall.strip())


def _reference(number: str, hall: str) -> BoothReference:
    if named := _HALL_AND_BOOTH.fullmatch(number):
        return BoothReference(named["number"], named["hall"].upper())
    return BoothReference(number, hall)


def _numbers(piece: str) -> list[str]:
    joined = _JOINERS.split(piece)
    if len(joined) > 1 and all(_DIGIT.search(part) for part in joined):
        return [number for part in joined for number in _numbers(part)]
    if _HALL_AND_BOOTH.fullmatch(piece):
        return [piece]
    parts = [part.strip() for part in piece.split("/") if part.strip()]
    # Bare numbers after the first take the letters in front of it: J2/3 is J2 and J3.
    first = _SHORTHAND.fullmatch(parts[0]) if parts else None
    row = first["row"] if first else ""
    return [*parts[:1], *(f"{row}{part}" if part.isdecimal() else part for part in parts[1:])]
