from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.kernel.lifecycle import TransitionRefused
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.operations.programme import (
    announce_event,
    cancel_event,
    change_event,
    open_room,
    plan_event,
    restore_event,
)
from pavilions.national.programme.queries import public_events
from pavilions.national.programme.states import TopicState
from pavilions.states import EventState, OrganizerRole, PavilionStage
from tests.factories import NOON, NationalPavilionFactory, UserFactory, organizer
from tests.pavilions.national_pavilions.national import move, pavilion_at
from tests.pavilions.programme.programme import TEN, announced, edition, planned, room, scheduled, shortlisted, terms

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("begins", "ends", "is_free"),
    [
        (TEN - HOUR, TEN, True),
        (TEN + HOUR, TEN + 2 * HOUR, True),
        (TEN - HOUR, TEN + HOUR / 60, False),
        (TEN + HOUR / 4, TEN + HOUR / 2, False),
        (TEN - HOUR, TEN + 2 * HOUR, False),
    ],
)
def test_events_never_meet_in_a_room_but_may_follow_one_another(begins: Any, ends: Any, is_free: bool) -> None:
    first = planned()
    if is_free:
        assert planned(begins_at=begins, ends_at=ends).room == first.room
        return
    with pytest.raises(DomainError) as refusal:
        planned(title="Late", begins_at=begins, ends_at=ends)
    assert (refusal.value.code, refusal.value.field) == ("room_taken", "room")
    assert str(refusal.value) == "Drums is already planned in this room at that time."


def test_other_rooms_and_the_room_of_a_cancelled_event_are_free() -> None:
    event = planned()
    planned(room_id=room("Other stage").pk)
    cancel_event(event.pk, actor=organizer(), at=NOON)
    assert planned().state == EventState.PLANNED


def test_database_refuses_two_events_in_a_room_by_any_writer() -> None:
    event = planned()
    later = planned(begins_at=TEN + HOUR, ends_at=TEN + 2 * HOUR)
    with pytest.raises(IntegrityError, match="events_never_meet_in_a_room"), transaction.atomic():
        ProgrammeEvent.objects.filter(pk=later.pk).update(period=event.period)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_at": TEN}, "ends_at"),
        ({"ends_at": TEN - HOUR}, "ends_at"),
        ({"ends_at": TEN + 15 * HOUR}, "ends_at"),
        ({"begins_at": TEN + 13 * HOUR, "ends_at": TEN + 15 * HOUR}, "ends_at"),
        ({"begins_at": TEN - timedelta(days=3), "ends_at": TEN - timedelta(days=3) + HOUR}, "begins_at"),
        ({"begins_at": TEN + timedelta(days=5), "ends_at": TEN + timedelta(days=5) + HOUR}, "begins_at"),
        ({"title": " "}, "title"),
        ({"title": "x" * 300}, "title"),
        ({"room_id": 0}, "room"),
        ({"pavilion_id": 0}, "pavilion"),
    ],
)
def test_bad_terms_are_refused_beside_their_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        planned(**changed)
    assert refusal.value.field == field
    assert not ProgrammeEvent.objects.exists()


def test_event_may_last_until_midnight() -> None:
    assert planned(begins_at=TEN + 13 * HOUR, ends_at=TEN + 14 * HOUR).state == EventState.PLANNED


def test_change_on_an_older_revision_is_refused_and_a_cancelled_event_stays() -> None:
    event = planned()
    change_event(event.pk, terms(title="Gongs"), seen=0, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        change_event(event.pk, terms(title="Bells"), seen=0, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"
    cancel_event(event.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        change_event(event.pk, terms(title="Bells"), actor=organizer(), at=NOON)
    assert refusal.value.code == "event_cancelled"
    with pytest.raises(TransitionRefused):
        announce_event(event.pk, actor=organizer(), at=NOON)


def test_manager_plans_for_the_own_pavilion_only() -> None:
    pavilion = NationalPavilionFactory(edition=edition())
    other = NationalPavilionFactory(edition=edition(), country="DE")
    manager = UserFactory()
    pavilion.managers.add(manager)
    event = plan_event(edition().pk, terms(pavilion_id=pavilion.pk), actor=manager, at=NOON)
    for refused in (terms(pavilion_id=other.pk), terms()):
        with pytest.raises(NotAllowed):
            plan_event(edition().pk, refused, actor=manager, at=NOON)
        with pytest.raises(NotAllowed):
            change_event(event.pk, refused, actor=manager, at=NOON)
    with pytest.raises(NotAllowed):
        announce_event(event.pk, actor=manager, at=NOON)
    assert cancel_event(event.pk, actor=manager, at=NOON).state == EventState.CANCELLED
    shown = announced(pavilion_id=pavilion.pk)
    with pytest.raises(NotAllowed):
        cancel_event(shown.pk, actor=manager, at=NOON)


def test_pavilion_that_declines_cancels_its_events_and_leaves_their_rooms() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED, edition=edition())
    plan = planned(pavilion_id=pavilion.pk)
    shown = announced(pavilion_id=pavilion.pk, room_id=room("Square").pk)
    others = planned(room_id=room("Library").pk)
    move(pavilion, PavilionStage.DECLINED)
    states = dict(ProgrammeEvent.objects.values_list("pk", "state"))
    assert states == {plan.pk: "cancelled", shown.pk: "cancelled", others.pk: "planned"}
    assert list(public_events(edition())) == [shown]
    assert planned().state == EventState.PLANNED


def test_session_of_the_forum_stays_when_its_pavilion_declines() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED, edition=edition())
    session = scheduled(shortlisted(), pavilion_id=pavilion.pk)
    move(pavilion, PavilionStage.DECLINED)
    event = ProgrammeEvent.objects.get(pk=session.pk)
    assert (event.state, event.pavilion) == (EventState.PLANNED, None)


def test_nothing_is_planned_for_a_pavilion_that_has_declined() -> None:
    pavilion, event = pavilion_at(PavilionStage.CONFIRMED, edition=edition()), planned()
    move(pavilion, PavilionStage.DECLINED)
    wanted = terms(pavilion_id=pavilion.pk, room_id=room("Square").pk)
    for attempt in (partial(plan_event, edition().pk), partial(change_event, event.pk)):
        with pytest.raises(Invalid) as refusal:
            attempt(wanted, actor=organizer(), at=NOON)
        assert (refusal.value.field, str(refusal.value)) == (
            "pavilion",
            "France is declined. Events cannot be planned for it.",
        )


def test_topics_of_a_cancelled_session_are_shortlisted_and_come_back_with_it() -> None:
    topic = shortlisted()
    session = scheduled(topic)
    cancel_event(session.pk, actor=organizer(), at=NOON)
    topic.refresh_from_db()
    assert (topic.state, topic.session) == (TopicState.SHORTLISTED, None)
    restore_event(session.pk, actor=organizer(), at=NOON)
    topic.refresh_from_db()
    assert (topic.state, topic.session) == (TopicState.ON_AGENDA, session)


def test_topic_that_went_elsewhere_stays_there_when_a_cancellation_is_taken_back() -> None:
    topic = shortlisted()
    session = scheduled(topic)
    cancel_event(session.pk, actor=organizer(), at=NOON)
    other = scheduled(topic, begins_at=TEN + 3 * HOUR, ends_at=TEN + 4 * HOUR)
    restore_event(session.pk, actor=organizer(), at=NOON)
    topic.refresh_from_db()
    assert topic.session == other


@pytest.mark.parametrize("was_public", [True, False])
def test_cancellation_is_taken_back_to_what_the_event_was(*, was_public: bool) -> None:
    event = announced() if was_public else planned()
    cancel_event(event.pk, actor=organizer(), at=NOON)
    restored = restore_event(event.pk, actor=organizer(), at=NOON)
    assert restored.state == (EventState.ANNOUNCED if was_public else EventState.PLANNED)


def test_cancellation_is_not_taken_back_into_a_room_that_others_use_or_into_the_past() -> None:
    event = announced()
    cancel_event(event.pk, actor=organizer(), at=NOON)
    planned(title="Flutes")
    with pytest.raises(DomainError) as refusal:
        restore_event(event.pk, actor=organizer(), at=NOON)
    assert (refusal.value.code, str(refusal.value)) == (
        "room_taken",
        "Flutes is already planned in this room at that time.",
    )
    with pytest.raises(DomainError) as refusal:
        restore_event(event.pk, actor=organizer(), at=TEN)
    assert refusal.value.code == "event_past"


def test_cancelled_event_is_announced_by_taking_the_cancellation_back_only() -> None:
    event = planned()
    cancel_event(event.pk, actor=organizer(), at=NOON)
    with pytest.raises(TransitionRefused):
        announce_event(event.pk, actor=organizer(), at=NOON)


def test_room_is_noted_once_whatever_the_case() -> None:
    room("Main stage")
    with pytest.raises(DomainError) as refusal:
        open_room("MAIN stage", hall_id=None, seats=None, actor=organizer(), at=NOON)
    assert refusal.value.field == "name"


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_only_directors_plan_the_programme(role: OrganizerRole) -> None:
    with pytest.raises(NotAllowed):
        plan_event(edition().pk, terms(), actor=organizer(role), at=NOON)
    with pytest.raises(NotAllowed):
        announce_event(announced().pk, actor=organizer(role), at=NOON)
