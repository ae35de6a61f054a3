"""Operations on rooms and the events in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.pavilion_guards import OVER
from pavilions.national.national_pavilions.operations.pavilion_tasks import finish_standard_task
from pavilions.national.national_pavilions.signals import pavilion_declined, pavilion_restored
from pavilions.national.national_pavilions.states import StandardTask
from pavilions.national.programme.models.programme import ProgrammeEvent, Room
from pavilions.national.programme.notifications import announce_event_news, announce_proposal_replaced
from pavilions.national.programme.operations.speakers import require_speakers_free
from pavilions.national.programme.queries import event_in_the_way, was_announced, was_of
from pavilions.national.programme.signals import event_ending, event_restored
from pavilions.national.programme.states import EventKind, EventNews, ProposalState
from pavilions.states import EVENT_LIFECYCLE, EventState

LONGEST_HOURS = 14
NO_SUCH_PAVILION = _("This edition has no such pavilion.")


@dataclass(frozen=True)
class EventTerms:
    """The terms of an event: what it is, its room, and its beginning and end (instants; the end is exclusive)."""

    room_id: int
    kind: EventKind
    title: str
    begins_at: datetime
    ends_at: datetime
    title_zh: str = ""
    text: str = ""
    text_zh: str = ""
    pavilion_id: int | None = None


@operation("pavilions.room.opened")
def open_room(
    name: str, *, name_zh: str = "", hall_id: int | None, seats: int | None, actor: Actor, at: datetime
) -> Room:
    """Add a room in which events can take place."""
    require("pavilions.plan_programme", actor)
    room = Room(name=name.strip(), name_zh=name_zh.strip(), hall_id=hall_id, seats=seats)
    require_valid(room)
    if Room.objects.filter(name__iexact=room.name).exists():
        raise DomainError(_("There is already a room with this name."), code="room_name_once", field="name")
    room.save()
    return room


@operation("pavilions.event.planned")
def plan_event(edition_id: int, terms: EventTerms, *, actor: Actor, at: datetime) -> ProgrammeEvent:
    """Plan an event in a room. The first event of a pavilion finishes its standard task to plan events.

    Raise `DomainError` (`room_taken`) naming the event that is already there.
    """
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    pavilion = _lock_pavilion(terms)
    _require_of_edition(pavilion, edition)
    require("pavilions.plan_event", actor, pavilion)
    _require_not_over(pavilion)
    event = write_event(edition, terms, at=at)
    if pavilion is not None:
        finish_standard_task(pavilion, StandardTask.PROGRAMME, actor=actor, at=at)
    return event


@operation("pavilions.event.changed")
def change_event(
    event_id: int, terms: EventTerms, *, seen: int | None = None, actor: Actor, at: datetime
) -> ProgrammeEvent:
    """Change an event's terms, unless it is cancelled or has changed since it was seen.

    Managers of pavilions change an announced event by a proposal (`propose_event_change`). People whom a move concerns
    get a mail.
    """
    event = lock_for_change(event_id, terms, seen=seen, actor=actor)
    if event.state == EventState.ANNOUNCED:
        require("pavilions.plan_programme", actor)
    return rewrite_event(event, terms, at=at)


@operation("pavilions.event.announced")
def announce_event(event_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> ProgrammeEvent:
    """Make an event public. Managers of its pavilion, speakers, and proposers of its topics get a mail."""
    require("pavilions.plan_programme", actor)
    event = lock_event(event_id, seen)
    EVENT_LIFECYCLE.require(event.state, EventState.ANNOUNCED, only_from=EventState.PLANNED)
    _require_its_speakers_free(event, field=None)
    event = _move(event, EventState.ANNOUNCED, at)
    announce_event_news(event, EventNews.ANNOUNCED)
    return event


@operation("pavilions.event.cancelled")
def cancel_event(event_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> ProgrammeEvent:
    """Cancel an event. Its room is free at that time, and its topics are shortlisted again.

    Everybody concerned gets a mail if it had been announced. Managers of pavilions can only propose to cancel an
    announced event (`propose_event_cancellation`).
    """
    event = lock_event(event_id, seen)
    if event.state == EventState.ANNOUNCED:
        require("pavilions.plan_programme", actor)
    require("pavilions.plan_event", actor, event.pavilion)
    EVENT_LIFECYCLE.require(event.state, EventState.CANCELLED)
    if event.state == EventState.ANNOUNCED:
        announce_event_news(event, EventNews.CANCELLED)
    replace_open_proposals(event)
    event_ending.send(sender=ProgrammeEvent, event=event)
    return _move(event, EventState.CANCELLED, at)


@operation("pavilions.event.restored")
def restore_event(event_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> ProgrammeEvent:
    """Undo a cancellation while the room is free. The event is planned or announced as before, with its topics."""
    require("pavilions.plan_programme", actor)
    event = lock_event(event_id, seen)
    if event.state != EventState.CANCELLED:
        raise EVENT_LIFECYCLE.refusal(event.state, EventState.PLANNED)
    if event.period.lower <= at:
        raise DomainError(
            _("It was to begin on %(day)s, which has passed. Plan another one.")
            % {"day": day_words(day_of(event.period.lower, event.edition.zone))},
            code="event_past",
        )
    _require_not_over(event.pavilion)
    _require_free_room(event)
    event = _restore(event, at)
    if event.state == EventState.ANNOUNCED:
        announce_event_news(event, EventNews.RESTORED)
    return event


def write_event(edition: Edition, terms: EventTerms, *, at: datetime) -> ProgrammeEvent:
    """Create an event for an operation that has checked permission itself."""
    event = ProgrammeEvent(edition=edition)
    write_terms(event, terms, at)
    event.save()
    return event


@receiver(pavilion_declined)
def cancel_events_of(*, pavilion: NationalPavilion, at: datetime, **_sent: Any) -> list[ProgrammeEvent]:
    """Cancel the planned and announced events of a locked pavilion, for the operation by which it declines.

    Sessions of the forum are not the pavilion's; they stay, without it. Return the events that had been announced.
    """
    announced = []
    rows = ProgrammeEvent.objects.filter(pavilion=pavilion).exclude(state=EventState.CANCELLED)
    for event in lock(rows, rows.values_list("pk", flat=True)):
        if hasattr(event, "session"):
            event.pavilion, event.changed_at = None, at
            event.revision += 1
            event.save(update_fields=["pavilion", "changed_at", "revision"])
            continue
        if event.state == EventState.ANNOUNCED:
            announced.append(event)
        replace_open_proposals(event)
        _move(event, EventState.CANCELLED, at)
    return announced


@receiver(pavilion_restored)
def restore_events_of(
    *, pavilion: NationalPavilion, declined_at: datetime, at: datetime, **_sent: Any
) -> tuple[list[ProgrammeEvent], list[ProgrammeEvent]]:
    """Restore the events that a decline cancelled, and let the pavilion's sessions name it again.

    Return the announced events that are restored, and those that cannot be, because they are past or their rooms are
    taken by now. The operation that takes the decline back mails the managers about all of them at once.
    """
    rows = ProgrammeEvent.objects.filter(edition=pavilion.edition_id, changed_at=declined_at)
    sessions = rows.filter(was_of(pavilion), pavilion=None, session__isnull=False).exclude(state=EventState.CANCELLED)
    for event in lock(sessions, sessions.values_list("pk", flat=True)):
        event.pavilion = pavilion
        event.revision += 1
        event.save(update_fields=["pavilion", "revision"])
    restored, left = [], []
    cancelled = rows.filter(pavilion=pavilion, state=EventState.CANCELLED)
    events = lock(cancelled.select_related("edition"), cancelled.values_list("pk", flat=True))
    lock(Room.objects.all(), {event.room_id for event in events})
    for event in events:
        if event.period.lower <= at or event_in_the_way(event) is not None:
            left.append(event)
            continue
        if _restore(event, at).state == EventState.ANNOUNCED:
            restored.append(event)
    return restored, left


def lock_for_change(event_id: int, terms: EventTerms, *, seen: int | None, actor: Actor) -> ProgrammeEvent:
    """Lock an event for a person who may change it into these terms. Refuse one that is cancelled."""
    wanted = _lock_pavilion(terms)
    event = lock_event(event_id, seen)
    require("pavilions.plan_event", actor, event.pavilion)
    _require_of_edition(wanted, event.edition)
    require("pavilions.plan_event", actor, wanted)
    if event.state == EventState.CANCELLED:
        raise DomainError(_("A cancelled event cannot be changed. Plan another one."), code="event_cancelled")
    _require_not_over(wanted)
    return event


def rewrite_event(event: ProgrammeEvent, terms: EventTerms, *, at: datetime) -> ProgrammeEvent:
    """Give a locked event new terms, for an operation that has checked permission. Mail about a move of a public event.

    A change that its former pavilion has proposed is not made; the proposer gets a mail.
    """
    before, pavilion = (event.period, event.room_id), event.pavilion
    write_terms(event, terms, at)
    if pavilion is not None and event.pavilion_id != pavilion.pk:
        for proposal in event.proposals.filter(state=ProposalState.OPEN).select_related("proposed_by"):
            announce_proposal_replaced(proposal, pavilion)
        replace_open_proposals(event)
    event.revision += 1
    event.save()
    if event.state == EventState.ANNOUNCED and (event.period, event.room_id) != before:
        announce_event_news(event, EventNews.MOVED)
    return event


def replace_open_proposals(event: ProgrammeEvent) -> None:
    """End the open proposal for a locked event, which a newer one, another pavilion or a cancellation replaces."""
    event.proposals.filter(state=ProposalState.OPEN).update(state=ProposalState.REPLACED)


def lock_event(event_id: int, seen: int | None = None) -> ProgrammeEvent:
    rows = ProgrammeEvent.objects.select_related("edition", "pavilion")
    event = lock_one(rows, event_id, missing=_("Event not found."))
    require_seen(event, seen)
    return event


def _lock_pavilion(terms: EventTerms) -> NationalPavilion | None:
    """Lock the pavilion of the event before the event itself, in the same order as a decline does.

    Return it or None.
    """
    if terms.pavilion_id is None:
        return None
    found = lock(NationalPavilion.objects.all(), [terms.pavilion_id])
    if not found:
        raise Invalid(NO_SUCH_PAVILION, code="unknown_pavilion", field="pavilion")
    return found[0]


def _require_of_edition(pavilion: NationalPavilion | None, edition: Edition) -> None:
    if pavilion is not None and pavilion.edition_id != edition.pk:
        raise Invalid(NO_SUCH_PAVILION, code="unknown_pavilion", field="pavilion")


def _require_not_over(pavilion: NationalPavilion | None) -> None:
    if pavilion is not None and pavilion.stage in OVER:
        raise Invalid(
            _("%(pavilion)s is %(stage)s. Events cannot be planned for it.")
            % {"pavilion": pavilion, "stage": pavilion.get_stage_display()},
            code="pavilion_over",
            field="pavilion",
        )


def write_terms(event: ProgrammeEvent, terms: EventTerms, at: datetime) -> None:
    """Fill an event with these terms without saving it, or refuse them with the error at the field they concern."""
    _require_within(event.edition, terms)
    event.room_id, event.pavilion_id, event.kind = terms.room_id, terms.pavilion_id, terms.kind
    event.title, event.title_zh = terms.title.strip(), terms.title_zh.strip()
    event.text, event.text_zh = terms.text.strip(), terms.text_zh.strip()
    event.period, event.changed_at = DateTimeTZRange(terms.begins_at, terms.ends_at), at
    require_valid(event, exclude=["changed_at"])
    _require_free_room(event)
    _require_its_speakers_free(event, field="begins_at")


def _require_within(edition: Edition, terms: EventTerms) -> None:
    """Raise `Invalid` unless it ends after it begins, within `LONGEST_HOURS`, on the same day of the edition.

    The midnight at the end of a day still belongs to that day.
    """
    if terms.begins_at >= terms.ends_at:
        raise Invalid(_("It ends before it begins."), code="ends_before_it_begins", field="ends_at")
    if (terms.ends_at - terms.begins_at).total_seconds() > LONGEST_HOURS * 3600:
        raise Invalid(
            _("An event can last at most %(hours)d hours. Plan one for each day.") % {"hours": LONGEST_HOURS},
            code="too_long",
            field="ends_at",
        )
    first = day_of(terms.begins_at, edition.zone)
    last = day_of(terms.ends_at - datetime.resolution, edition.zone)
    if first < edition.opens_date or last > edition.closes_date:
        raise Invalid(
            _("The edition takes place from %(first)s to %(last)s.")
            % {"first": day_words(edition.opens_date), "last": day_words(edition.closes_date)},
            code="outside_the_edition",
            field="begins_at",
        )
    if last != first:
        raise Invalid(
            _("An event must end on the day on which it begins. Plan one for each day."),
            code="over_night",
            field="ends_at",
        )


def _require_free_room(event: ProgrammeEvent) -> None:
    """Lock the room, then raise `DomainError` (`room_taken`) naming the event that is in it at that time.

    Two operations that write events at once would each wait for the other at the constraint, and deadlock. With the
    room locked, the second operation waits here and sees the event of the first.
    """
    lock(Room.objects.all(), [event.room_id])
    other = event_in_the_way(event)
    if other is not None:
        raise DomainError(
            _("%(event)s is already planned in this room at that time.") % {"event": other},
            code="room_taken",
            field="room",
            details={"event": other.pk},
        )


def _require_its_speakers_free(event: ProgrammeEvent, *, field: str | None) -> None:
    if event.pk and hasattr(event, "session"):
        require_speakers_free(event, list(event.session.speakers.all()), field=field)


def _restore(event: ProgrammeEvent, at: datetime) -> ProgrammeEvent:
    """Restore the former state of a locked event whose room is free, with its topics and speakers."""
    _require_its_speakers_free(event, field=None)
    event_restored.send(sender=ProgrammeEvent, event=event)
    return _move(event, EventState.ANNOUNCED if was_announced(event) else EventState.PLANNED, at)


def _move(event: ProgrammeEvent, to: EventState, at: datetime) -> ProgrammeEvent:
    EVENT_LIFECYCLE.require(event.state, to)
    event.state, event.changed_at = to, at
    event.revision += 1
    event.save(update_fields=["state", "changed_at", "revision"])
    return event
