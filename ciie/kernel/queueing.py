"""Doorbells: tasks are sent by name, after the commit, and each may safely ring twice."""

import time
from functools import partial

from celery import current_app
from django.db import transaction

RINGS_COUNT_FOR_SECONDS = 0.25
_last_rings: dict[str, float] = {}


def enqueue_on_commit(task_name: str, **arguments: object) -> None:
    """Send the task once the present transaction has committed; never if it rolls back."""
    transaction.on_commit(partial(current_app.send_task, task_name, kwargs=arguments))


def ring_on_commit(task_name: str) -> None:
    """Wake a task without arguments that works off whatever waits.

    Rings within a quarter of a second are one ring, and the task starts a little later than that, so it
    sees the work of every ring that it stands for. A lost ring is made good by the sweep in `settings/beat.py`.
    """
    transaction.on_commit(partial(_ring, task_name))


def _ring(task_name: str) -> None:
    present = time.monotonic()
    if present - _last_rings.get(task_name, -1.0) < RINGS_COUNT_FOR_SECONDS:
        return
    _last_rings[task_name] = present
    current_app.send_task(task_name, countdown=RINGS_COUNT_FOR_SECONDS + 0.05)
