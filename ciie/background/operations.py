"""The operations by which people decide about background tasks."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.background.models import FatalTask
from ciie.background.rules import MAY_RELEASE
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import NotFound
from ciie.kernel.queueing import enqueue_on_commit


@operation("background.task.released")
def release_task(task_id: int, *, actor: Actor, at: datetime) -> None:
    """Forget the deaths of a task and run it again.

    Raises `NotFound` if it has succeeded or been released meanwhile.
    """
    require(MAY_RELEASE, actor)
    task = FatalTask.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise NotFound(_("This task is no longer parked."), code="not_found")
    enqueue_on_commit(task.name, **task.arguments)
    task.delete()
