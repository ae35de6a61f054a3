from datetime import UTC, datetime, timedelta

import pytest
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.kernel.lifecycle import TransitionRefused
from pavilions.national.programme.models.forum import ForumSession, ForumTopic, Speaker
from pavilions.national.programme.operations.forum import (
    change_speakers,
    confirm_topic,
    merge_topics,
    move_topic,
    note_topic,
    propose_topic,
    review_topic,
    schedule_session,
    take_off_agenda,
)
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.national.programme.queries import agenda_of, topics_of
from pavilions.national.programme.states import EventKind, TopicSource, TopicState
from pavilions.states import OrganizerRole
from tests.factories import NOON, EditionFactory, organizer
from tests.pavilions.programme.programme import (
    TEN,
    asked,
    edition,
    planned,
    proposed,
    scheduled,
    shortlisted,
    terms,
    topic_record,
)

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return [letter.context["kind"] for letter in Email.objects.order_by("pk")]


def test_topic_of_the_public_call_counts_once_its_address_is_confirmed() -> None:
    topic = asked()
    assert (topic.state, kinds(), list(topics_of(edition()))) == (TopicState.ASKED, ["forum_topic"], [])
    confirm_topic(topic.pk, actor=SYSTEM, at=NOON)
    assert confirm_topic(topic.pk, actor=SYSTEM, at=NOON).state == TopicState.PROPOSED
    assert list(topics_of(edition())) == [topic]


def test_topic_of_an_invited_institution_needs_no_confirmation() -> None:
    topic = note_topic(edition().pk, topic_record(), actor=organizer(), at=NOON)
    assert (topic.state, topic.source, kinds()) == (TopicState.PROPOSED, TopicSource.INVITED, [])


@pytest.mark.parametrize("field", ["title", "abstract", "institution", "contact_email"])
def test_blank_field_is_refused_beside_it(field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(**{field: " "})
    assert refusal.value.field == field
    assert (ForumTopic.objects.count(), kinds()) == (0, [])


def test_call_is_over_when_the_edition_opens() -> None:
    with pytest.raises(DomainError) as refusal:
        propose_topic(edition().pk, topic_record(), language="en", actor=SYSTEM, at=datetime(2024, 11, 5, tzinfo=UTC))
    assert refusal.value.code == "call_over"


def test_second_review_of_a_reviewer_replaces_the_first() -> None:
    topic, first, second = proposed(), organizer(OrganizerRole.REVIEWER), organizer(OrganizerRole.FINANCE)
    review_topic(topic.pk, score=1, comment="no", actor=first, at=NOON)
    review_topic(topic.pk, score=5, comment="yes after all", actor=first, at=NOON)
    review_topic(topic.pk, score=2, comment="", actor=second, at=NOON)
    (row,) = topics_of(edition())
    assert (row.score, row.review_count) == (3.5, 2)  # type: ignore[attr-defined]
    for score in (0, 6):
        with pytest.raises(Invalid) as refusal:
            review_topic(topic.pk, score=score, comment="", actor=first, at=NOON)
        assert refusal.value.field == "score"


def test_stages_are_taken_in_their_order() -> None:
    topic, director = proposed(), organizer()
    for stage in (TopicState.SHORTLISTED, TopicState.ON_AGENDA, TopicState.MERGED):
        with pytest.raises(TransitionRefused):
            move_topic(topic.pk, to=stage, actor=director, at=NOON)
    with pytest.raises(TransitionRefused):
        move_topic(asked(title="Other").pk, to=TopicState.PROPOSED, actor=director, at=NOON)
    move_topic(topic.pk, to=TopicState.CONSULTED, actor=director, at=NOON)
    move_topic(topic.pk, to=TopicState.SHORTLISTED, actor=director, at=NOON)
    assert kinds()[-1] == "forum_topic_decided"
    with pytest.raises(NotAllowed):
        move_topic(topic.pk, to=TopicState.DECLINED, actor=organizer(OrganizerRole.REVIEWER), at=NOON)


def test_like_topics_go_into_one_and_take_along_what_had_gone_into_them() -> None:
    first, second, third = (proposed(title=title) for title in ("A", "B", "C"))
    merge_topics(first.pk, second.pk, actor=organizer(), at=NOON)
    merge_topics(second.pk, third.pk, actor=organizer(), at=NOON)
    assert {topic.title for topic in third.merged.all()} == {"A", "B"}
    with pytest.raises(Invalid):
        merge_topics(third.pk, third.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        merge_topics(third.pk, first.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "topic_closed"
    elsewhere = note_topic(EditionFactory().pk, topic_record(), actor=organizer(), at=NOON)
    with pytest.raises(NotFound):
        merge_topics(third.pk, elsewhere.pk, actor=organizer(), at=NOON)


def test_session_puts_its_topics_on_the_agenda_all_or_none() -> None:
    ready, not_ready = shortlisted(title="Ready"), proposed(title="Not ready")
    with pytest.raises(TransitionRefused):
        scheduled(ready, not_ready)
    assert ForumSession.objects.count() == 0
    session = scheduled(ready)
    ready.refresh_from_db()
    assert (ready.state, ready.session) == (TopicState.ON_AGENDA, session)
    assert list(agenda_of(edition())) == []


def test_session_in_a_room_that_is_taken_is_refused_and_its_topics_stay() -> None:
    planned()
    topic = shortlisted()
    with pytest.raises(DomainError) as refusal:
        scheduled(topic)
    assert refusal.value.code == "room_taken"
    topic.refresh_from_db()
    assert topic.state == TopicState.SHORTLISTED


def test_session_without_topics_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        scheduled()
    assert refusal.value.field == "topics"


def test_speakers_are_kept_in_their_order_and_replaced() -> None:
    speakers = [SpeakerTerms("Ada", "Institute", is_moderator=True), SpeakerTerms("Grace")]
    session = schedule_session(
        edition().pk,
        terms(kind=EventKind.FORUM),
        topic_ids=[shortlisted().pk],
        speakers=speakers,
        actor=organizer(),
        at=NOON,
    )
    assert [(each.name, each.is_moderator) for each in session.speakers.all()] == [("Ada", True), ("Grace", False)]
    change_speakers(session.pk, speakers[1:], actor=organizer(), at=NOON)
    assert [str(each) for each in Speaker.objects.all()] == ["Grace"]


def test_speakers_changed_meanwhile_are_not_replaced() -> None:
    session = scheduled(shortlisted())
    change_speakers(session.pk, [SpeakerTerms("Ada")], seen=session.event.revision, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        change_speakers(session.pk, [SpeakerTerms("Bob")], seen=session.event.revision, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"
    assert [speaker.name for speaker in session.speakers.all()] == ["Ada"]


def test_topic_taken_off_the_agenda_is_shortlisted_again() -> None:
    topic = shortlisted()
    scheduled(topic, begins_at=TEN, ends_at=TEN + timedelta(hours=2))
    taken = take_off_agenda(topic.pk, actor=organizer(), at=NOON)
    assert (taken.state, taken.session) == (TopicState.SHORTLISTED, None)
    with pytest.raises(TransitionRefused):
        take_off_agenda(topic.pk, actor=organizer(), at=NOON)
