"""Events and topics for tests, made by the operations."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ciie.kernel.actors import SYSTEM
from pavilions.floor.models.edition import Edition
from pavilions.national.programme.models.forum import ForumSession, ForumTopic
from pavilions.national.programme.models.programme import ProgrammeEvent, Room
from pavilions.national.programme.operations.forum import confirm_topic, move_topic, propose_topic, schedule_session
from pavilions.national.programme.operations.programme import EventTerms, announce_event, open_room, plan_event
from pavilions.national.programme.states import EventKind, TopicState
from tests.factories import NOON, EditionFactory, organizer

TEN = datetime(2024, 11, 6, 2, 0, tzinfo=UTC)
"""Ten o'clock in Shanghai on the edition's second day."""


def edition() -> Edition:
    found: Edition = Edition.objects.first() or EditionFactory()
    return found


def room(name: str = "Main stage") -> Room:
    return Room.objects.filter(name=name).first() or open_room(
        name, hall_id=None, seats=None, actor=organizer(), at=NOON
    )


def terms(**changed: Any) -> EventTerms:
    usual: dict[str, Any] = {
        "kind": EventKind.CULTURAL,
        "title": "Drums",
        "begins_at": TEN,
        "ends_at": TEN + timedelta(hours=1),
    }
    if "room_id" not in changed:
        usual["room_id"] = room().pk
    return EventTerms(**usual | changed)


def planned(**changed: Any) -> ProgrammeEvent:
    return plan_event(edition().pk, terms(**changed), actor=organizer(), at=NOON)


def announced(**changed: Any) -> ProgrammeEvent:
    return announce_event(planned(**changed).pk, actor=organizer(), at=NOON)


def topic_record(**changed: str) -> dict[str, str]:
    return {
        "title": "Open markets",
        "abstract": "Why they matter.",
        "institution": "Institute",
        "contact_name": "Ada",
        "contact_email": "ada@example.org",
    } | changed


def asked(**changed: str) -> ForumTopic:
    return propose_topic(edition().pk, topic_record(**changed), language="en", actor=SYSTEM, at=NOON)


def proposed(**changed: str) -> ForumTopic:
    return confirm_topic(asked(**changed).pk, actor=SYSTEM, at=NOON)


def shortlisted(**changed: str) -> ForumTopic:
    topic, director = proposed(**changed), organizer()
    for stage in (TopicState.CONSULTED, TopicState.SHORTLISTED):
        topic = move_topic(topic.pk, to=stage, actor=director, at=NOON)
    return topic


def scheduled(*topics: ForumTopic, **changed: Any) -> ForumSession:
    return schedule_session(
        edition().pk,
        terms(kind=EventKind.FORUM, **changed),
        topic_ids=[topic.pk for topic in topics],
        speakers=[],
        actor=organizer(),
        at=NOON,
    )
