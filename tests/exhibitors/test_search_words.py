import pytest
from django.contrib.postgres.search import SearchQuery
from hypothesis import given
from hypothesis import strategies as st

from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.search_words import LONGEST_TERM, MOST_TERMS, asked_terms, folded_text, indexed_words
from tests.exhibitors.catalogue.exhibits import shown


def test_words_are_folded() -> None:
    assert indexed_words("Crème BRÛLÉE,", "5G-ready") == "creme brulee 5g ready"
    assert folded_text("Crème BRÛLÉE", "中国") == "creme brulee 中国"


def test_chinese_is_cut_in_pairs() -> None:
    assert indexed_words("中国制造") == "x04e2d056fd x056fd05236 x0523609020 x09020"
    assert indexed_words("5G手机") == "5g x0624b0673a x0673a"


@pytest.mark.parametrize(
    ("asked", "tsqueries", "parts"),
    [
        ("Scanner", ["'scanner':*"], ["scanner"]),
        ("5G", ["'5g':*"], [""]),
        ("国", ["'x056fd':*"], [""]),
        ("国制", ["'x056fd05236'"], [""]),
        ("中国制", ["'x04e2d056fd' <-> 'x056fd05236'"], [""]),
        ("新 scanner新", ["'x065b0':*", "'scanner':*"], ["", "scanner"]),
        ("  \0 !?' ", [], []),
    ],
)
def test_terms(asked: str, tsqueries: list[str], parts: list[str]) -> None:
    terms = asked_terms(asked)
    assert [term.tsquery for term in terms] == tsqueries
    assert [term.part for term in terms] == parts


@given(st.text(max_size=300))
def test_terms_are_few_and_short(asked: str) -> None:
    terms = asked_terms(asked)
    assert len(terms) <= MOST_TERMS
    assert all(0 < len(term.text) <= LONGEST_TERM for term in terms)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("制造", True),
        ("国制造", True),
        ("造", True),
        ("国", True),
        ("造国", False),
        ("制国", False),
        ("scanners", True),
        ("scan", True),
        ("canner", False),  # a part of a word: found with trigrams, not here
        ("3D", True),
    ],
)
def test_words_find_what_they_are_of(asked: str, is_found: bool) -> None:
    shown(name="Scanner 3D", name_zh="中国制造")
    query = SearchQuery(" & ".join(term.tsquery for term in asked_terms(asked)), search_type="raw", config="english")
    assert Exhibit.objects.filter(search=query).exists() is is_found
