import pytest

from exhibitors.headline import guest_of_honour, headline, more_than, over, round_down


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
        (7, 7),
        (10, 10),
        (12, 10),
        (63, 60),
        (99, 90),
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
    assert (over(801), over(800), more_than(61), more_than(60), more_than(9)) == (
        "over 800",
        "800",
        "more than 60",
        "60",
        "9",
    )


def test_clause_with_too_little_to_tell_is_left_out() -> None:
    assert headline(participants=12, companies=1, countries=1, booked_sqm=9) == (
        "More than 10 countries and international organizations have confirmed their participation in the national"
        " exhibition."
    )
    assert headline(participants=0, companies=20, countries=5, booked_sqm=500) == (
        "20 companies from 5 countries and regions have booked 500 square meters of space in the business exhibition."
    )
    assert headline(participants=0, companies=0, countries=0, booked_sqm=0) == ""


def test_times_as_guest_of_honour_are_said_in_words() -> None:
    assert guest_of_honour(3) == "guest country of honour for the third time"
    assert guest_of_honour(6) == "guest country of honour, number of times: 6"
