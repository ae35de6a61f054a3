"""A person is named once in a session, and speaks in one room at a time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ciie.kernel.errors import Invalid
from pavilions.national.programme.forms import speaker_lines, speakers_in
from pavilions.national.programme.models.forum import ForumSession, Speaker
from pavilions.national.programme.operations.forum import change_speakers
from pavilions.national.programme.operations.programme import announce_event, cancel_event, change_event, restore_event
from pavilions.national.programme.operations.speakers import SpeakerTerms, folded_name
from tests.factories import NOON, organizer
from tests.pavilions.programme.programme import TEN, room, scheduled, shortlisted, terms

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
KOVACS = SpeakerTerms("Kovács Péter")


def speak(session: ForumSession, *speakers: SpeakerTerms) -> ForumSession:
    return change_speakers(session.pk, list(speakers), actor=organizer(), at=NOON)


def two_sessions(**second: Any) -> tuple[ForumSession, ForumSession]:
    first = scheduled(shortlisted(), room_id=room("Hongqiao room 3").pk)
    other = {"room_id": room("Conference room A").pk, **second}
    return first, scheduled(shortlisted(title="Clean ports", contact_email="b@example.org"), **other)


@pytest.mark.parametrize("name", ["Kovács Péter", "PÉTER KOVÁCS", "Kovacs,  Peter"])
def test_person_speaks_in_one_room_at_a_time_however_the_name_is_written(name: str) -> None:
    first, second = two_sessions(begins_at=TEN + HOUR / 2, ends_at=TEN + 2 * HOUR)
    speak(first, KOVACS)
    with pytest.raises(Invalid) as refusal:
        speak(second, SpeakerTerms(name))
    assert (refusal.value.code, refusal.value.field) == ("speaks_elsewhere", "speakers")
    assert str(refusal.value) == (
        f"{name} speaks in “Drums” (Hongqiao room 3) on 6 November 2024 from 10:00 to 11:00. "
        "If these are two people, add an email address to each."
    )
    assert Speaker.objects.count() == 1


def test_sessions_that_follow_one_another_and_people_with_addresses_of_their_own_are_free() -> None:
    first, second = two_sessions(begins_at=TEN + HOUR, ends_at=TEN + 2 * HOUR)
    speak(first, KOVACS)
    speak(second, KOVACS)
    assert Speaker.objects.count() == 2
    third = scheduled(shortlisted(title="Third", contact_email="c@example.org"), room_id=room("C").pk)
    speak(first, SpeakerTerms("Wang Wei", email="one@example.org"))
    speak(third, SpeakerTerms("Wang Wei", email="two@example.org"))
    assert Speaker.objects.filter(folded_name="wang wei").count() == 2


def test_moving_a_session_and_taking_a_cancellation_back_keep_speakers_in_one_room() -> None:
    first, second = two_sessions(begins_at=TEN + HOUR, ends_at=TEN + 2 * HOUR)
    speak(first, KOVACS)
    speak(second, KOVACS)
    with pytest.raises(Invalid) as refusal:
        change_event(second.pk, terms(kind="forum", room_id=second.event.room_id), actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("speaks_elsewhere", "begins_at")
    cancel_event(first.pk, actor=organizer(), at=NOON)
    change_event(second.pk, terms(kind="forum", room_id=second.event.room_id), actor=organizer(), at=NOON)
    with pytest.raises(Invalid) as refusal:
        restore_event(first.pk, actor=organizer(), at=NOON)
    assert refusal.value.code == "speaks_elsewhere"


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        (
            "Ada\nGrace\nADA",
            "speaker_once_in_a_session",
            "ADA is named twice. Name each person once, or add the institution or email address of each.",
        ),
        (
            "* Ada\n* Grace",
            "one_moderator_in_a_session",
            "A session can have one moderator; Ada and Grace are both marked.",
        ),
    ],
)
def test_person_is_named_once_and_one_moderates(text: str, code: str, sentence: str) -> None:
    session = scheduled(shortlisted())
    with pytest.raises(Invalid) as refusal:
        speak(session, *speakers_in(text))
    assert (refusal.value.code, refusal.value.field, str(refusal.value)) == (code, "speakers", sentence)


def rows(session: ForumSession, *names: str, **fields: Any) -> None:
    for position, name in enumerate(names, session.speakers.count()):
        values = {"name": name, "folded_name": folded_name(name), **fields}
        Speaker.objects.create(session=session, position=position, **values)


@pytest.mark.parametrize(
    ("names", "fields", "constraint"),
    [
        (("Ada", "ada"), {}, "speaker_once_in_a_session"),
        (("Ada", "Grace"), {"is_moderator": True}, "one_moderator_in_a_session"),
    ],
)
def test_database_refuses_it_too(names: tuple[str, ...], fields: dict[str, Any], constraint: str) -> None:
    session = scheduled(shortlisted())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows(session, *names, **fields)


def test_database_refuses_two_rooms_at_a_time() -> None:
    first, second = two_sessions()
    rows(first, "Ada")
    rows(second, "Ada")
    with pytest.raises(IntegrityError, match="speaker_in_one_room_at_a_time"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_addresses_of_speakers_are_read_and_written_back() -> None:
    lines = "* Ada; Institute; 研究所; ada@example.org\nGrace; grace@example.org\n王小明；商务部"
    first, second, third = speakers_in(lines)
    assert (first.institution_zh, first.email) == ("研究所", "ada@example.org")
    assert (second.institution, second.email, third.institution) == ("", "grace@example.org", "商务部")
    session = scheduled(shortlisted())
    speak(session, first, second, third)
    assert speakers_in(speaker_lines(session.speakers.all())) == [first, second, third]


def test_namesakes_of_two_institutions_speak_in_one_session() -> None:
    session = scheduled(shortlisted())
    speak(session, SpeakerTerms("Wang Wei", "Ministry"), SpeakerTerms("Wang Wei", "Institute"))
    assert session.speakers.count() == 2
    with pytest.raises(IntegrityError, match="speaker_once_in_a_session"), transaction.atomic():
        rows(session, "Wei Wang", institution="INSTITUTE")


@pytest.mark.parametrize("addresses", [("one@example.org", ""), ("", "one@example.org")])
def test_namesake_elsewhere_is_found_beside_another_of_the_same_name(addresses: tuple[str, str]) -> None:
    first, second = two_sessions()
    speak(first, SpeakerTerms("Wang Wei", email="two@example.org"))
    with pytest.raises(Invalid) as refusal:
        speak(second, *(SpeakerTerms("Wang Wei", f"I{email}", email=email) for email in addresses))
    assert refusal.value.code == "speaks_elsewhere"


def test_announcing_a_session_names_the_speaker_who_is_elsewhere() -> None:
    first, second = two_sessions()
    rows(first, "Ada")
    rows(second, "Ada")
    with pytest.raises(Invalid) as refusal:
        announce_event(first.pk, actor=organizer(), at=NOON)
    assert (refusal.value.code, "Ada speaks in “Drums” (Conference room A)" in str(refusal.value)) == (
        "speaks_elsewhere",
        True,
    )
    second.speakers.all().delete()  # or the database refuses it as the transaction ends


def test_institution_with_an_at_sign_is_no_address() -> None:
    [speaker] = speakers_in("Ada; Lab @ ETH; 实验室; ada@example.org")
    assert (speaker.institution, speaker.institution_zh, speaker.email) == ("Lab @ ETH", "实验室", "ada@example.org")
