"""Tasks of pavilions with due dates: set, finished, and recalled by mail."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionTask, TaskReminder
from pavilions.national.national_pavilions.notifications import announce_task_due
from pavilions.national.national_pavilions.operations.pavilion_guards import (
    lock_pavilion,
    require_sensible_day,
    require_under_way,
)
from pavilions.national.national_pavilions.queries.pavilion_deadlines import deadlines_of, reminder_due
from pavilions.national.national_pavilions.states import ContactKind, ReminderKind, StandardTask
from pavilions.states import EventState, PavilionStage

SHORTEST_TIME = timedelta(days=14)
BEFORE_A_STAGE = {
    StandardTask.SPACE: (PavilionStage.IN_DESIGN, 14),
    StandardTask.PROFILE: (PavilionStage.IN_DESIGN, 0),
    StandardTask.CONTRACTOR: (PavilionStage.DESIGN_APPROVED, 45),
    StandardTask.DESIGN: (PavilionStage.DESIGN_APPROVED, 21),
    StandardTask.PICTURES: (PavilionStage.DESIGN_APPROVED, 0),
    StandardTask.PROGRAMME: (PavilionStage.UNDER_CONSTRUCTION, 45),
}
"""The due date of each standard task, as days before the deadline of a stage."""


def set_standard_tasks(pavilion: NationalPavilion, *, actor: Actor, at: datetime) -> None:
    """Set the standard tasks of a locked pavilion, once, for the operation that confirms it.

    Tasks that were done while it was invited are finished. Nothing is due within `SHORTEST_TIME` from now, unless the
    edition opens earlier. Open tasks of a pavilion that confirms again get new due dates.
    """
    deadlines, opens = deadlines_of(pavilion.edition), pavilion.edition.opens_date
    earliest = min(day_of(at, pavilion.edition.zone) + SHORTEST_TIME, opens)
    present = {task.standard: task for task in pavilion.tasks.exclude(standard="")}
    for standard, (stage, days) in BEFORE_A_STAGE.items():
        task = present.get(standard) or PavilionTask(
            pavilion=pavilion, standard=standard, set_by=person_of(actor), set_at=at
        )
        if task.done_at is None:
            task.due_date = max(deadlines[stage] - timedelta(days=days), earliest)
            task.save()
    done = {
        StandardTask.SPACE: pavilion.wanted_sqm is not None,
        StandardTask.PROFILE: pavilion.profiles.exclude(text="").exists(),
        StandardTask.PICTURES: pavilion.pictures.exists(),
        StandardTask.CONTRACTOR: pavilion.contacts.filter(kind=ContactKind.CONTRACTOR).exists(),
        StandardTask.PROGRAMME: pavilion.programme.exclude(state=EventState.CANCELLED).exists(),
    }
    for standard, is_done in done.items():
        if is_done:
            finish_standard_task(pavilion, standard, actor=actor, at=at)


def finish_standard_task(pavilion: NationalPavilion, task: StandardTask, *, actor: Actor, at: datetime) -> None:
    """Finish a standard task of a locked pavilion if it is open, for the operation that does what it asks for."""
    done_by = person_of(actor)
    for row in lock(pavilion.tasks.filter(standard=task, done_at=None), pavilion.tasks.values_list("pk", flat=True)):
        row.done_at, row.done_by = at, done_by
        row.save(update_fields=["done_at", "done_by"])


@operation("pavilions.task.set")
def set_task(
    pavilion_id: int, *, title: str, due_date: date, text: str = "", actor: Actor, at: datetime
) -> PavilionTask:
    """Set a task for one pavilion."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_under_way(pavilion)
    require_sensible_day(pavilion.edition, due_date, field="due_date")
    task = PavilionTask(
        pavilion=pavilion,
        title=title.strip(),
        text=text.strip(),
        due_date=due_date,
        set_by=person_of(actor),
        set_at=at,
    )
    if not task.title:
        raise Invalid(_("Describe the task."), code="invalid", field="title")
    require_valid(task, exclude=["pavilion", "set_by"])
    task.save(force_insert=True)
    return task


@operation("pavilions.task.moved")
def change_task_day(
    task_id: int, *, due_date: date, seen: int | None = None, actor: Actor, at: datetime
) -> PavilionTask:
    """Change a task's due date. Its reminders start anew."""
    require("pavilions.guide_pavilions", actor)
    task = _lock_task(task_id, seen)
    require_sensible_day(task.pavilion.edition, due_date, field="due_date")
    task.due_date = due_date
    task.save(update_fields=["due_date"])
    return task


@operation("pavilions.task.done")
def finish_task(task_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> PavilionTask:
    """Finish a task. Finishing one that is done changes nothing."""
    task = _lock_task(task_id, seen)
    require("pavilions.keep_pavilion", actor, task.pavilion)
    if task.done_at is None:
        task.done_at, task.done_by = at, person_of(actor)
        task.save(update_fields=["done_at", "done_by"])
    return task


@operation("pavilions.task.reopened")
def reopen_task(task_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> PavilionTask:
    """Reopen a finished task."""
    task = _lock_task(task_id, seen)
    require("pavilions.keep_pavilion", actor, task.pavilion)
    task.done_at, task.done_by = None, None
    task.save(update_fields=["done_at", "done_by"])
    return task


@operation("pavilions.task.dropped")
def drop_task(task_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a task that is no longer needed."""
    require("pavilions.guide_pavilions", actor)
    _lock_task(task_id, seen).delete()


@operation("pavilions.task.reminded")
def remind_of_task(task_id: int, *, actor: Actor, at: datetime) -> ReminderKind | None:
    """Remind the managers by mail if the task is due within seven days or overdue, once for each; safe to repeat.

    Return the kind of reminder, or None if none was sent, as if nothing is due or no manager is active.
    """
    require("pavilions.guide_pavilions", actor)
    task = _lock_task(task_id)
    kind = reminder_due(task, today=day_of(at, task.pavilion.edition.zone))
    managers = list(task.pavilion.managers.filter(is_active=True))
    if kind is None or not managers:
        return None
    _reminder, is_new = TaskReminder.objects.get_or_create(
        task=task, kind=kind, due_date=task.due_date, defaults={"reminded_at": at}
    )
    if is_new:
        announce_task_due(task, kind, managers)
    return kind if is_new else None


def _lock_task(task_id: int, seen: int | None = None) -> PavilionTask:
    rows = PavilionTask.objects.select_related("pavilion__edition")
    task = lock_one(rows, task_id, missing=_("Task not found."))
    require_seen(task, seen)
    return task
