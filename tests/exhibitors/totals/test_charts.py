from itertools import pairwise

from exhibitors.bookings.totals.charts import (
    HEIGHT,
    LABEL_HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    PacePoint,
    PaceSeries,
    pace_chart,
)


def series(label: str, *points: tuple[int, int], current: bool = False) -> PaceSeries:
    return PaceSeries(label, tuple(PacePoint(*point) for point in points), is_current=current)


def test_time_runs_to_the_right_and_area_upwards() -> None:
    chart = pace_chart([series("7", (365, 0), (0, 400_000), current=True)], capacity_sqm=366_000)
    first, last = chart.lines[0].dots
    assert (first.x, last.x) == (LEFT, WIDTH - RIGHT)
    assert (first.y, last.y) == (chart.bottom, chart.top)
    assert [tick.value for tick in chart.y_ticks] == [0, 100_000, 200_000, 300_000, 400_000]
    assert [tick.value for tick in chart.x_ticks] == [360, 300, 240, 180, 120, 60, 0]


def test_current_edition_is_drawn_last() -> None:
    chart = pace_chart([series("7", (200, 5), current=True), series("6", (100, 9)), series("5", (50, 8))])
    assert [(line.number, line.label) for line in chart.lines] == [(2, "5"), (1, "6"), (0, "7")]


def test_days_after_the_opening_are_left_out() -> None:
    chart = pace_chart([series("7", (10, 5), (-3, 6), current=True), series("6", (-20, 9))])
    assert [(line.label, len(line.dots)) for line in chart.lines] == [("7", 1)]


def test_labels_that_would_meet_are_moved_apart() -> None:
    chart = pace_chart([series("5", (20, 100)), series("6", (20, 100)), series("7", (20, 100), current=True)])
    heights = sorted(line.label_y for line in chart.lines)
    assert [b - a for a, b in pairwise(heights)] == [LABEL_HEIGHT, LABEL_HEIGHT]


def test_chart_of_nothing_has_axes_only() -> None:
    chart = pace_chart([])
    assert (chart.lines, chart.height) == ((), HEIGHT)
    assert [tick.value for tick in chart.y_ticks] == [0, 1]
