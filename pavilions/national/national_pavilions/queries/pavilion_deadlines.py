"""The next due stage of a pavilion, its tasks, and the tasks whose managers need a reminder.

A stage is due on the pavilion's separate date, else on the edition's deadline, else on the default one.

A pavilion has at least `LEAST_TIME` for its next stage, so one that is invited after a deadline is not late at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ciie.kernel.days import day_of
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, StageDeadline
from pavilions.national.national_pavilions.models.pavilion_work import PavilionTask, TaskReminder
from pavilions.national.national_pavilions.states import ReminderKind
from pavilions.states import EditionStatus, PavilionStage

USUALLY = {
    PavilionStage.CONFIRMED: timedelta(days=-180),
    PavilionStage.IN_DESIGN: timedelta(days=-150),
    PavilionStage.DESIGN_APPROVED: timedelta(days=-90),
    PavilionStage.UNDER_CONSTRUCTION: timedelta(days=-14),
    PavilionStage.OPEN: timedelta(0),
}
"""Default deadlines, counted from the day the edition opens. Pavilions close on the day it closes."""

LEAST_TIME = {
    PavilionStage.CONFIRMED: timedelta(days=28),
    PavilionStage.IN_DESIGN: timedelta(days=14),
    PavilionStage.DESIGN_APPROVED: timedelta(days=28),
    PavilionStage.UNDER_CONSTRUCTION: timedelta(days=14),
}
"""The least time that a pavilion has for its next stage, which ends no later than the opening of the edition."""

FOLLOWING = {
    PavilionStage.INVITED: PavilionStage.CONFIRMED,
    PavilionStage.CONFIRMED: PavilionStage.IN_DESIGN,
    PavilionStage.IN_DESIGN: PavilionStage.DESIGN_APPROVED,
    PavilionStage.DESIGN_APPROVED: PavilionStage.UNDER_CONSTRUCTION,
    PavilionStage.UNDER_CONSTRUCTION: PavilionStage.OPEN,
    PavilionStage.OPEN: PavilionStage.CLOSED,
}
"""The stage that follows each one if all goes well."""

type Deadlines = Mapping[PavilionStage, date]

SOON = timedelta(days=7)
SILENT_STAGES = (PavilionStage.DECLINED, PavilionStage.CLOSED)


@dataclass(frozen=True)
class Due:
    """The next stage of a pavilion. `days_late` is negative while there is time."""

    stage: PavilionStage
    due_date: date
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def days_left(self) -> int:
        return -self.days_late


def deadlines_of(edition: Edition) -> dict[PavilionStage, date]:
    """Return the deadline of each stage that has one, in the order of stages; one query."""
    usual = {stage: edition.opens_date + days for stage, days in USUALLY.items()}
    usual[PavilionStage.CLOSED] = edition.closes_date
    rows = StageDeadline.objects.filter(edition=edition).values_list("stage", "due_date")
    return usual | {PavilionStage(stage): due_date for stage, due_date in rows}


def revision_of_deadlines(edition: Edition) -> int:
    """Return a revision for all deadlines of an edition.

    It grows with each change, since deadlines are never removed.
    """
    return sum(StageDeadline.objects.filter(edition=edition).values_list("revision", flat=True))


def due_of(pavilion: NationalPavilion, deadlines: Deadlines, *, today: date) -> Due | None:
    """Return the next stage of a pavilion of `with_claims`, or None at the last one."""
    stage = FOLLOWING.get(PavilionStage(pavilion.stage))
    if stage is None:
        return None
    since: datetime = pavilion.stage_since  # type: ignore[attr-defined]  # annotated by with_claims
    least = day_of(since, pavilion.edition.zone) + LEAST_TIME.get(stage, timedelta(0))
    due_date = pavilion.next_due_date or max(deadlines[stage], min(least, pavilion.edition.opens_date))
    return Due(stage, due_date, (today - due_date).days)


@dataclass(frozen=True)
class TaskNow:
    """A task as of a day. `days_late` is negative while there is time."""

    task: PavilionTask
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.task.done_at is None and self.days_late > 0

    @property
    def days_left(self) -> int:
        return -self.days_late


def tasks_of(pavilion: NationalPavilion, *, today: date) -> list[TaskNow]:
    """Return open tasks by due date, then finished ones; one query."""
    rows = PavilionTask.objects.filter(pavilion=pavilion).select_related("done_by", "set_by")
    in_order = sorted(rows, key=lambda task: (task.done_at is not None, task.due_date, task.pk))
    return [TaskNow(task, (today - task.due_date).days) for task in in_order]


def overdue_tasks_of(edition: Edition, *, today: date) -> dict[int, int]:
    """Return the number of overdue tasks of each pavilion, by its key; one query."""
    overdue = PavilionTask.objects.filter(pavilion__edition=edition, done_at=None, due_date__lt=today)
    under_way = overdue.exclude(pavilion__stage__in=SILENT_STAGES).order_by()
    return dict(under_way.values_list("pavilion").annotate(tasks=Count("pk")))


def reminder_due(task: PavilionTask, *, today: date) -> ReminderKind | None:
    """Return the reminder that managers need on this day, whether or not they got it, or None."""
    if task.done_at is not None or task.pavilion.stage in SILENT_STAGES:
        return None
    if task.due_date < today:
        return ReminderKind.OVERDUE
    return ReminderKind.DUE_SOON if task.due_date <= today + SOON else None


def tasks_to_remind_of(*, at: datetime) -> QuerySet[PavilionTask]:
    """Return open tasks whose managers have not got the reminder that `reminder_due` names; one query.

    The period is a day wider on either side, since editions lie in different time zones; the operation checks exactly.
    """
    today, day = day_of(at, UTC), timedelta(days=1)
    reminded = TaskReminder.objects.filter(task=OuterRef("pk"), due_date=OuterRef("due_date"))
    overdue = Q(due_date__lt=today + day) & ~Exists(reminded.filter(kind=ReminderKind.OVERDUE))
    soon = Q(due_date__range=(today - day, today + SOON + day))
    return (
        PavilionTask.objects.filter(done_at=None, pavilion__managers__is_active=True)
        .exclude(pavilion__stage__in=SILENT_STAGES)
        .exclude(pavilion__edition__status=EditionStatus.ARCHIVED)
        .filter(overdue | (soon & ~Exists(reminded)))
        .distinct()
        .order_by("pk")
    )
