from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ciie.kernel.errors import NotAllowed
from pavilions.floor.editions.operations.editions import EDITION_FIELDS, archive_edition, change_edition, create_edition
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus, OrganizerRole
from tests.factories import (
    NOON,
    BoothFactory,
    EditionFactory,
    FloorPlanFactory,
    organizer,
)
from tests.pavilions.claims import holder_of
from tests.pavilions.editions.changes import changed, refusal

pytestmark = pytest.mark.django_db

VALUES: dict[str, Any] = {
    "number": 8,
    "name": "8th Expo",
    "opens_date": date(2025, 11, 5),
    "closes_date": date(2025, 11, 10),
    "booking_opens_at": datetime(2024, 11, 6, tzinfo=UTC),
    "booking_closes_at": datetime(2025, 9, 1, tzinfo=UTC),
    "cancel_until_date": date(2025, 8, 31),
    "currency": "EUR",
    "time_zone": "Europe/Paris",
}


def test_edition_is_created_in_planning() -> None:
    edition = create_edition(VALUES, actor=organizer(), at=NOON)
    assert {field: getattr(edition, field) for field in VALUES} == VALUES
    assert (edition.status, edition.hold_minutes) == (EditionStatus.PLANNING, 30)


def test_number_is_given_once() -> None:
    EditionFactory(number=8)
    assert refusal(lambda: create_edition(VALUES, actor=organizer(), at=NOON)) == ("number_taken", "number")
    assert refusal(lambda: changed(EditionFactory(number=9), number=8)) == ("number_taken", "number")


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"number": 0}, ("invalid", "number")),
        ({"currency": "abc"}, ("invalid", "currency")),
        ({"currency": "€"}, ("invalid", "currency")),
        ({"currency": "XXX"}, ("invalid", "currency")),
        ({"time_zone": "Beijing"}, ("invalid", "time_zone")),
        ({"hold_minutes": 0}, ("invalid", "hold_minutes")),
        ({"closes_date": date(2025, 11, 4)}, ("days_out_of_order", "closes_date")),
        ({"booking_closes_at": VALUES["booking_opens_at"]}, ("days_out_of_order", "booking_closes_at")),
        ({"booking_closes_at": datetime(2025, 11, 10, 23, tzinfo=UTC)}, ("days_out_of_order", "booking_closes_at")),
        ({"cancel_until_date": date(2025, 11, 11)}, ("days_out_of_order", "cancel_until_date")),
        ({"undecided_days": 90}, ("edition_lapse_after_reminder_and_warning", "lapse_days")),
    ],
)
def test_values_that_cannot_be_are_refused_beside_their_field(
    values: dict[str, object], refused: tuple[str, str]
) -> None:
    assert refusal(lambda: create_edition(VALUES | values, actor=organizer(), at=NOON)) == refused
    assert not Edition.objects.exists()


def test_edition_that_nothing_stands_on_changes_freely() -> None:
    edition = changed(EditionFactory(number=8), number=9, currency="USD", time_zone="Europe/Paris", name="Ninth")
    edition.refresh_from_db()
    assert (edition.number, edition.currency, edition.time_zone, edition.name) == (9, "USD", "Europe/Paris", "Ninth")


def test_only_directors_run_editions() -> None:
    edition, reviewer = EditionFactory(), organizer(OrganizerRole.REVIEWER)
    assert refusal(lambda: create_edition(VALUES, actor=reviewer, at=NOON)) == ("not_allowed", None)
    assert refusal(lambda: change_edition(edition.pk, {}, actor=reviewer, at=NOON)) == ("not_allowed", None)


def test_change_of_what_a_colleague_changed_meanwhile_is_refused() -> None:
    edition = Edition.objects.get(pk=EditionFactory().pk)
    changed(edition, name="Renamed")
    seen = edition.revision
    late = {"name": "Renamed again"}
    assert refusal(lambda: change_edition(edition.pk, late, seen=seen, actor=organizer(), at=NOON)) == (
        "changed_meanwhile",
        None,
    )


def test_archived_edition_stays_as_it_was() -> None:
    edition = EditionFactory(status=EditionStatus.ARCHIVED)
    assert refusal(lambda: changed(edition, name="Renamed")) == ("edition_archived", None)


@pytest.mark.parametrize(
    ("status", "at", "refused"),
    [
        (EditionStatus.OPEN, datetime(2024, 11, 20, tzinfo=UTC), "edition_not_closed"),
        (EditionStatus.ARCHIVED, datetime(2024, 11, 20, tzinfo=UTC), "edition_not_closed"),
        (EditionStatus.CLOSED, datetime(2024, 11, 10, 15, 59, tzinfo=UTC), "edition_not_over"),
    ],
)
def test_edition_is_archived_only_when_it_is_closed_and_over(status: EditionStatus, at: datetime, refused: str) -> None:
    edition = EditionFactory(status=status, closes_date=date(2024, 11, 10), time_zone="Asia/Shanghai")
    assert refusal(lambda: archive_edition(edition.pk, actor=organizer(), at=at)) == (refused, None)


def test_edition_is_archived_once_its_last_day_is_over_where_it_takes_place() -> None:
    edition = EditionFactory(status=EditionStatus.CLOSED, closes_date=date(2024, 11, 10), time_zone="Asia/Shanghai")
    reviewer = organizer(OrganizerRole.REVIEWER)
    over = datetime(2024, 11, 10, 16, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        archive_edition(edition.pk, actor=reviewer, at=over)
    archive_edition(edition.pk, seen=edition.revision, actor=organizer(), at=over)
    edition.refresh_from_db()
    assert edition.status == EditionStatus.ARCHIVED


def held(edition: Edition) -> None:
    holder_of(BoothFactory(allotment__edition=edition))


FROZEN: list[tuple[Callable[[Edition], object], dict[str, object], tuple[str, str]]] = [
    (held, {"number": 70}, ("edition_number_in_use", "number")),
    (lambda edition: FloorPlanFactory(edition=edition), {"number": 70}, ("edition_number_in_use", "number")),
    (held, {"time_zone": "Europe/Paris"}, ("edition_time_zone_in_use", "time_zone")),
]


@pytest.mark.parametrize(("happen", "values", "refused"), FROZEN)
def test_what_records_stand_on_is_frozen(
    happen: Callable[[Edition], object], values: dict[str, object], refused: tuple[str, str]
) -> None:
    edition = EditionFactory(number=7)
    happen(edition)
    before = {field: getattr(edition, field) for field in values}
    assert refusal(lambda: changed(edition, **values)) == refused
    edition.refresh_from_db()
    assert {field: getattr(edition, field) for field in values} == before
    assert changed(edition, name="Renamed").name == "Renamed"


@pytest.mark.parametrize(("happen", "values", "refused"), FROZEN)
def test_database_refuses_what_records_stand_on_too(
    happen: Callable[[Edition], object], values: dict[str, object], refused: tuple[str, str]
) -> None:
    edition = EditionFactory(number=7)
    happen(edition)
    with pytest.raises(IntegrityError, match=refused[0]), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**values)


def test_every_field_that_is_set_by_hand_is_changed_by_the_operation() -> None:
    by_operations_of_their_own = {
        *("id", "status", "is_sample", "revision"),
        *("sender_name", "reply_to"),
    }
    assert {*EDITION_FIELDS} == {field.name for field in Edition._meta.concrete_fields} - by_operations_of_their_own
