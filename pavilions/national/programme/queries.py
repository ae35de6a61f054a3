"""Queries on events by time and place, and on the forum: its topics, their reviews, and its agenda."""

from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q, QuerySet

from ciie.audit.history import events_of as versions_of
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.models.forum import ForumReview, ForumSession, ForumTopic
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent, Room
from pavilions.national.programme.states import EventKind, ProposalState, TopicState
from pavilions.states import EventState


def events_of(edition: Edition) -> QuerySet[ProgrammeEvent]:
    """Return every event of an edition by its beginning, with room, pavilion and session."""
    rows = ProgrammeEvent.objects.filter(edition=edition).select_related("room", "pavilion", "session")
    return rows.order_by("period", "room__name", "pk")


def event_in_the_way(event: ProgrammeEvent) -> ProgrammeEvent | None:
    """Return another event in the same room at the same time that is not cancelled, or None."""
    there = ProgrammeEvent.objects.filter(room_id=event.room_id, period__overlap=event.period)
    return there.exclude(state=EventState.CANCELLED).exclude(pk=event.pk).first()


def was_announced(event: ProgrammeEvent) -> bool:
    """Return whether an event has ever been announced."""
    return bool(versions_of(ProgrammeEvent).filter(pgh_obj=event.pk, state=EventState.ANNOUNCED).exists())


def was_of(pavilion: NationalPavilion) -> Exists:
    """Return the condition for events that have ever named this pavilion."""
    return Exists(versions_of(ProgrammeEvent).filter(pgh_obj=OuterRef("pk"), pavilion=pavilion.pk))


def topics_cancelled_with(event: ProgrammeEvent) -> QuerySet[ForumTopic]:
    """Return the topics that this event's cancellation put back on the shortlist, and that are still on it."""
    cancelled = versions_of(ProgrammeEvent).filter(pgh_obj=event.pk, state=EventState.CANCELLED).order_by("-pgh_id")
    context = cancelled.values_list("pgh_context_id", flat=True).first()
    changed = versions_of(ForumTopic).filter(pgh_obj=OuterRef("pk"), pgh_context=context)
    return ForumTopic.objects.filter(Exists(changed), edition=event.edition_id, state=TopicState.SHORTLISTED)


def open_proposal_of(event: ProgrammeEvent) -> EventProposal | None:
    """Return the change that its pavilion proposes and the organizer has not decided on, or None."""
    rows = event.proposals.filter(state=ProposalState.OPEN).select_related("room", "proposed_by")
    return rows.first()


def open_proposals(edition: Edition) -> QuerySet[EventProposal]:
    """Return changes of announced events that wait for a decision, oldest first."""
    rows = EventProposal.objects.filter(event__edition=edition, state=ProposalState.OPEN)
    return rows.select_related("event__pavilion").order_by("pk")


def public_events(edition: Edition) -> QuerySet[ProgrammeEvent]:
    """Return announced events, and those cancelled after they had been; a plan that was dropped was never public."""
    was_announced = Exists(versions_of(ProgrammeEvent).filter(pgh_obj=OuterRef("pk"), state=EventState.ANNOUNCED))
    return events_of(edition).filter(Q(state=EventState.ANNOUNCED) | Q(state=EventState.CANCELLED) & was_announced)


def events_visible_to(viewer: Visitor) -> QuerySet[ProgrammeEvent]:
    """Return all events for organizers and admins, and for managers those of their pavilions."""
    rows = ProgrammeEvent.objects.select_related("room", "pavilion", "edition")
    if allowed("pavilions.enter_organizer_desk", viewer):
        return rows
    return rows.filter(pavilion__managers=viewer.pk)


def rooms() -> QuerySet[Room]:
    return Room.objects.select_related("hall").order_by("name")


OPEN_TO_MERGING = (TopicState.PROPOSED, TopicState.CONSULTED, TopicState.SHORTLISTED, TopicState.ON_AGENDA)


def topics_of(edition: Edition) -> QuerySet[ForumTopic]:
    """Return topics whose address is confirmed, with `score` (the mean) and `review_count`, the best first."""
    rows = ForumTopic.objects.filter(edition=edition).exclude(state=TopicState.ASKED)
    scored = rows.annotate(score=Avg("reviews__score"), review_count=Count("reviews"))
    return scored.order_by("-score", "-proposed_at", "pk")


def reviews_of(topic: ForumTopic) -> QuerySet[ForumReview]:
    return topic.reviews.select_related("reviewer").order_by("-reviewed_at")


def topics_to_merge_into(topic: ForumTopic) -> QuerySet[ForumTopic]:
    """Return other topics of the same edition that are still open."""
    others = ForumTopic.objects.filter(edition_id=topic.edition_id, state__in=OPEN_TO_MERGING)
    return others.exclude(pk=topic.pk).order_by("title")


def shortlist_of(edition: Edition) -> QuerySet[ForumTopic]:
    return ForumTopic.objects.filter(edition=edition, state=TopicState.SHORTLISTED).order_by("title")


def topics_under_discussion(edition: Edition) -> QuerySet[ForumTopic]:
    """Return topics under consultation or shortlisted, the shortlisted ones first."""
    rows = ForumTopic.objects.filter(edition=edition, state__in=(TopicState.SHORTLISTED, TopicState.CONSULTED))
    return rows.order_by("-state", "title")


def agenda_of(edition: Edition) -> QuerySet[ForumSession]:
    """Return announced sessions with their topics and speakers, by time; three queries."""
    sessions = ForumSession.objects.filter(event__edition=edition, event__state=EventState.ANNOUNCED)
    return _with_topics_and_speakers(sessions.select_related("event__room")).order_by("event__period")


def public_topics_of(edition: Edition) -> QuerySet[ForumTopic]:
    """Return the topics that announced sessions cover."""
    return ForumTopic.objects.filter(session__event__edition=edition, session__event__state=EventState.ANNOUNCED)


def session_of(event: ProgrammeEvent) -> ForumSession | None:
    """Return the session of an event of the forum, with topics and speakers, or None; at most three queries."""
    return (
        _with_topics_and_speakers(ForumSession.objects.filter(event=event)).first()
        if event.kind == EventKind.FORUM
        else None
    )


def _with_topics_and_speakers(sessions: QuerySet[ForumSession]) -> QuerySet[ForumSession]:
    return sessions.prefetch_related(Prefetch("topics", ForumTopic.objects.order_by("title")), "speakers")
