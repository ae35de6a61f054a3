"""Mails to those who propose topics for the forum, speak in its sessions, or manage the pavilion of an event."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone, translation

from ciie.accounts.models import User
from ciie.kernel.bilingual import CHINESE, ENGLISH, both
from ciie.kernel.days import day_of
from ciie.kernel.signed_links import link_token
from ciie.mail.queue import Letter, queue_letters
from pavilions.programme.models.forum import ForumSession, ForumTopic, Speaker
from pavilions.programme.models.programme import EventProposal, ProgrammeEvent
from pavilions.programme.states import EventNews, TopicNews
from pavilions.staff.queries import staff_allowed


class Reader(NamedTuple):
    """Somebody whom an event concerns, and why: as `speaker`, `proposer` of a topic, or `manager` of its pavilion."""

    email: str
    name: str
    language: str
    role: str


def announce_topic(topic: ForumTopic) -> None:
    """Send the link by which the proposer of a topic confirms the address.

    Anybody can have typed the address, so the mail repeats nothing of what was typed beside it.
    """
    neutral = {"person": "", **both("topic", "", "")}
    _write_of_topic("forum_topic", topic, "once", token=link_token("topic", topic.pk), **neutral)


def announce_topic_decided(topic: ForumTopic, *, at: datetime) -> None:
    _write_of_topic("forum_topic_decided", topic, f"{topic.state}-{at:%Y%m%d%H%M%S}", state=topic.state)


def announce_topic_news(topic: ForumTopic, news: TopicNews, *, at: datetime, into: ForumTopic | None = None) -> None:
    """To the proposer: the topic went into another one, or off an agenda that everybody could read."""
    other = both("into", into.title, into.title_zh) if into else {}
    _write_of_topic("forum_topic_news", topic, f"{news}-{at:%Y%m%d%H%M%S}", state=news, **other)


def announce_event_news(event: ProgrammeEvent, news: EventNews, *, only: Collection[str] | None = None) -> None:
    """To all whom an announced event concerns, once each: it is announced, moved, cancelled or takes place after all.

    `only` keeps it to these addresses.
    """
    zone = event.edition.zone
    begins, ends = timezone.localtime(event.period.lower, zone), timezone.localtime(event.period.upper, zone)
    readers = {reader.email.casefold(): reader for reader in _concerned(event)}
    queue_letters(
        Letter(
            kind="event_news",
            to=reader.email,
            language=reader.language,
            occasion=f"event-{event.pk}-{event.revision}-{news}",
            context={
                "event": event.pk,
                **both("event_title", event.title, event.title_zh),
                **both("room", event.room.name, event.room.name_zh),
                **event.edition.mail_names,
                "day": day_of(begins, zone).isoformat(),
                "from_time": f"{begins:%H:%M}",
                "to_time": f"{ends:%H:%M}",
                "person": reader.name,
                "for_role": reader.role,
                "state": news.value,
            },
        )
        for reader in readers.values()
        if only is None or reader.email in only
    )


def _concerned(event: ProgrammeEvent) -> Iterable[Reader]:
    """Managers of its pavilion, proposers of its topics, and speakers; who is several is addressed as the last."""
    if event.pavilion is not None:
        for manager in event.pavilion.managers.filter(is_active=True):
            yield Reader(manager.email, manager.name, manager.language, "manager")
    session = ForumSession.objects.filter(event=event).prefetch_related("topics", "speakers").first()
    if session is None:
        return
    for topic in session.topics.all():
        yield Reader(topic.contact_email, topic.contact_name, topic.language, "proposer")
    for speaker in session.speakers.all():
        if speaker.email:
            yield Reader(speaker.email, speaker.name, _language_of(speaker), "speaker")


def _language_of(speaker: Speaker) -> str:
    """Chinese for a person whose name is written in Chinese, since speakers choose no language."""
    return CHINESE if any("\u4e00" <= letter <= "\u9fff" for letter in speaker.name) else ENGLISH


def announce_proposal(proposal: EventProposal) -> None:
    """To everybody of the team who plans the programme: a pavilion proposes to change what is announced."""
    _write_of_proposal("event_proposal", proposal, staff_allowed("pavilions.plan_programme"))


def announce_proposal_decided(proposal: EventProposal) -> None:
    """To every manager of the pavilion: the change is public now, or was declined, and why."""
    pavilion = proposal.event.pavilion
    managers = pavilion.managers.filter(is_active=True) if pavilion else User.objects.none()
    _write_of_proposal("event_proposal_decided", proposal, managers)


def _write_of_proposal(kind: str, proposal: EventProposal, people: Iterable[User]) -> None:
    event, letters = proposal.event, []
    for person in people:
        with translation.override(person.language):
            name = str(event.pavilion)
        context = {
            "event": event.pk,
            **both("event_title", event.title, event.title_zh),
            "pavilion_name": name,
            "person": person.name,
            "state": proposal.state,
            "reason": proposal.reason,
        }
        occasion = f"event-proposal-{proposal.pk}-{proposal.state}"
        letters.append(Letter(kind, person.email, person.language, occasion, context))
    queue_letters(letters)


def _write_of_topic(kind: str, topic: ForumTopic, occasion: str, /, **more: object) -> None:
    context = {
        "person": topic.contact_name,
        **both("topic", topic.title, topic.title_zh),
        **topic.edition.mail_names,
        **more,
    }
    key = f"topic-{topic.pk}-{kind}-{occasion}"
    queue_letters([Letter(kind, topic.contact_email, topic.language, key, context)])
