"""Countries as lists of exhibitors at many fairs spell them."""

from pathlib import Path

import pytest

from tests.exhibitors.companies.country_names.spellings import (
    Spelling,
    shares_right,
    shares_sure,
    silently_wrong,
    spellings_in,
)


@pytest.fixture(scope="module")
def spellings(shared_data: Path) -> list[Spelling]:
    return spellings_in(shared_data / "country-names" / "country_text_to_iso2.csv")


def test_no_spelling_is_silently_wrong(spellings: list[Spelling]) -> None:
    assert silently_wrong(spellings) == []


def test_nearly_all_spellings_are_right(spellings: list[Spelling]) -> None:
    shares = shares_right(spellings)
    assert shares.spellings >= 0.985
    assert shares.occurrences >= 0.99


def test_nearly_all_spellings_need_no_confirmation(spellings: list[Spelling]) -> None:
    shares = shares_sure(spellings)
    assert shares.spellings >= 0.97
    assert shares.occurrences >= 0.99
