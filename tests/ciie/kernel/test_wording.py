from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from ciie.kernel.wording import (
    AREA_ERRORS,
    LARGEST_AREA_SQM,
    area_words,
    billions_figure,
    day_words,
    figure_words,
    in_sequence,
    labelled,
    list_words,
    names_words,
    number_words,
    ordinal_words,
    percent_words,
    sentences,
    side_by_side,
    whole_parts,
    with_note,
    zone_words,
)


@pytest.mark.parametrize(
    ("area", "words"),
    [("30000", "30,000"), ("21106.00", "21,106"), ("9.50", "9.5"), ("1234567.25", "1,234,567.25"), ("0.00", "0")],
)
def test_areas_are_grouped_and_have_decimals_only_where_there_are_any(area: str, words: str) -> None:
    assert area_words(Decimal(area)) == words


def test_no_area_has_no_words() -> None:
    assert area_words(None) == ""


def test_figures_are_grouped_in_the_readers_language() -> None:
    assert [figure_words(number) for number in (0, 7, 1_500, Decimal("2.50"))] == ["0", "7", "1,500", "2.5"]
    with translation.override("de"):
        assert figure_words(Decimal("1234.5")) == "1.234,5"


def test_days_are_written_in_the_readers_language() -> None:
    assert day_words(date(2024, 11, 5)) == "5 November 2024"
    with translation.override("zh-hans"):
        assert day_words(date(2024, 11, 5)) == "2024年11月5日"


def test_largest_area_is_the_one_that_the_sentence_names() -> None:
    assert {str(sentence) for sentence in AREA_ERRORS.values()} == {
        f"The largest area that can be entered is {area_words(LARGEST_AREA_SQM)} m²."
    }


def test_billions_are_counted_as_the_language_counts_them() -> None:
    assert billions_figure(Decimal("78.41")) == "78.41"
    with translation.override("zh-hans"):
        assert billions_figure(Decimal("78.41")) == "784.1"
        assert billions_figure(Decimal(420)) == "4,200"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [("6.295", "100", "6.3"), ("6.25", "100", "6.3"), ("6.24", "100", "6.2"), ("1", "3", "33.3"), ("2", "3", "66.7")],
)
def test_percentages_are_rounded_not_cut(part: str, whole: str, words: str) -> None:
    assert percent_words(Decimal(part), Decimal(whole)) == f"{words}%"


def test_nothing_has_no_percentage() -> None:
    assert percent_words(0, 0) == "–"


def test_whole_parts_add_up_to_the_sum_that_they_are_shown_with() -> None:
    parts = [Decimal("10.6"), Decimal("20.6"), Decimal("30.5"), Decimal("40.5"), Decimal("50.5"), Decimal("60.3")]
    assert whole_parts(parts) == [11, 21, 31, 40, 50, 60]
    assert sum(whole_parts(parts)) == int(sum(parts)) == 213
    assert whole_parts([]) == []


@pytest.mark.parametrize(
    ("number", "words", "ordinal"),
    [
        *((0, "0", "0th"), (1, "one", "first"), (12, "twelve", "twelfth"), (13, "13", "13th"), (21, "21", "21st")),
        *((111, "111", "111th"), (2022, "2,022", "2,022nd")),
    ],
)
def test_numbers_to_twelve_are_in_words(number: int, words: str, ordinal: str) -> None:
    assert (number_words(number), ordinal_words(number)) == (words, ordinal)


def test_numbers_are_in_words_in_chinese() -> None:
    with translation.override("zh-hans"):
        assert [number_words(6), ordinal_words(3), ordinal_words(21)] == ["六", "第三", "第 21"]


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [("", "", ""), ("A", "A", "A"), ("AB", "A and B", "A和B"), ("ABC", "A, B and C", "A、B和C")],
)
def test_names_stand_in_a_row(names: str, english: str, chinese: str) -> None:
    assert names_words(names) == english
    with translation.override("zh-hans"):
        assert names_words(names) == chinese


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Lyon, France", "Lyon", "A01, A02", "A01, 9 m²; A02", "Hall: 5.1H", "A01 (9 m²)"]),
        ("zh-hans", ["Lyon，France", "Lyon", "A01、A02", "A01, 9 m²；A02", "Hall：5.1H", "A01（9 m²）"]),
    ],
)
def test_parts_are_put_together_as_the_language_does(language: str, words: list[str]) -> None:
    with translation.override(language):
        put = [
            *(side_by_side("Lyon", "France"), side_by_side("", "Lyon", None), list_words(["A01", "A02"])),
            *(in_sequence(["A01, 9 m²", "A02"]), labelled("Hall", "5.1H"), with_note("A01", "9 m²")),
        ]
    assert put == words


@pytest.mark.parametrize(
    ("language", "zones"),
    [("en", ["Asia/Shanghai", "Europe/Paris"]), ("zh-hans", ["北京时间", "Europe/Paris 时间"])],
)
def test_zone_of_the_expo_is_called_beijing_time_in_chinese(language: str, zones: list[str]) -> None:
    with translation.override(language):
        assert [zone_words(zone) for zone in ("Asia/Shanghai", "Europe/Paris")] == zones


def test_sentences_stand_side_by_side_without_a_blank_in_chinese() -> None:
    assert sentences("Saved.", "", "Sent.") == "Saved. Sent."
    with translation.override("zh-hans"):
        assert sentences("已保存。", "", "已发送。") == "已保存。已发送。"
