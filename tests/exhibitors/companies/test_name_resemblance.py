import pytest

from exhibitors.companies.names import Resemblance, find_similar, find_similar_within, similarity
from tests.large_files import company_names, with_a_letter_missing


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Alpha Trading Ltd", "ALPHA TRADING GmbH", 1.0),
        ("Hydraulic Technologies", "Hydraulic Technologys", 0.9),
        ("Langfang Xinduoli Energy-Saving", "Langfang Xin Duoli Energy Saving Co., Ltd.", 0.9),
        ("Nordic Salmon Export", "Export Salmon Nordic", 0.99),
        ("Huawei Technologies", "Huawei Technologies Germany", 0.9),
        ("МЕТРОПЛАСТ ХХК", "МЕТРОПЛАСТИК ХХК", 0.88),
    ],
)
def test_similarity_is_high_for_likely_duplicates(one: str, other: str, least: float) -> None:
    assert similarity(one, other) >= least
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bosch", "Bosch Rexroth"),
        ("Studio 54", "Studio 55"),
        ("Alpha Foods", "Beta Foods"),
        ("3M", "4M"),
        ("Alpha", ""),
    ],
)
def test_similarity_is_low_for_different_companies(one: str, other: str) -> None:
    assert similarity(one, other) < 0.88


def test_find_similar_names_both_positions_and_leaves_out_equal_names() -> None:
    known = ["Acme Robotics Ltd", "Acme Robotic Inc", "Zenith Foods"]
    assert find_similar(["Zenith Food", "ACME Robotics", "Nobody"], known) == [
        Resemblance(0, 2, similarity("Zenith Food", "Zenith Foods").__round__(3)),
        Resemblance(1, 1, similarity("ACME Robotics", "Acme Robotic").__round__(3)),
    ]


def test_find_similar_within_gives_every_pair_once() -> None:
    pairs = find_similar_within(["Acme Robotics", "Zenith", "Acme Robotic", "Acme Robotics GmbH"])
    assert [(pair.position, pair.known_position) for pair in pairs] == [(2, 0), (3, 2)]


def test_find_similar_finds_nine_of_ten_names_that_lack_a_letter() -> None:
    names = company_names(5_000)
    found = find_similar(names, with_a_letter_missing(names))
    assert len({resemblance.position for resemblance in found}) > 4_500
