"""Who proposed, speaks at, or manages the pavilion of what changes gets a mail."""

from datetime import timedelta

import pytest
from post_office.models import Email

from pavilions.national.programme.models.forum import ForumSession
from pavilions.national.programme.operations.forum import change_speakers, merge_topics, take_off_agenda
from pavilions.national.programme.operations.programme import announce_event, cancel_event, change_event, restore_event
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.states import PavilionStage
from tests.factories import NOON, organizer
from tests.pavilions.national_pavilions.national import manager_of, pavilion_at
from tests.pavilions.programme.programme import TEN, announced, proposed, room, scheduled, shortlisted, terms

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SPEAKERS = [SpeakerTerms("Ada", email="speaker@example.org"), SpeakerTerms("王小明", email="wang@example.org")]


def on_agenda() -> ForumSession:
    session = scheduled(shortlisted())
    change_speakers(session.pk, SPEAKERS, actor=organizer(), at=NOON)
    announce_event(session.pk, actor=organizer(), at=NOON)
    return session


def news_of(*addresses: str) -> list[tuple[str, str, str]]:
    letters = Email.objects.filter(context__kind="event_news", to__in=addresses).order_by("pk")
    return [(str(letter.to[0]), letter.context["state"], letter.context["for_role"]) for letter in letters]


def test_proposers_and_speakers_hear_of_the_agenda_of_moves_and_of_cancellations() -> None:
    session = on_agenda()
    moved = terms(kind="forum", room_id=session.event.room_id, begins_at=TEN + HOUR, ends_at=TEN + 2 * HOUR)
    change_event(session.pk, moved, actor=organizer(), at=NOON)
    cancel_event(session.pk, actor=organizer(), at=NOON)
    restore_event(session.pk, actor=organizer(), at=NOON)
    states = ("announced", "moved", "cancelled", "restored")
    assert news_of("ada@example.org") == [("ada@example.org", state, "proposer") for state in states]
    assert news_of("speaker@example.org") == [("speaker@example.org", state, "speaker") for state in states]
    letter = Email.objects.filter(to="wang@example.org").latest("pk")
    assert (letter.context["language"], letter.context["from_time"], letter.context["to_time"]) == (
        "zh-hans",
        "11:00",
        "12:00",
    )


def test_change_of_words_alone_tells_nobody() -> None:
    session = on_agenda()
    same = terms(kind="forum", room_id=session.event.room_id, title="Drums and pipes")
    change_event(session.pk, same, actor=organizer(), at=NOON)
    assert len(news_of("ada@example.org")) == 1


def test_plans_that_were_never_public_tell_nobody() -> None:
    session = scheduled(shortlisted())
    cancel_event(session.pk, actor=organizer(), at=NOON)
    assert news_of("ada@example.org") == []


def test_speaker_who_joins_an_announced_session_gets_a_mail_and_the_others_no_second_one() -> None:
    session = on_agenda()
    change_speakers(
        session.pk, [*SPEAKERS, SpeakerTerms("Grace", email="grace@example.org")], actor=organizer(), at=NOON
    )
    assert news_of("grace@example.org", "speaker@example.org") == [
        ("speaker@example.org", "announced", "speaker"),
        ("grace@example.org", "announced", "speaker"),
    ]


def test_managers_hear_of_events_of_their_pavilion() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    manager = manager_of(pavilion)
    event = announced(pavilion_id=pavilion.pk)
    other = terms(room_id=room("Other stage").pk, pavilion_id=pavilion.pk)
    change_event(event.pk, other, actor=organizer(), at=NOON)
    assert news_of(manager.email) == [(manager.email, state, "manager") for state in ("announced", "moved")]


def test_proposer_hears_that_a_topic_was_merged_or_taken_off() -> None:
    like = proposed(title="Trade without tariffs", contact_email="kp@example.org")
    session = on_agenda()
    into = session.topics.get()
    merge_topics(like.pk, into.pk, actor=organizer(), at=NOON)
    take_off_agenda(into.pk, actor=organizer(), at=NOON)
    letters = Email.objects.filter(context__kind="forum_topic_news").order_by("pk")
    assert [(each.to, each.context["state"], each.context.get("into")) for each in letters] == [
        (["kp@example.org"], "merged", "Open markets"),
        (["ada@example.org"], "taken_off", None),
    ]


def test_proposer_of_a_merged_topic_hears_of_the_session() -> None:
    like, topic = proposed(title="Trade without tariffs", contact_email="kp@example.org"), shortlisted()
    merge_topics(like.pk, topic.pk, actor=organizer(), at=NOON)
    announce_event(scheduled(topic).pk, actor=organizer(), at=NOON)
    assert news_of("kp@example.org") == [("kp@example.org", "announced", "proposer")]


def test_speaker_who_leaves_an_announced_session_gets_a_mail() -> None:
    session = on_agenda()
    change_speakers(session.pk, [SpeakerTerms("Ada B.", email="SPEAKER@example.org")], actor=organizer(), at=NOON)
    assert news_of("wang@example.org")[1:] == [("wang@example.org", "without_you", "speaker")]
    assert len(news_of("speaker@example.org", "SPEAKER@example.org")) == 1
    assert Email.objects.filter(to="wang@example.org").latest("pk").context["zone"] == "北京时间"
