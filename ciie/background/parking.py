"""Parking of tasks that kill their process, so that the broker does not repeat them for ever.

If the process of a task has died, the broker delivers the message again and marks it as redelivered. Each redelivery
counts as a death. The third one parks the task for an hour. During that hour it does not start, whatever sends it: the
schedule sends it again every few seconds. After the hour, one run tries it; a fourth death parks it for another hour.
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
"""How long a task stays parked. Deaths that are further apart do not count as being in a row either."""
log = structlog.get_logger(__name__)


class CountedTask(Task[..., None]):
    """The base class of all tasks (`ciie.celery`), which does not start a parked one."""

    abstract = True

    def before_start(self, task_id: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise `Ignore` if the task is parked.

        If the database is unreachable, it is not known whether the task is parked, and it starts.
        """
        with suppress(DatabaseError):
            if is_parked(self.name, kwargs, has_died=_is_redelivered(self), at=real_now()):
                raise Ignore

    def after_return(
        self, status: str, retval: object, task_id: str, args: tuple[Any, ...], kwargs: dict[str, Any], einfo: object
    ) -> None:
        """Forget the deaths of a task that has finished or failed, since it did not kill its process."""
        with suppress(DatabaseError):
            forget_deaths(self.name, kwargs, is_redelivered=_is_redelivered(self), at=real_now())


def is_parked(name: str, arguments: Mapping[str, object], *, has_died: bool, at: datetime) -> bool:
    """Return whether the task must not start now, after counting one more death of it if `has_died`."""
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
    """Forget the deaths of a task whose redelivery after a death, or whose attempt after an hour, has ended.

    Another delivery of the same task proves nothing: it may have skipped the rows that the dying one had locked.
    """
    rows = FatalTask.objects.filter(name=name, arguments=arguments)
    (rows if is_redelivered else rows.filter(parked_until__lte=at)).delete()


def _is_redelivered(task: Task[..., None]) -> bool:
    return bool((task.request.delivery_info or {}).get("redelivered"))
