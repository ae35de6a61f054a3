"""Spellings of countries with the codes that are meant, and how many of them are recognised.

`spellings.csv` is written for the tests, after what exhibitor lists have: several languages and scripts, two of them in
one cell, capitals, slips of the pen, abbreviations, towns and whole addresses with line breaks around the name.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exhibitors.companies.country_names import CountryMatch, recognise_country

OURS = Path(__file__).parent / "spellings.csv"


@dataclass(frozen=True)
class Spelling:
    text: str
    code: str
    occurrences: int


@dataclass(frozen=True)
class Shares:
    """Of 1: how many of the spellings, and of their occurrences."""

    spellings: float
    occurrences: float


def spellings_in(path: Path) -> list[Spelling]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [Spelling(row["text"], row["iso2"], int(row["occurrences"])) for row in csv.DictReader(stream)]


def silently_wrong(spellings: Sequence[Spelling]) -> list[tuple[Spelling, CountryMatch]]:
    """Those taken for another country without asking."""
    guesses = [(spelling, recognise_country(spelling.text)) for spelling in spellings]
    return [(spelling, guess) for spelling, guess in guesses if guess.is_sure and guess.code != spelling.code]


def shares_right(spellings: Sequence[Spelling]) -> Shares:
    return _shares([each for each in spellings if recognise_country(each.text).code == each.code], spellings)


def shares_sure(spellings: Sequence[Spelling]) -> Shares:
    return _shares([each for each in spellings if recognise_country(each.text).is_sure], spellings)


def _shares(some: Sequence[Spelling], spellings: Sequence[Spelling]) -> Shares:
    counts = [sum(each.occurrences for each in part) for part in (some, spellings)]
    return Shares(len(some) / len(spellings), counts[0] / counts[1])
