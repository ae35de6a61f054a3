from datetime import date, datetime, timedelta

import pytest

from exhibitors.operations.deciding import approve_booking
from exhibitors.queries.release_figures import release_figures
from pavilions.models import Edition, NationalPavilion
from pavilions.operations.national_pavilions import invite_to_national_exhibition, move_pavilion, set_guest_of_honour
from pavilions.states import PavilionStage
from tests.exhibitors.views.organizer.expo import booked
from tests.factories import NOON, AllotmentFactory, BoothFactory, EditionFactory, organizer

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = (date(2024, 5, 17) + n * DAY for n in range(3))
MUCH_LATER = NOON + 100 * DAY


def value(edition: Edition, key: str, day: date, *, at: datetime = MUCH_LATER) -> int:
    return int(release_figures(edition, day, at=at)[key].value)


def confirmed(edition: Edition, *, at: datetime, is_guest: bool = False) -> NationalPavilion:
    pavilion = invite_to_national_exhibition(
        edition.pk, country="FR", is_guest_of_honour=is_guest, actor=organizer(), at=at
    )
    return move_pavilion(pavilion.pk, to=PavilionStage.CONFIRMED, actor=organizer(), at=at)


def test_space_counts_from_the_day_it_was_booked() -> None:
    edition = EditionFactory()
    booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition)))
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert [value(edition, "companies", day) for day in (FIRST - DAY, FIRST)] == [0, 1]


def test_pavilion_that_declines_later_still_took_part_on_the_days_before() -> None:
    edition = EditionFactory()
    pavilion = confirmed(edition, at=NOON)
    move_pavilion(pavilion.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON + 2 * DAY)
    participants = [value(edition, "participants", day) for day in (FIRST - DAY, FIRST, SECOND, THIRD)]
    assert participants == [0, 1, 1, 0]


def test_pavilion_that_confirms_again_did_not_take_part_in_between() -> None:
    edition = EditionFactory()
    pavilion = confirmed(edition, at=NOON)
    for days, stage in enumerate((PavilionStage.DECLINED, PavilionStage.INVITED, PavilionStage.CONFIRMED), 1):
        move_pavilion(pavilion.pk, to=stage, actor=organizer(), at=NOON + days * DAY)
    assert [value(edition, "participants", FIRST + days * DAY) for days in range(4)] == [1, 0, 0, 1]


def test_guest_of_honour_is_that_of_the_day() -> None:
    edition = EditionFactory(number=7)
    confirmed(EditionFactory(number=6), at=NOON - 400 * DAY, is_guest=True)
    pavilion = confirmed(edition, at=NOON)
    set_guest_of_honour(pavilion.pk, is_guest=True, actor=organizer(), at=NOON + DAY)
    set_guest_of_honour(pavilion.pk, is_guest=False, actor=organizer(), at=NOON + 2 * DAY)
    assert [value(edition, "guest_times", day) for day in (FIRST, SECOND, THIRD)] == [0, 2, 0]


def test_guest_of_honour_declines_and_was_one_before() -> None:
    edition = EditionFactory()
    pavilion = confirmed(edition, at=NOON, is_guest=True)
    move_pavilion(pavilion.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON + DAY)
    assert [value(edition, "guest_times", day) for day in (FIRST, SECOND)] == [1, 0]


def test_figures_of_a_running_day_are_those_of_the_moment() -> None:
    edition = EditionFactory()
    confirmed(edition, at=NOON)
    hour = timedelta(hours=1)
    assert [value(edition, "participants", FIRST, at=at) for at in (NOON - hour, NOON, NOON + hour)] == [0, 1, 1]
