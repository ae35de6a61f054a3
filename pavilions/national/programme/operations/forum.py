"""Operations on topics of the forum: proposed by the public or institutions, reviewed, merged, put on the agenda."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound, TooMany
from ciie.kernel.locking import lock, lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from pavilions.floor.models.edition import Edition
from pavilions.national.programme.models.forum import ForumReview, ForumSession, ForumTopic
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.notifications import (
    announce_event_news,
    announce_speakers_removed,
    announce_topic,
    announce_topic_decided,
    announce_topic_news,
)
from pavilions.national.programme.operations.programme import EventTerms, lock_event, write_event
from pavilions.national.programme.operations.speakers import SpeakerTerms, write_speakers
from pavilions.national.programme.queries import topics_cancelled_with
from pavilions.national.programme.signals import event_ending, event_restored
from pavilions.national.programme.states import TOPIC_LIFECYCLE, EventNews, TopicNews, TopicSource, TopicState
from pavilions.states import EventState

AN_HOUR = timedelta(hours=1)
MOST_TOPICS_AN_HOUR = 3  # for each address, in the public call
TOPIC_FIELDS = ("title", "title_zh", "abstract", "institution", "institution_zh", "contact_name", "contact_email")
REVIEWED = (TopicState.PROPOSED, TopicState.CONSULTED, TopicState.SHORTLISTED)
DECIDED = (TopicState.SHORTLISTED, TopicState.DECLINED)
"""The states that the proposer is mailed about at once. News of the agenda comes when its session is announced."""


@operation("pavilions.topic.asked")
def propose_topic(
    edition_id: int, record: Mapping[str, str], *, language: str, actor: Actor, at: datetime
) -> ForumTopic:
    """Record a topic from the public call. It counts once the link mailed to its address has been followed."""
    topic = _new_topic(edition_id, record, TopicSource.PUBLIC, TopicState.ASKED, at)
    _require_not_mailed_too_often(topic.contact_email, at)
    topic.language = language
    topic.save()
    announce_topic(topic)
    return topic


@operation("pavilions.topic.proposed")
def confirm_topic(topic_id: int, *, actor: Actor, at: datetime) -> ForumTopic:
    """Confirm the address of a topic from the public call. A second confirmation changes nothing."""
    topic = lock_one(ForumTopic.objects.all(), topic_id, missing=_("Topic not found."))
    if topic.state != TopicState.ASKED:
        return topic
    return _move(topic, TopicState.PROPOSED)


@operation("pavilions.topic.noted")
def note_topic(edition_id: int, record: Mapping[str, str], *, actor: Actor, at: datetime) -> ForumTopic:
    """Record the topic of an invited institution."""
    require("pavilions.run_forum", actor)
    topic = _new_topic(edition_id, record, TopicSource.INVITED, TopicState.PROPOSED, at)
    topic.save()
    return topic


@operation("pavilions.topic.reviewed")
def review_topic(topic_id: int, *, score: int, comment: str, actor: User, at: datetime) -> ForumReview:
    """Give a topic a score from 1 to 5. A second review by the same person replaces the first."""
    require("pavilions.review_topics", actor)
    topic = lock_one(ForumTopic.objects.all(), topic_id, missing=_("Topic not found."))
    if topic.state not in REVIEWED:
        raise DomainError(
            _("Only topics that are awaiting a decision can be reviewed; this one is %(state)s.")
            % {"state": topic.get_state_display()},
            code="not_awaiting_decision",
        )
    review = topic.reviews.filter(reviewer=actor).first() or ForumReview(topic=topic, reviewer=actor)
    review.score, review.comment, review.reviewed_at = score, comment.strip(), at
    require_valid(review)
    review.save()
    return review


@operation("pavilions.topic.moved")
def move_topic(topic_id: int, *, to: TopicState, seen: int | None = None, actor: Actor, at: datetime) -> ForumTopic:
    """Consult on a topic, shortlist or decline it, or propose it again.

    Merging and putting on the agenda are separate operations.
    """
    require("pavilions.run_forum", actor)
    topic = lock_one(ForumTopic.objects.all(), topic_id, missing=_("Topic not found."))
    require_seen(topic, seen)
    if to in {TopicState.MERGED, TopicState.ON_AGENDA} or topic.state == TopicState.ASKED:
        raise TOPIC_LIFECYCLE.refusal(topic.state, to)
    topic = _move(topic, to)
    if to in DECIDED:
        announce_topic_decided(topic, at=at)
    return topic


@operation("pavilions.topic.merged")
def merge_topics(topic_id: int, into_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> ForumTopic:
    """Merge a topic into a similar one of the same edition, whose text stays. Return the remaining topic.

    The proposer of the merged topic gets a mail.
    """
    require("pavilions.run_forum", actor)
    if topic_id == into_id:
        raise Invalid(_("A topic cannot be merged into itself."), code="same_topic", field="into")
    found = {topic.pk: topic for topic in lock(ForumTopic.objects.all(), [topic_id, into_id])}
    topic, into = found.get(topic_id), found.get(into_id)
    if topic is None or into is None or topic.edition_id != into.edition_id:
        raise NotFound(_("This edition has no such topic."), code="not_found", field="into")
    require_seen(topic, seen)
    if into.state not in {*REVIEWED, TopicState.ON_AGENDA}:
        raise DomainError(
            _("%(topic)s is %(state)s, so no other topic can be merged into it.")
            % {"topic": into, "state": into.get_state_display()},
            code="topic_closed",
            field="into",
        )
    topic.merged_into = into
    _move(topic, TopicState.MERGED)
    topic.merged.update(merged_into=into)
    announce_topic_news(topic, TopicNews.MERGED, at=at, into=into)
    return into


@operation("pavilions.session.scheduled")
def schedule_session(
    edition_id: int,
    terms: EventTerms,
    *,
    topic_ids: Sequence[int],
    speakers: Sequence[SpeakerTerms],
    actor: Actor,
    at: datetime,
) -> ForumSession:
    """Give shortlisted topics a time, a room and speakers.

    Either all of them go on the agenda, or nothing is scheduled.
    """
    require("pavilions.run_forum", actor)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    if not topic_ids:
        raise Invalid(_("Select at least one shortlisted topic."), code="no_topics", field="topics")
    session = ForumSession.objects.create(event=write_event(edition, terms, at=at))
    write_speakers(session, speakers)
    # The topics are locked after the room and the speakers, in the order in which `restore_event` locks them.
    topics = lock(ForumTopic.objects.filter(edition=edition), topic_ids)
    if len(topics) != len(set(topic_ids)):
        raise NotFound(_("This edition has no such topic."), code="not_found", field="topics")
    for topic in topics:
        topic.session = session
        _move(topic, TopicState.ON_AGENDA)
    return session


@operation("pavilions.session.changed")
def change_speakers(
    session_id: int, speakers: Sequence[SpeakerTerms], *, seen: int | None = None, actor: Actor, at: datetime
) -> ForumSession:
    """Replace the speakers of a session. They are part of its event, whose revision they raise.

    New and removed speakers of an announced session who have an address get a mail.
    """
    require("pavilions.run_forum", actor)
    event = lock_event(session_id, seen)
    session = ForumSession.objects.filter(event=event).first()
    if session is None:
        raise NotFound(_("Session not found."), code="not_found")
    if event.state == EventState.CANCELLED:
        raise DomainError(_("A cancelled event cannot be changed. Plan another one."), code="event_cancelled")
    before = list(session.speakers.all())
    session.speakers.all().delete()
    write_speakers(session, speakers)
    event.revision, event.changed_at = event.revision + 1, at
    event.save(update_fields=["revision", "changed_at"])
    if event.state == EventState.ANNOUNCED:
        present = {each.email.strip().casefold() for each in speakers}
        past = {each.email.casefold() for each in before}
        new = {each.email.strip() for each in speakers if each.email.strip().casefold() not in past}
        announce_event_news(event, EventNews.ANNOUNCED, only=new)
        announce_speakers_removed(event, [each for each in before if each.email.casefold() not in present])
    return session


@operation("pavilions.topic.moved")
def take_off_agenda(topic_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> ForumTopic:
    """Take a topic off the agenda and shortlist it again. Its proposer gets a mail if the agenda was public."""
    require("pavilions.run_forum", actor)
    topic = lock_one(ForumTopic.objects.all(), topic_id, missing=_("Topic not found."))
    require_seen(topic, seen)
    TOPIC_LIFECYCLE.require(topic.state, TopicState.SHORTLISTED, only_from=TopicState.ON_AGENDA)
    was_public = topic.session is not None and topic.session.event.state == EventState.ANNOUNCED
    topic.session = None
    topic = _move(topic, TopicState.SHORTLISTED)
    if was_public:
        announce_topic_news(topic, TopicNews.TAKEN_OFF, at=at)
    return topic


@receiver(event_ending)
def shortlist_topics_of(*, event: ProgrammeEvent, **_sent: Any) -> None:
    """Put the topics of a session back on the shortlist, for the operation that cancels its event."""
    rows = ForumTopic.objects.filter(session=event.pk)
    for topic in lock(rows, rows.values_list("pk", flat=True)):
        topic.session = None
        _move(topic, TopicState.SHORTLISTED)


@receiver(event_restored)
def take_topics_up_again(*, event: ProgrammeEvent, **_sent: Any) -> None:
    """Restore the topics that a session's cancellation took off the agenda, unless they have moved on since."""
    session = ForumSession.objects.filter(event=event).first()
    if session is None:
        return
    for topic in lock(ForumTopic.objects.all(), topics_cancelled_with(event).values_list("pk", flat=True)):
        topic.session = session
        _move(topic, TopicState.ON_AGENDA)


def _require_not_mailed_too_often(email: str, at: datetime) -> None:
    """Raise `TooMany` beyond a few mails an hour to one address, since anybody can enter it."""
    lock_topic(f"topics of {email.casefold()}")
    asked = ForumTopic.objects.filter(contact_email__iexact=email, source=TopicSource.PUBLIC)
    if asked.filter(proposed_at__gt=at - AN_HOUR).count() >= MOST_TOPICS_AN_HOUR:
        sentence = _(
            "Several emails have been sent to this address within an hour. Confirm those first, or try again later."
        )
        raise TooMany(sentence, code="too_many_mails", field="contact_email")


def _new_topic(
    edition_id: int, record: Mapping[str, str], source: TopicSource, state: TopicState, at: datetime
) -> ForumTopic:
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    if day_of(at, edition.zone) >= edition.opens_date:
        raise DomainError(_("The call for topics of this edition is closed."), code="call_over")
    topic = ForumTopic(edition=edition, source=source, state=state, proposed_at=at)
    for field in TOPIC_FIELDS:
        setattr(topic, field, record.get(field, "").strip())
    require_valid(topic)
    return topic


def _move(topic: ForumTopic, to: TopicState) -> ForumTopic:
    TOPIC_LIFECYCLE.require(topic.state, to)
    topic.state = to
    topic.save(update_fields=["state", "merged_into", "session"])
    return topic
