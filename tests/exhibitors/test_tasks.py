from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from post_office.models import Email

import exhibitors.bookings.totals.tasks
import exhibitors.promotion.roadshows.tasks
from ciie.kernel.actors import SYSTEM
from ciie.privacy.operations import apply_retention
from exhibitors.bookings import tasks
from exhibitors.bookings.models import ApiRequest, Booking
from exhibitors.bookings.operations.decisions import approve_booking, return_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.queries.deadlines import warning_of
from exhibitors.bookings.totals.models import DailySnapshot, SpaceMovement
from exhibitors.promotion.roadshows.models import RoadshowRegistration
from exhibitors.promotion.roadshows.operations import confirm_registration
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.roadshows.roadshows import asked, opened
from tests.factories import NOON, BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    """Set `clock["now"]` to the moment at which the tasks run."""
    clock = {"now": NOON}
    for module in (tasks, exhibitors.promotion.roadshows.tasks, exhibitors.bookings.totals.tasks):
        monkeypatch.setattr(module, "now", lambda: clock["now"])
    return clock


@pytest.fixture
def held() -> Booking:
    booth = BoothFactory()
    company = CompanyFactory()
    return hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def booked(booth: Booth) -> Booking:
    company = CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def kinds() -> list[str]:
    return [mail.context["kind"] for mail in Email.objects.order_by("pk")]


def test_hold_is_released_when_its_time_is_over(held: Booking, clock: dict[str, datetime]) -> None:
    clock["now"] = NOON + timedelta(minutes=29)
    tasks.release_expired_holds()
    held.refresh_from_db()
    assert held.state == BookingState.DRAFT
    clock["now"] = NOON + timedelta(minutes=30)
    tasks.release_expired_holds()
    tasks.release_expired_holds()
    held.refresh_from_db()
    assert held.state == BookingState.EXPIRED
    assert kinds() == ["hold_ended"]


def test_reminder_goes_out_once_when_a_third_is_left(held: Booking, clock: dict[str, datetime]) -> None:
    clock["now"] = NOON + timedelta(minutes=19)
    tasks.remind_of_ending_holds()
    assert kinds() == []
    clock["now"] = NOON + timedelta(minutes=20)
    tasks.remind_of_ending_holds()
    tasks.remind_of_ending_holds()
    assert kinds() == ["hold_ending"]


def test_returned_booking_is_reminded_of_on_its_last_day(clock: dict[str, datetime]) -> None:
    booking = booked(BoothFactory())
    return_booking(booking.pk, reason="Too large", actor=organizer(), at=NOON + timedelta(days=5))
    clock["now"] = NOON + timedelta(days=6)
    tasks.remind_of_ending_holds()
    assert "hold_ending" not in kinds()
    clock["now"] = NOON + timedelta(days=7, minutes=1)
    tasks.remind_of_ending_holds()
    assert kinds()[-1] == "hold_ending"


def test_short_hold_is_reminded_of_five_minutes_before() -> None:
    assert warning_of(timedelta(minutes=6)) == timedelta(minutes=5)
    assert warning_of(timedelta(minutes=30)) == timedelta(minutes=10)


def test_one_failing_booking_does_not_hold_up_the_others(
    held: Booking, clock: dict[str, datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = held.pk + 1000
    monkeypatch.setattr(tasks, "ended_holds", lambda _at: [missing, held.pk])
    clock["now"] = NOON + timedelta(hours=1)
    tasks.release_expired_holds()
    held.refresh_from_db()
    assert held.state == BookingState.EXPIRED


def test_folding_leaves_nothing_unfolded(clock: dict[str, datetime]) -> None:
    approve_booking(booked(BoothFactory()).pk, actor=organizer(), at=NOON)
    exhibitors.bookings.totals.tasks.fold_movements(limit=1)
    assert SpaceMovement.objects.count() == 3
    assert not SpaceMovement.objects.filter(folded_at__isnull=True).exists()


def test_snapshots_make_good_the_nights_that_were_missed(clock: dict[str, datetime]) -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    edition = booking.edition
    DailySnapshot.objects.create(edition=edition, on_date=date(2024, 5, 14), booked_sqm=0)

    clock["now"] = datetime(2024, 5, 17, 16, 5, tzinfo=UTC)  # five past midnight in Shanghai
    exhibitors.bookings.totals.tasks.take_daily_snapshot()
    exhibitors.bookings.totals.tasks.take_daily_snapshot()

    taken = DailySnapshot.objects.order_by("on_date").values_list("on_date", "booked_sqm", "companies", "countries")
    assert list(taken) == [
        (date(2024, 5, 14), Decimal(0), None, None),
        (date(2024, 5, 15), Decimal(0), 0, 0),
        (date(2024, 5, 16), Decimal(0), 0, 0),
        (date(2024, 5, 17), Decimal(9), 1, 1),
    ]


def test_registrations_that_nobody_confirms_are_deleted_after_fourteen_days(clock: dict[str, datetime]) -> None:
    show = opened()
    late, confirmed, fresh = (asked(show, email=f"{name}@example.org") for name in ("late", "confirmed", "fresh"))
    confirm_registration(confirmed.pk, actor=SYSTEM, at=NOON)
    old = NOON - timedelta(days=14, seconds=1)
    RoadshowRegistration.objects.filter(pk__in=[late.pk, confirmed.pk]).update(asked_at=old)
    RoadshowRegistration.objects.filter(pk=fresh.pk).update(asked_at=NOON - timedelta(days=14))
    exhibitors.promotion.roadshows.tasks.forget_unconfirmed_registrations()
    assert set(RoadshowRegistration.objects.all()) == {confirmed, fresh}


def test_answers_to_programs_are_forgotten_after_thirty_days(clock: dict[str, datetime]) -> None:
    user = owner_of(CompanyFactory())
    for days in (29, 30, 31):
        ApiRequest.objects.create(user=user, key=f"{days}", fingerprint="", created_at=NOON - timedelta(days=days))
    apply_retention("api_answers", actor=SYSTEM, at=NOON)
    assert list(ApiRequest.objects.values_list("key", flat=True)) == ["29"]
