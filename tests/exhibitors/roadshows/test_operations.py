from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.lifecycle import TransitionRefused
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration, RoadshowReport
from exhibitors.promotion.roadshows.operations import (
    ask_for_registration,
    cancel_roadshow,
    change_roadshow,
    close_roadshow,
    confirm_registration,
    correct_roadshow,
    open_roadshow,
    plan_roadshow,
    restore_roadshow,
    withdraw_registration,
)
from exhibitors.promotion.roadshows.states import RegistrationState, RoadshowState
from pavilions.states import OrganizerRole
from tests.exhibitors.roadshows.roadshows import asked, opened, record, visitor
from tests.factories import NOON, EditionFactory, organizer


@pytest.mark.django_db
def test_registration_counts_once_its_address_is_confirmed() -> None:
    registration = asked(opened())
    assert (registration.state, registration.normalized_name) == (RegistrationState.ASKED, "ada")
    letter = Email.objects.get()
    assert (letter.to, letter.context["kind"]) == (["ada@example.org"], "roadshow_registration")
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)
    again = confirm_registration(registration.pk, actor=SYSTEM, at=NOON + timedelta(hours=1))
    assert (again.state, again.confirmed_at) == (RegistrationState.CONFIRMED, NOON)
    assert Roadshow.objects.get().seats_taken == 1


@pytest.mark.django_db
def test_asking_again_writes_the_same_row_and_tells_a_confirmed_address_nothing() -> None:
    show = opened()
    first = asked(show)
    second = asked(show, email="ADA@example.org", name="Ada L.")
    assert (second.pk, second.name) == (first.pk, "Ada L.")
    confirm_registration(first.pk, actor=SYSTEM, at=NOON)
    assert ask_for_registration(show.pk, visitor(), language="en", actor=SYSTEM, at=NOON) is None
    assert RoadshowRegistration.objects.count() == 1


@pytest.mark.django_db
def test_withdrawn_seat_is_free_again() -> None:
    show = opened(seats=1)
    registration = asked(show)
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)
    with pytest.raises(DomainError) as refusal:
        asked(show, email="other@example.org")
    assert refusal.value.code == "no_seats_left"
    withdraw_registration(registration.pk, actor=SYSTEM, at=NOON)
    withdraw_registration(registration.pk, actor=SYSTEM, at=NOON)
    show.refresh_from_db()
    assert show.seats_taken == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [({"email": "ada"}, "email"), ({"name": ""}, "name"), ({"company_name": "x" * 300}, "company_name")],
)
def test_bad_registration_is_refused_beside_its_field(changed: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(opened(), **changed)
    assert refusal.value.field == field
    assert (RoadshowRegistration.objects.count(), Email.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_nobody_registers_for_what_is_not_open_or_over() -> None:
    planned = plan_roadshow(EditionFactory().pk, record(), actor=organizer(), at=NOON)
    past = opened(held_date=date(2024, 5, 16))
    for show in (planned, past):
        with pytest.raises(DomainError) as refusal:
            asked(show)
        assert refusal.value.code == "registration_closed"


@pytest.mark.django_db
def test_roadshow_is_held_on_its_day_or_later() -> None:
    show = opened()
    with pytest.raises(DomainError) as refusal:
        close_roadshow(show.pk, attendance=40, actor=organizer(), at=NOON)
    assert refusal.value.code == "day_to_come"
    held = close_roadshow(show.pk, attendance=40, actor=organizer(), at=NOON + timedelta(days=3))
    assert (held.state, held.attendance) == (RoadshowState.HELD, 40)
    with pytest.raises(TransitionRefused):
        cancel_roadshow(show.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        change_roadshow(show.pk, record(), actor=organizer(), at=NOON)
    assert refusal.value.code == "roadshow_over"


@pytest.mark.django_db
def test_cancelled_roadshow_tells_those_who_are_confirmed() -> None:
    show = opened()
    confirm_registration(asked(show).pk, actor=SYSTEM, at=NOON)
    asked(show, email="unsure@example.org")
    Email.objects.all().delete()
    cancel_roadshow(show.pk, actor=organizer(), at=NOON)
    assert [(letter.to, letter.context["kind"]) for letter in Email.objects.all()] == [
        (["ada@example.org"], "roadshow_cancelled")
    ]


@pytest.mark.django_db
def test_cancelled_roadshow_takes_place_after_all_until_the_day_before() -> None:
    show = opened()
    confirm_registration(asked(show).pk, actor=SYSTEM, at=NOON)
    asked(show, email="unsure@example.org")
    for _time in range(2):
        cancel_roadshow(show.pk, actor=organizer(), at=NOON)
        with pytest.raises(TransitionRefused):
            open_roadshow(show.pk, actor=organizer(), at=NOON)
        with pytest.raises(DomainError) as refusal:
            restore_roadshow(show.pk, actor=organizer(), at=NOON + timedelta(days=3))
        assert refusal.value.code == "roadshow_past"
        Email.objects.all().delete()
        restored = restore_roadshow(show.pk, actor=organizer(), at=NOON + timedelta(days=2))
        assert (restored.state, restored.seats_taken) == (RoadshowState.OPEN, 1)
        assert [(letter.to, letter.context["kind"]) for letter in Email.objects.all()] == [
            (["ada@example.org"], "roadshow_restored")
        ]
    with pytest.raises(TransitionRefused):
        restore_roadshow(show.pk, actor=organizer(), at=NOON)


@pytest.mark.django_db
def test_roadshow_that_was_only_planned_is_planned_again() -> None:
    show = plan_roadshow(EditionFactory().pk, record(), actor=organizer(), at=NOON)
    cancel_roadshow(show.pk, actor=organizer(), at=NOON)
    assert restore_roadshow(show.pk, actor=organizer(), at=NOON).state == RoadshowState.PLANNED


@pytest.mark.django_db
def test_plan_is_refused_outside_the_edition_and_below_the_seats_taken() -> None:
    for day in (date(2025, 1, 1), date(2019, 5, 1), date(2023, 11, 4)):
        with pytest.raises(Invalid) as refusal:
            opened(held_date=day)
        assert refusal.value.field == "held_date"
    show = opened(seats=2)
    confirm_registration(asked(show).pk, actor=SYSTEM, at=NOON)
    confirm_registration(asked(show, email="b@example.org").pk, actor=SYSTEM, at=NOON)
    with pytest.raises(Invalid) as refusal:
        change_roadshow(show.pk, record(seats=1), actor=organizer(), at=NOON)
    assert refusal.value.field == "seats"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_only_those_who_promote_plan(role: OrganizerRole) -> None:
    with pytest.raises(NotAllowed):
        plan_roadshow(EditionFactory().pk, record(), actor=organizer(role), at=NOON)


@pytest.mark.django_db
def test_database_refuses_more_people_than_seats_and_a_held_roadshow_without_a_number() -> None:
    show = opened(seats=1)
    for change in ({"seats_taken": 2}, {"state": RoadshowState.HELD}, {"state": RoadshowState.PLANNED}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Roadshow.objects.filter(pk=show.pk).update(**change)


def held() -> Roadshow:
    return close_roadshow(opened(held_date=date(2024, 5, 17)).pk, attendance=40, actor=organizer(), at=NOON)


@pytest.mark.django_db
def test_held_roadshow_is_corrected_by_a_new_report_with_its_reason() -> None:
    show, later = held(), NOON + timedelta(days=1)
    to = {"held_date": date(2024, 5, 16), "city": "Nice", "country": "FR", "attendance": 45}
    corrected = correct_roadshow(show.pk, to, reason=" Counted again. ", actor=organizer(), at=later)
    assert (corrected.state, corrected.city, corrected.attendance) == (RoadshowState.HELD, "Nice", 45)
    assert list(show.reports.values_list("held_date", "city", "attendance", "reason", "reported_at")) == [
        (date(2024, 5, 17), "Lyon", 40, "", NOON),
        (date(2024, 5, 16), "Nice", 45, "Counted again.", later),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        RoadshowReport.objects.update(attendance=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "reason", "field"),
    [
        ({"attendance": 45}, " ", "reason"),
        ({}, "Nothing.", "attendance"),
        ({"held_date": date(2024, 5, 18)}, "Later.", "held_date"),
        ({"held_date": date(2019, 5, 18)}, "Long ago.", "held_date"),
        ({"city": ""}, "No city.", "city"),
    ],
)
def test_correction_that_cannot_be_is_refused_beside_its_field(
    changed: dict[str, object], reason: str, field: str
) -> None:
    show = held()
    to = {"held_date": date(2024, 5, 17), "city": "Lyon", "country": show.country, "attendance": 40} | changed
    with pytest.raises(Invalid) as refusal:
        correct_roadshow(show.pk, to, reason=reason, actor=organizer(), at=NOON)
    assert refusal.value.field == field
    assert show.reports.count() == 1


@pytest.mark.django_db
def test_only_a_held_roadshow_is_corrected_and_only_as_it_was_seen() -> None:
    to = {"held_date": date(2024, 5, 17), "city": "Nice", "country": "FR", "attendance": 45}
    with pytest.raises(DomainError) as refusal:
        correct_roadshow(opened().pk, to, reason="No.", actor=organizer(), at=NOON)
    assert refusal.value.code == "roadshow_not_held"
    with pytest.raises(DomainError) as refusal:
        correct_roadshow(held().pk, to, reason="No.", seen=1, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"
