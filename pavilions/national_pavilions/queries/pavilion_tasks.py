"""Tasks of pavilions: what is open, what is late, and of which somebody is to be reminded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ciie.kernel.days import day_of
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_work import PavilionTask, TaskReminder
from pavilions.national_pavilions.states import ReminderKind
from pavilions.states import EditionStatus, PavilionStage

SOON = timedelta(days=7)
SILENT_STAGES = (PavilionStage.DECLINED, PavilionStage.CLOSED)


@dataclass(frozen=True)
class TaskNow:
    """A task as it stands on a day; `days_late` is negative while there is time."""

    task: PavilionTask
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.task.done_at is None and self.days_late > 0

    @property
    def days_left(self) -> int:
        return -self.days_late


def tasks_of(pavilion: NationalPavilion, *, today: date) -> list[TaskNow]:
    """Open ones by the day they are due, then those that are done; one query."""
    rows = PavilionTask.objects.filter(pavilion=pavilion).select_related("done_by", "set_by")
    in_order = sorted(rows, key=lambda task: (task.done_at is not None, task.due_date, task.pk))
    return [TaskNow(task, (today - task.due_date).days) for task in in_order]


def overdue_tasks_of(edition: Edition, *, today: date) -> dict[int, int]:
    """How many open tasks of each pavilion are overdue, by its key; one query."""
    overdue = PavilionTask.objects.filter(pavilion__edition=edition, done_at=None, due_date__lt=today)
    under_way = overdue.exclude(pavilion__stage__in=SILENT_STAGES).order_by()
    return dict(under_way.values_list("pavilion").annotate(tasks=Count("pk")))


def reminder_due(task: PavilionTask, *, today: date) -> ReminderKind | None:
    """Of what the managers are to be reminded on this day, whether or not they were."""
    if task.done_at is not None or task.pavilion.stage in SILENT_STAGES:
        return None
    if task.due_date < today:
        return ReminderKind.OVERDUE
    return ReminderKind.DUE_SOON if task.due_date <= today + SOON else None


def tasks_to_remind_of(*, at: datetime) -> QuerySet[PavilionTask]:
    """Open tasks whose managers have not been reminded of what `reminder_due` says; one query.

    The period is a day wider on either side, as editions lie in different time zones; the operation checks exactly.
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
