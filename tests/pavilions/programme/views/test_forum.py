from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.signed_links import link_token
from pavilions.national.programme.forms import ProposalForm
from pavilions.national.programme.models.forum import ForumSession, ForumTopic
from pavilions.national.programme.operations.forum import change_speakers
from pavilions.national.programme.operations.programme import announce_event
from pavilions.national.programme.operations.speakers import SpeakerTerms
from pavilions.national.programme.states import TopicState
from pavilions.national.programme.views.forum import TOPICS_AN_HOUR
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen
from tests.pavilions.programme.programme import asked, edition, proposed, room, scheduled, shortlisted, topic_record

pytestmark = pytest.mark.django_db

LIST = "/organizer/topics/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    cache.clear()
    edition()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def typed(clock: time_machine.Traveller, **changed: Any) -> dict[str, Any]:
    opened = ProposalForm().opened
    clock.shift(timedelta(seconds=20))
    return topic_record(opened=opened, **changed)


def test_topic_is_sent_in_confirmed_and_listed(client: Client, clock: time_machine.Traveller) -> None:
    for address in ("/forum/", "/forum/propose/"):
        assert_clean(client.get(address))
    assert_clean(client.post("/forum/propose/", typed(clock), follow=True))
    topic = ForumTopic.objects.get()
    link = f"/forum/topics/{link_token('topic', topic.pk)}/"
    assert_clean(client.get(link))
    director = signed_in(organizer())
    assert len(director.get(LIST).context["table"].rows) == 0
    assert_clean(client.post(link))
    page = director.get(LIST)
    assert_clean(page)
    assert [row.record.title for row in page.context["table"].rows] == ["Open markets"]


def test_robots_and_too_many_topics_store_nothing(client: Client, clock: time_machine.Traveller) -> None:
    answer = client.post("/forum/propose/", typed(clock, nickname="bot"))
    assert (answer.status_code, answer.context["form"]["title"].value()) == (422, "Open markets")
    for number in range(TOPICS_AN_HOUR):
        client.post("/forum/propose/", typed(clock, contact_email=f"person-{number}@example.org"))
    answer = client.post("/forum/propose/", typed(clock))
    assert answer.context["form"].non_field_errors() == ["Too many topics from your network. Try again in an hour."]
    assert ForumTopic.objects.count() == TOPICS_AN_HOUR


def test_link_for_a_topic_opens_nothing_else(client: Client) -> None:
    topic = asked()
    assert client.get(f"/forum/topics/{link_token('registration', topic.pk)}/").status_code == 409
    assert client.get(f"/forum/topics/{link_token('topic', 0)}/").status_code == 404


def test_topic_is_reviewed_moved_and_merged_on_its_page() -> None:
    topic, like = proposed(title="Open markets"), proposed(title="Markets that are open")
    director = signed_in(organizer())
    assert_clean(director.get(f"{LIST}{topic.pk}/"))
    director.post(f"{LIST}{topic.pk}/", {"score": "4", "comment": "Good"})
    assert list(director.post(f"{LIST}{topic.pk}/", {"score": "9"}).context["form"].errors) == ["score"]
    director.post(f"{LIST}{topic.pk}/consulted/", seen(topic))
    assert_clean(director.post(f"{LIST}{like.pk}/merge/", seen(like, into=topic.pk), follow=True))
    assert director.post(f"{LIST}{topic.pk}/merge/", seen(topic, into=topic.pk)).status_code == 422
    topic.refresh_from_db()
    like.refresh_from_db()
    assert (topic.state, like.merged_into, topic.reviews.get().score) == (TopicState.CONSULTED, topic, 4)
    assert director.post(f"{LIST}{topic.pk}/merged/").status_code == 404


def test_session_is_scheduled_from_the_shortlist_and_shown_once_announced(client: Client) -> None:
    topic = shortlisted()
    director = signed_in(organizer())
    page = director.get(f"{LIST}session/")
    assert_clean(page)
    typed_session = {
        "title": "Markets",
        "topics": [topic.pk],
        "room": room().pk,
        "begins_at": "2024-11-06T10:00",
        "ends_at": "2024-11-06T12:00",
        "speakers": "* Ada; Institute\nGrace",
    }
    refused = director.post(f"{LIST}session/", typed_session | {"speakers": "; nobody"})
    assert refused.context["form"].errors == {"speakers": ["The line “; nobody” contains no name."]}
    director.post(f"{LIST}session/", typed_session)
    session = ForumSession.objects.get()
    assert client.get("/forum/").context["sessions"] == []
    announce_event(session.pk, actor=organizer(), at=NOON)
    shown = client.get("/forum/")
    assert_clean(shown)
    assert "Ada, Institute (moderator); Grace" in " ".join(shown.content.decode().split())


def test_speakers_of_a_session_are_changed_on_a_page() -> None:
    session = scheduled(shortlisted())
    director = signed_in(organizer())
    address = f"{LIST}session/{session.pk}/speakers/"
    assert address in director.get(f"/organizer/programme/{session.pk}/").text
    page = director.get(address)
    assert_clean(page)
    sent = {"revision": page.context["form"]["revision"].value(), "speakers": "* Ada Lovelace; Royal Society\nBob"}
    director.post(address, sent)
    speakers = [(each.name, each.institution, each.is_moderator) for each in session.speakers.all()]
    assert speakers == [("Ada Lovelace", "Royal Society", True), ("Bob", "", False)]
    late = director.post(address, {**sent, "speakers": "Eve"})
    assert (late.status_code, late.context["form"]["speakers"].value()) == (422, "Eve")
    assert session.speakers.count() == 2
    again = director.get(address)
    assert again.context["form"]["speakers"].value() == sent["speakers"]


def test_topics_and_institutions_are_read_in_the_readers_language(client: Client) -> None:
    director = signed_in(organizer())
    director.post(f"{LIST}note/", topic_record(title="Markets", title_zh="市场", institution_zh="研究所"))
    topic = ForumTopic.objects.get()
    assert (topic.title_zh, topic.institution_zh) == ("市场", "研究所")
    session = scheduled(shortlisted())
    speakers = "* Ada; Institute; 研究院\nBob；Works；工厂\nEve; School"
    address = f"{LIST}session/{session.pk}/speakers/"
    revision = director.get(address).context["form"]["revision"].value()
    director.post(address, {"revision": revision, "speakers": speakers})
    assert director.get(address).context["form"]["speakers"].value() == speakers.replace("；", "; ")
    announce_event(session.pk, actor=organizer(), at=NOON)
    chinese = " ".join(client.get("/zh-hans/forum/").text.split())
    assert "Ada，研究院（主持人）；Bob，工厂；Eve，School" in chinese
    assert "Ada, Institute (moderator); Bob, Works; Eve, School" in " ".join(client.get("/forum/").text.split())


def test_reviewers_review_but_do_not_run_the_forum() -> None:
    topic = proposed()
    reviewer = signed_in(organizer(OrganizerRole.REVIEWER))
    page = reviewer.get(f"{LIST}{topic.pk}/")
    assert (page.context["offered"], page.context["merging"]) == ([], None)
    reviewer.post(f"{LIST}{topic.pk}/", {"score": "2"})
    assert topic.reviews.count() == 1
    for address in (f"{LIST}{topic.pk}/consulted/", f"{LIST}{topic.pk}/merge/", f"{LIST}note/", f"{LIST}session/"):
        assert reviewer.post(address).status_code == 403


def test_list_is_narrowed_exported_and_reads_as_often_for_three_as_for_one() -> None:
    first = proposed(title="Ports")
    client = signed_in(organizer())
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    proposed(title="Farms")
    scheduled(shortlisted(title="Banks"))
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    rows = client.get(f"{LIST}?search=port").context["table"].rows
    assert [row.record.pk for row in rows] == [first.pk]
    assert len(b"".join(client.get(f"{LIST}export/csv/?state=proposed")).decode().splitlines()) == 3


def test_topics_taken_up_are_shown_and_those_only_proposed_are_not(client: Client) -> None:
    shortlisted(title="Ports")
    proposed(title="A bridge for my town")
    page = client.get("/forum/")
    assert_clean(page)
    assert [topic.title for topic in page.context["discussed"]] == ["Ports"]
    assert "Ports" in page.text
    assert "A bridge for my town" not in page.text


def test_session_tells_why_its_topics_matter(client: Client) -> None:
    session = scheduled(shortlisted(title="Ports", abstract="Ships wait too long."))
    announce_event(session.pk, actor=organizer(), at=NOON)
    page = client.get(f"/agenda/{session.pk}/")
    assert_clean(page)
    assert "Ships wait too long." in page.text


def test_page_of_a_session_reads_as_often_for_three_speakers_as_for_one(client: Client) -> None:
    session, director = scheduled(shortlisted()), organizer()
    announce_event(session.pk, actor=director, at=NOON)
    page, counts = f"/agenda/{session.pk}/", []
    for names in ("Ada",), ("Ada", "Grace", "Mary"):
        speakers = [SpeakerTerms(name, "Institute") for name in names]
        change_speakers(session.pk, speakers, actor=director, at=NOON)
        client.get(page)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(page).text.count('"@type": "Person"') == len(names)
        counts.append(len(statements))
    assert counts[0] == counts[1]
