from datetime import date, timedelta
from decimal import Decimal

import pytest

from exhibitors.bookings.totals.models import DailySnapshot
from exhibitors.bookings.totals.queries import days_before, is_estimated, pace_of
from pavilions.floor.models.edition import Edition
from tests.factories import NOON, EditionFactory

pytestmark = pytest.mark.django_db


def snapshot(edition: Edition, day: date, area: int, source: str = "") -> DailySnapshot:
    return DailySnapshot.objects.create(edition=edition, on_date=day, booked_sqm=Decimal(area), source=source)


def test_pace_ends_with_this_moment_and_starts_with_the_oldest_edition() -> None:
    current, earlier, later, unknown = (EditionFactory(number=number) for number in (7, 6, 8, 5))
    today = NOON.astimezone(current.zone).date()
    snapshot(current, today - timedelta(days=1), 10)
    snapshot(current, today, 12)
    snapshot(earlier, today - timedelta(days=365), 9, "published")
    snapshot(later, today, 1)

    actual = [
        (pace.edition, [(day.on_date, int(day.booked_sqm)) for day in pace.days])
        for pace in pace_of(current, booked_sqm=Decimal(15), at=NOON)
    ]

    assert actual == [
        (earlier, [(today - timedelta(days=365), 9)]),
        (current, [(today - timedelta(days=1), 10), (today, 15)]),
    ]
    assert unknown not in [edition for edition, _days in actual]


def test_only_the_latest_editions_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exhibitors.bookings.totals.queries.MOST_EARLIER", 2)
    current, *earlier = (EditionFactory(number=number) for number in (7, 6, 5, 4, 3))
    for edition in earlier[1:]:
        snapshot(edition, date(2020, 1, 1), 9)
    numbers = [pace.edition.number for pace in pace_of(current, booked_sqm=Decimal(15), at=NOON)]
    assert numbers == [4, 5, 7]


def test_days_are_counted_to_the_opening() -> None:
    edition = EditionFactory.build(opens_date=date(2024, 11, 5))
    assert [days_before(edition, day) for day in (date(2024, 11, 4), date(2024, 11, 6))] == [1, -1]


def test_source_says_whether_a_figure_is_estimated() -> None:
    assert is_estimated(DailySnapshot(source="estimated from a share of the plan"))
    assert not is_estimated(DailySnapshot(source="press"))
