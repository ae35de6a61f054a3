"""Tasks that kill the process which runs them are parked: no broker repeats them for ever.

The broker delivers the message of a task whose process has died once more, and says so in the message. Each such
delivery is a death. The third parks the task for an hour. It does not start during that hour, whatever sends it: the
timetable sends it again every few seconds. After the hour one run tries it; a fourth death parks it for another hour.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog
from celery import Task
from celery.exceptions import Ignore
from django.db import DatabaseError, transaction

from ciie.background.models import FatalTask
from ciie.kernel.clock import real_now

MOST_DEATHS = 3
PARKED_FOR = timedelta(hours=1)
"""Deaths that are longer ago are not of the same row either."""
log = structlog.get_logger(__name__)


class CountedTask(Task[..., None]):
    """The base of all tasks (`ciie.celery`): it does not start one that is parked."""

    abstract = True

    def before_start(self, task_id: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise `Ignore` where the task is parked. It starts where the database is away and cannot say so."""
        with suppress(DatabaseError):
            if is_parked(self.name, kwargs, has_died=_is_redelivered(self), at=real_now()):
                raise Ignore

    def after_return(
        self, status: str, retval: object, task_id: str, args: tuple[Any, ...], kwargs: dict[str, Any], einfo: object
    ) -> None:
        """Forget the deaths of a task that has ended, well or with an error: it did not kill its process."""
        with suppress(DatabaseError):
            forget_deaths(self.name, kwargs, is_redelivered=_is_redelivered(self), at=real_now())


def is_parked(name: str, arguments: Mapping[str, object], *, has_died: bool, at: datetime) -> bool:
    """Whether the task must not start at this moment, counting one more death of it if `has_died`."""
    rows = FatalTask.objects.filter(name=name, arguments=arguments)
    if not has_died:
        return rows.filter(parked_until__gt=at).exists()
    with transaction.atomic():
        rows.get_or_create(name=name, arguments=arguments, defaults={"deaths": 0, "died_at": at})
        row = rows.select_for_update().get()
        is_of_another_row = not row.parked_until and row.died_at < at - PARKED_FOR
        row.deaths, row.died_at = 1 if is_of_another_row else row.deaths + 1, at
        if row.deaths >= MOST_DEATHS:
            row.parked_until = at + PARKED_FOR
            log.error("task_parked", task=name, arguments=arguments, deaths=row.deaths, until=str(row.parked_until))
        row.save()
    return row.deaths >= MOST_DEATHS


def forget_deaths(name: str, arguments: Mapping[str, object], *, is_redelivered: bool, at: datetime) -> None:
    """Forget what is known of a task whose delivery after a death, or whose try after an hour, has ended.

    Another delivery of the same task proves nothing: it may have passed over the rows that the dying one had locked.
    """
    rows = FatalTask.objects.filter(name=name, arguments=arguments)
    (rows if is_redelivered else rows.filter(parked_until__lte=at)).delete()


def _is_redelivered(task: Task[..., None]) -> bool:
    return bool((task.request.delivery_info or {}).get("redelivered"))
