"""Periodic tasks of national pavilions. Each finds its own work, so it may run twice or be missed once."""

import structlog
from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from pavilions.national.national_pavilions.operations.pavilion_tasks import remind_of_task
from pavilions.national.national_pavilions.queries.pavilion_deadlines import tasks_to_remind_of

log = structlog.get_logger(__name__)


@shared_task(name="pavilions.remind_of_tasks")
def remind_of_tasks() -> None:
    """Remind managers of tasks that are due soon or overdue. A refused reminder does not hold up the others."""
    at = now()
    for task_id in list(tasks_to_remind_of(at=at).values_list("pk", flat=True)):
        try:
            remind_of_task(task_id, actor=SYSTEM, at=at)
        except DomainError as refusal:
            log.warning("task_not_reminded", task=task_id, code=refusal.code)
