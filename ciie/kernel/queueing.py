"""Tasks are sent by name, after the commit; each is safe to run twice."""

import time
from functools import partial

from celery import current_app
from django.db import transaction

COALESCED_SECONDS = 0.25
_last_sent: dict[str, float] = {}


def enqueue_on_commit(task_name: str, **arguments: object) -> None:
    """Send the task once the present transaction has committed; never if it rolls back."""
    transaction.on_commit(partial(current_app.send_task, task_name, kwargs=arguments))


def wake_on_commit(task_name: str) -> None:
    """Wake a task without arguments that works off whatever waits.

    Calls within a quarter of a second send one message, and the task starts a little later than that, so it sees
    the work of every call. A lost message is made up for by the schedule in `settings/beat.py`.
    """
    transaction.on_commit(partial(_wake, task_name))


def _wake(task_name: str) -> None:
    present = time.monotonic()
    if present - _last_sent.get(task_name, -1.0) < COALESCED_SECONDS:
        return
    _last_sent[task_name] = present
    current_app.send_task(task_name, countdown=COALESCED_SECONDS + 0.05)
