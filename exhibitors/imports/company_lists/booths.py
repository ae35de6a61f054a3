"""Booths from one cell: several numbers, halls beside them, and the tricks of particular lists."""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from exhibitors.imports.company_lists.rows import BoothReference

_SEPARATORS = re.compile(r"[;,\n|，、；]")
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
        _("The word “randomstring”, which Map Your Show puts behind booth numbers, was taken off."),
        re.compile(r"(?<=\S)randomstring$"),
    ),
)


def split_booths(cell: str) -> tuple[str, ...]:
    """Booth numbers in the order of the cell, each once.

    Cut at `;` `,` `/` `|` and line breaks; at "and" and "&" only between numbers, as places have such names
    ("Sea and Sky Suite"). "J2/3" is J2 and J3; "5.1H/A01" stays whole.
    """
    pieces = (" ".join(piece.split()) for piece in _SEPARATORS.split(cell))
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
    return tuple(" ".join(hall.split()) for hall in _SEPARATORS.split(cell) if hall.strip())


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
    return _written_out([part.strip() for part in piece.split("/") if part.strip()])


def _written_out(parts: list[str]) -> list[str]:
    """Bare numbers after the first take over the letters before it: J2/3 is J2 and J3."""
    first = _SHORTHAND.fullmatch(parts[0]) if parts else None
    row = first["row"] if first else ""
    return [*parts[:1], *(f"{row}{part}" if part.isdecimal() else part for part in parts[1:])]
