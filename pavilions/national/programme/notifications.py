"""Mails to people who propose topics for the forum, speak in its sessions, or manage the pavilion of an event."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone, translation

from ciie.accounts.models import User
from ciie.kernel.bilingual import CHINESE, ENGLISH, both
from ciie.kernel.days import day_of
from ciie.kernel.signed_links import link_token
from ciie.kernel.wording import zone_words
from ciie.mail.queue import Letter, queue_letters
from pavilions.floor.staff.queries import staff_allowed
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.models.forum import ForumSession, ForumTopic, Speaker
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent
from pavilions.national.programme.states import EventNews, ProposalState, TopicNews


class Reader(NamedTuple):
    """A person whom an event concerns, as `speaker`, `proposer` of a topic, or `manager` of its pavilion."""

    email: str
    name: str
    language: str
    role: str


def announce_topic(topic: ForumTopic) -> None:
    """Mail the link by which the proposer of a topic confirms the address.

    Anybody can have entered the address, so the mail repeats nothing else that was entered.
    """
    neutral = {"person": "", **both("topic", "", "")}
    _write_of_topic("forum_topic", topic, "once", token=link_token("topic", topic.pk), **neutral)


def announce_topic_decided(topic: ForumTopic, *, at: datetime) -> None:
    _write_of_topic("forum_topic_decided", topic, f"{topic.state}-{at:%Y%m%d%H%M%S}", state=topic.state)


def announce_topic_news(topic: ForumTopic, news: TopicNews, *, at: datetime, into: ForumTopic | None = None) -> None:
    """Mail the proposer that the topic was merged into another one, or taken off a public agenda."""
    other = both("into", into.title, into.title_zh) if into else {}
    _write_of_topic("forum_topic_news", topic, f"{news}-{at:%Y%m%d%H%M%S}", state=news, **other)


def announce_event_news(event: ProgrammeEvent, news: EventNews, *, only: Collection[str] | None = None) -> None:
    """Mail everybody concerned, once each, that an announced event is announced, moved, cancelled or restored.

    `only` restricts the mail to these addresses.
    """
    readers = {reader.email.casefold(): reader for reader in _concerned(event)}
    _write_of_event(event, news, (each for each in readers.values() if only is None or each.email in only))


def announce_speakers_removed(event: ProgrammeEvent, speakers: Iterable[Speaker]) -> None:
    """Mail people who no longer speak in an announced session."""
    _write_of_event(event, EventNews.WITHOUT_YOU, (_reader_of(each) for each in speakers if each.email))


def _write_of_event(event: ProgrammeEvent, news: EventNews, readers: Iterable[Reader]) -> None:
    zone = event.edition.zone
    begins, ends = timezone.localtime(event.period.lower, zone), timezone.localtime(event.period.upper, zone)
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
                "zone": _zone_in(reader.language, zone.key),
                "person": reader.name,
                "for_role": reader.role,
                "state": news.value,
            },
        )
        for reader in readers
    )


def _zone_in(language: str, zone: str) -> str:
    with translation.override(language):
        return zone_words(zone)


def _concerned(event: ProgrammeEvent) -> Iterable[Reader]:
    """Yield the managers of its pavilion, the proposers of its topics and of those merged into them, and speakers.

    A person with several roles is addressed in the last one.
    """
    if event.pavilion is not None:
        for manager in event.pavilion.managers.filter(is_active=True):
            yield Reader(manager.email, manager.name, manager.language, "manager")
    session = ForumSession.objects.filter(event=event).prefetch_related("topics__merged", "speakers").first()
    if session is None:
        return
    for topic in session.topics.all():
        for each in (topic, *topic.merged.all()):
            yield Reader(each.contact_email, each.contact_name, each.language, "proposer")
    yield from (_reader_of(speaker) for speaker in session.speakers.all() if speaker.email)


def _reader_of(speaker: Speaker) -> Reader:
    return Reader(speaker.email, speaker.name, _language_of(speaker), "speaker")


def _language_of(speaker: Speaker) -> str:
    """Return Chinese for a person whose name is written in Chinese, since speakers choose no language."""
    return CHINESE if any("\u4e00" <= letter <= "\u9fff" for letter in speaker.name) else ENGLISH


def announce_proposal(proposal: EventProposal) -> None:
    """Mail every planner of the programme that a pavilion proposes to change or cancel an announced event."""
    _write_of_proposal("event_proposal", proposal, staff_allowed("pavilions.plan_programme"), proposal.event.pavilion)


def announce_proposal_decided(proposal: EventProposal) -> None:
    """Mail every manager of the pavilion that the change was accepted, or declined and why."""
    pavilion = proposal.event.pavilion
    managers = pavilion.managers.filter(is_active=True) if pavilion else User.objects.none()
    _write_of_proposal("event_proposal_decided", proposal, managers, pavilion)


def announce_proposal_replaced(proposal: EventProposal, pavilion: NationalPavilion) -> None:
    """Mail the person who proposed the change for this pavilion, which no longer has the event."""
    people = [proposal.proposed_by] if proposal.proposed_by and proposal.proposed_by.is_active else []
    _write_of_proposal("event_proposal_decided", proposal, people, pavilion, state=ProposalState.REPLACED)


def _write_of_proposal(
    kind: str,
    proposal: EventProposal,
    people: Iterable[User],
    pavilion: NationalPavilion | None,
    *,
    state: str = "",
) -> None:
    event, letters = proposal.event, []
    for person in people:
        with translation.override(person.language):
            name = str(pavilion)
        context = {
            "event": event.pk,
            **both("event_title", event.title, event.title_zh),
            "pavilion_name": name,
            "person": person.name,
            "state": state or proposal.state,
            "is_cancellation": proposal.is_cancellation,
            "reason": proposal.reason,
        }
        occasion = f"event-proposal-{proposal.pk}-{state or proposal.state}"
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
