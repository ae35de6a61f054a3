"""How well countries are recognised: as lists spell them, and names in the libraries that could be mistaken."""

import random

import pycountry
import pytest
from babel.core import get_global

from exhibitors.companies.country_names import recognise_country
from exhibitors.companies.country_names.sources import CLDR_LANGUAGES, cldr_names
from tests.exhibitors.companies.country_names.spellings import (
    OURS,
    Spelling,
    shares_right,
    shares_sure,
    silently_wrong,
    spellings_in,
)


@pytest.fixture(scope="module")
def ours() -> list[Spelling]:
    return spellings_in(OURS)


def test_no_spelling_is_silently_wrong(ours: list[Spelling]) -> None:
    assert silently_wrong(ours) == []


def test_nearly_all_spellings_are_right(ours: list[Spelling]) -> None:
    shares = shares_right(ours)
    assert shares.spellings >= 0.985
    assert shares.occurrences >= 0.99


def test_nearly_all_spellings_need_no_confirmation(ours: list[Spelling]) -> None:
    shares = shares_sure(ours)
    assert shares.spellings >= 0.97
    assert shares.occurrences >= 0.99


@pytest.mark.parametrize("language", CLDR_LANGUAGES)
def test_name_in_every_language_is_right_or_asked(language: str) -> None:
    wrong = [
        (name, code, guess.code)
        for name, code in cldr_names(language)
        if (guess := recognise_country(name)).is_sure and guess.code != code
    ]
    assert wrong == []


# Provinces that bear a country's name, which a column of countries may be trusted to mean.
_NAMESAKES = {"Georgia", "Luxembourg", "Mali", "Niger", "Zaire", "Équateur"}
_DEPENDENT = {"American Samoa", "Guam", "Hong Kong SAR", "Macao SAR", "Northern Mariana Islands", "Puerto Rico"}


def test_province_is_never_taken_for_another_country() -> None:
    taken = {
        place.name
        for place in pycountry.subdivisions
        if (guess := recognise_country(place.name)).is_sure
        and guess.code != place.country_code
        and place.country_code not in {"FR", "NL", "US"}  # whose overseas lands have codes of their own
    }
    assert taken - _NAMESAKES - _DEPENDENT == {"'Eua"}  # the Spanish short form of the USA, and an island of Tonga


def test_city_is_never_taken_for_another_country() -> None:
    zones = {zone.rpartition("/")[2].replace("_", " "): code for zone, code in get_global("zone_territories").items()}
    taken = {
        city
        for city, code in zones.items()
        if (guess := recognise_country(city)).is_sure and guess.code not in {code, None}
    }
    assert taken == set()


def test_slip_of_the_pen_is_never_taken_for_another_country() -> None:
    chosen = random.Random(7)  # noqa: S311 (no secret)
    names = [pair for language in ("en", "fr", "de", "es") for pair in cldr_names(language)]
    wrong = []
    for _attempt in range(6_000):
        name, code = chosen.choice(names)
        guess = recognise_country(_mistyped(name, chosen))
        if guess.is_sure and guess.code != code and guess.reason_code == "spelling":
            wrong.append((name, guess.code))
    assert wrong == []


def _mistyped(name: str, chosen: random.Random) -> str:
    """With one letter lost, doubled, exchanged or swapped with the next."""
    position = chosen.randrange(len(name) - 1)
    before, letter, following, after = name[:position], name[position], name[position + 1], name[position + 2 :]
    other = chosen.choice("abcdefghijklmnopqrstuvwxyz")
    middle = chosen.choice((following, letter * 2 + following, other + following, following + letter))
    return before + middle + after
