"""Tasks are sent by name, after the commit, and each is safe to run twice.

A committed request never fails because the broker is unreachable: a task that could not be sent finds its work in the
database when the schedule (`settings/beat.py`) next sends it.
"""

import time
from functools import partial

import kombu.exceptions
import redis
import structlog
from celery import current_app
from django.db import transaction

from ciie.kernel.valkey import CIRCUIT

COALESCED_SECONDS = 0.25
_last_sent: dict[str, float] = {}
log = structlog.get_logger(__name__)


def enqueue_on_commit(task_name: str, **arguments: object) -> None:
    """Send the task once the current transaction has committed, and never if it rolls back."""
    transaction.on_commit(partial(_send, task_name, arguments))


def wake_on_commit(task_name: str) -> None:
    """Send a task without arguments that processes everything that waits.

    Calls within a quarter of a second send one message, and the task starts a little later than that, so that it sees
    the work of every call.
    """
    transaction.on_commit(partial(_wake, task_name))


def _wake(task_name: str) -> None:
    present = time.monotonic()
    if present - _last_sent.get(task_name, -1.0) < COALESCED_SECONDS:
        return
    _last_sent[task_name] = present
    _send(task_name, {}, delay=COALESCED_SECONDS + 0.05)


def _send(task_name: str, arguments: dict[str, object], delay: float | None = None) -> None:
    if not CIRCUIT.lets_through():
        return
    try:
        current_app.send_task(task_name, kwargs=arguments, countdown=delay, retry=False)
    except (kombu.exceptions.OperationalError, redis.RedisError, OSError) as error:
        CIRCUIT.failed("tasks", error)
    except Exception:  # the commit stands, whatever is wrong here
        log.exception("task not sent", task=task_name)
    else:
        CIRCUIT.worked()
