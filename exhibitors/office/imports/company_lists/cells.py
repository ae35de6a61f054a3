"""Single cells: addresses on the web, mail, square metres, nested JSON, booths. Each gives a value or says why not."""

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

# What people type into a cell they have nothing to say in.
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
"""What stands beside the figures of a row that adds up others, folded."""
COUNTED: Final = frozenset({
    "exhibitor", "exhibitors", "company", "companies", "booth", "booths", "stand", "stands", "row", "rows", "entries",
    "area", "m2", "m", "sqm", "qm", "aussteller", "firmen", "stande", "flache", "exposants", "expositores",
    "espositori", "participants", "wystawcow", "участников", "компаний", "экспонентов", "家", "家企业", "家展商",
    "家公司", "个展位", "展位", "展商", "平方米", "社",
})  # fmt: skip
"""What may follow such a word, folded."""
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
    """The cell's text cannot be what its column says."""


def without_placeholder(text: str) -> str:
    """Trimmed; blank for "N/A", "TBA" and the like."""
    trimmed = text.strip()
    return "" if trimmed.casefold() in _PLACEHOLDERS else trimmed


def sum_in(cells: Sequence[str]) -> str:
    """The text of a row that adds up others: "Total", and besides it nothing but numbers. Blank for other rows.

    The number may stand in the same cell, and what is counted beside it: "Summe: 65 Aussteller".
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
    """The first address, with https:// before it where no scheme is given. Raises CellError."""
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
    """Valid addresses, each once, and what else the cell holds."""
    parts = [
        part for part in (piece.strip("<>()[]\"'") for piece in _SEPARATORS.split(text)) if without_placeholder(part)
    ]
    valid = [part.removeprefix("mailto:") for part in parts if _is_email(part.removeprefix("mailto:"))]
    return tuple(dict.fromkeys(valid)), tuple(part for part in parts if part.removeprefix("mailto:") not in valid)


def unit_in_heading(heading: str) -> str:
    """The unit that a heading such as "Area (sq ft)" gives to the bare numbers below it; m² when it gives none."""
    square_feet = re.search(rf"(?<![a-z])(?:{_SQUARE_FEET.pattern})(?![a-z])", heading, re.IGNORECASE)
    return "sq ft" if square_feet else "m²"


def read_area(text: str, unit: str = "m²") -> Decimal:
    """Square metres with two places, from "36", "1 200,5 m²" or "400 sq ft"; `unit` is that of bare numbers.

    Raises CellError, also for nothing and for more than LARGEST_AREA_SQM.
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
    """The last of `.` and `,` is the decimal sign: "1.200,50" and "1,200.50" are one number.

    A single sign before three digits groups thousands where that gives a size a booth can have: "1,200" is 1200 and
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
    """Whether the text is a JSON list or object, and not "[A1]" or "{new}"."""
    return isinstance(_parsed(text), list | dict)


def plain_text(text: str) -> str | None:
    """Values or objects with a name as one text, joined by "; "; None for what does not fit into one."""
    values = _values(text, NAME_KEYS)
    return None if values is None else SEPARATOR.join(filter(None, values))


def numbers_and_halls(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The numbers of booths with a hall for each, or no hall at all; None for what names no booths."""
    numbers, halls = _values(text, NUMBER_KEYS), _values(text, HALL_KEYS, plain=False)
    if numbers is None or not all(numbers):
        return None
    return tuple(numbers), tuple(halls) if halls and all(halls) else ()


def _values(text: str, keys: Sequence[str], *, plain: bool = True) -> list[str] | None:
    """Of each item the value under the likeliest of the keys, or the item itself where it is `plain`."""
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
# "5.1H/A01" is hall 5.1H, booth A01: our own way of naming a booth.
_HALL_AND_BOOTH = re.compile(r"(?P<hall>\d+(?:\.\d+)?H)\s*/\s*(?P<number>\S.*)", re.IGNORECASE)
_SHORTHAND = re.compile(r"(?P<row>\D*?)\d+[A-Za-z]?")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """A defect that a known source leaves in its booth numbers, and the reason for taking it off."""

    code: str
    message: Sentence
    defect: re.Pattern[str]


# Map Your Show's search index puts this word behind every booth number, so that a search for 87 does not find 8700.
CLEANING_RULES: Final = (
    CleaningRule(
        "map_your_show_suffix",
        _("The word “randomstring”, which Map Your Show appends to booth numbers, was removed."),
        re.compile(r"(?<=\S)randomstring$"),
    ),
)


def split_booths(cell: str) -> tuple[str, ...]:
    """Booth numbers in the order of the cell, each once.

    Cut at `;` `,` `/` `|` and line breaks; at "and" and "&" only between numbers, as places have such names
    ("Sea and Sky Suite"). "J2/3" is J2 and J3; "5.1H/A01" stays whole.
    """
    pieces = (" ".join(piece.split()) for piece in _BOOTH_SEPARATORS.split(cell))
    return tuple(dict.fromkeys(number for piece in pieces if piece for number in _numbers(piece)))


def clean_number(number: str) -> tuple[str, CleaningRule | None]:
    """The number without a known defect, and the rule that was applied."""
    for rule in CLEANING_RULES:
        cleaned = rule.defect.sub("", number)
        if cleaned != number:
            return cleaned, rule
    return number, None


def pair_with_halls(numbers: tuple[str, ...], halls: tuple[str, ...]) -> tuple[BoothReference, ...] | None:
    """Booths with their halls: one hall for all, or as many halls as booths; None when they do not match.

    A hall written before its booth counts more than the column.
    """
    if len(halls) in (0, 1):
        halls = (halls[0] if halls else "",) * len(numbers)
    if len(halls) != len(numbers):
        return None
    return tuple(dict.fromkeys(_reference(number, hall) for number, hall in zip(numbers, halls, strict=True)))


def split_halls(cell: str) -> tuple[str, ...]:
    """Halls in the order of the cell, repeated as often as the cell repeats them."""
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
    # Bare numbers after the first take over the letters before it: J2/3 is J2 and J3.
    first = _SHORTHAND.fullmatch(parts[0]) if parts else None
    row = first["row"] if first else ""
    return [*parts[:1], *(f"{row}{part}" if part.isdecimal() else part for part in parts[1:])]
