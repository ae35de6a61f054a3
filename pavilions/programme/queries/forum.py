"""Topics of the forum, what reviewers think of them, and the agenda."""

from django.db.models import Avg, Count, Prefetch, QuerySet

from pavilions.floor.models.edition import Edition
from pavilions.programme.models.forum import ForumReview, ForumSession, ForumTopic
from pavilions.programme.models.programme import ProgrammeEvent
from pavilions.programme.states import EventKind, TopicState
from pavilions.states import EventState

OPEN_TO_MERGING = (TopicState.PROPOSED, TopicState.CONSULTED, TopicState.SHORTLISTED, TopicState.ON_AGENDA)


def topics_of(edition: Edition) -> QuerySet[ForumTopic]:
    """Topics whose address is confirmed, with `score` (the mean) and `review_count`, the best first."""
    rows = ForumTopic.objects.filter(edition=edition).exclude(state=TopicState.ASKED)
    scored = rows.annotate(score=Avg("reviews__score"), review_count=Count("reviews"))
    return scored.order_by("-score", "-proposed_at", "pk")


def reviews_of(topic: ForumTopic) -> QuerySet[ForumReview]:
    return topic.reviews.select_related("reviewer").order_by("-reviewed_at")


def topics_to_merge_into(topic: ForumTopic) -> QuerySet[ForumTopic]:
    """Others of the same edition that are still open."""
    others = ForumTopic.objects.filter(edition_id=topic.edition_id, state__in=OPEN_TO_MERGING)
    return others.exclude(pk=topic.pk).order_by("title")


def shortlist_of(edition: Edition) -> QuerySet[ForumTopic]:
    return ForumTopic.objects.filter(edition=edition, state=TopicState.SHORTLISTED).order_by("title")


def topics_under_discussion(edition: Edition) -> QuerySet[ForumTopic]:
    """Those that were taken up and are not on the agenda yet, shortlisted ones first."""
    rows = ForumTopic.objects.filter(edition=edition, state__in=(TopicState.SHORTLISTED, TopicState.CONSULTED))
    return rows.order_by("-state", "title")


def agenda_of(edition: Edition) -> QuerySet[ForumSession]:
    """Announced sessions with their topics and speakers, by time; three statements."""
    sessions = ForumSession.objects.filter(event__edition=edition, event__state=EventState.ANNOUNCED)
    return _told(sessions.select_related("event__room")).order_by("event__period")


def public_topics_of(edition: Edition) -> QuerySet[ForumTopic]:
    """Those that announced sessions speak of."""
    return ForumTopic.objects.filter(session__event__edition=edition, session__event__state=EventState.ANNOUNCED)


def session_of(event: ProgrammeEvent) -> ForumSession | None:
    """What an event of the forum is about and who speaks; None of any other event. At most three statements."""
    return _told(ForumSession.objects.filter(event=event)).first() if event.kind == EventKind.FORUM else None


def _told(sessions: QuerySet[ForumSession]) -> QuerySet[ForumSession]:
    return sessions.prefetch_related(Prefetch("topics", ForumTopic.objects.order_by("title")), "speakers")
