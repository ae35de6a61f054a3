import pytest

from exhibitors.promotion.figures.headline import guest_of_honour, headline, more_than, over, round_down


def test_headline_of_the_sample_reads_as_in_the_release() -> None:
    assert headline(participants=12, companies=812, countries=63, booked_sqm=280_698) == (
        "More than 10 countries and international organizations have confirmed their participation in the national"
        " exhibition, while over 800 companies from more than 60 countries and regions have booked over 280,000 square"
        " meters of space in the business exhibition."
    )


@pytest.mark.parametrize(
    ("figure", "rounded"),
    [
        (0, 0),
        (9, 9),
        (10, 10),
        (11, 10),
        (63, 60),
        (99, 90),
        (100, 100),
        (9_999, 9_900),
        (10_000, 10_000),
        (99_999, 99_000),
        (100_000, 100_000),
        (812, 800),
        (3_496, 3_400),
        (36_999, 36_000),
        (280_698, 280_000),
        (279_999, 270_000),
    ],
)
def test_figures_are_rounded_down_never_up(figure: int, rounded: int) -> None:
    assert round_down(figure) == rounded


def test_over_is_only_said_of_what_is_above() -> None:
    assert [over(801), over(800), over(283_412)] == ["over 800", "800", "over 280,000"]
    assert [more_than(61), more_than(60), more_than(9), more_than(0)] == ["more than 60", "60", "9", "0"]


def test_clause_with_too_little_to_tell_is_left_out() -> None:
    assert headline(participants=12, companies=1, countries=1, booked_sqm=9) == (
        "More than 10 countries and international organizations have confirmed their participation in the national"
        " exhibition."
    )
    assert headline(participants=0, companies=20, countries=5, booked_sqm=500) == (
        "20 companies from 5 countries and regions have booked 500 square meters of space in the business exhibition."
    )
    assert headline(participants=1, companies=3, countries=1, booked_sqm=36) == (
        "3 companies have booked over 30 square meters of space in the business exhibition."
    )


def test_both_exhibitions_are_shown_when_all_companies_come_from_one_country() -> None:
    assert headline(participants=2, companies=800, countries=1, booked_sqm=280_000) == (
        "2 countries and international organizations have confirmed their participation in the national exhibition,"
        " while 800 companies have booked 280,000 square meters of space in the business exhibition."
    )


def test_beginning_is_shown_as_it_is() -> None:
    assert headline(participants=0, companies=0, countries=0, booked_sqm=0) == (
        "No country has confirmed its participation and no company has booked space yet."
    )
    for participants, companies in ((1, 0), (0, 1), (1, 1)):
        assert headline(participants=participants, companies=companies, countries=companies, booked_sqm=9) == (
            "The first participants have confirmed; figures follow when there are more."
        )


def test_times_as_guest_of_honour_are_said_in_words() -> None:
    assert guest_of_honour(3) == "guest country of honour for the third time"
    assert guest_of_honour(6) == "guest country of honour, number of times: 6"


def test_fair_without_a_national_exhibition_does_not_speak_of_one() -> None:
    assert headline(participants=0, companies=0, countries=0, booked_sqm=0, has_national=False) == (
        "No company has booked space yet."
    )
    assert headline(participants=0, companies=284, countries=1, booked_sqm=5_120, has_national=False) == (
        "Over 200 companies have booked over 5,100 square meters of space."
    )
    assert headline(participants=0, companies=284, countries=3, booked_sqm=5_120, has_national=False) == (
        "Over 200 companies from 3 countries and regions have booked over 5,100 square meters of space."
    )
