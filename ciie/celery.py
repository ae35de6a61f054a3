"""The Celery app. Tasks carry the ID of the request that queued them, so that logs can be correlated."""

import os
import time
from contextlib import ExitStack
from typing import Any

import structlog
from celery import Celery
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun, worker_ready
from django.conf import settings
from django.utils.log import configure_logging

from ciie.kernel.country_names import refresh_names
from ciie.kernel.request_context import current_request_id, request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.local")

app = Celery("ciie", task_cls="ciie.background.parking:CountedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_running: dict[str, ExitStack] = {}


@setup_logging.connect
def keep_our_logging(**_kwargs: Any) -> None:
    """Configure our logging. A receiver of this signal keeps Celery from replacing the handlers."""
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


@worker_ready.connect
def show_life_at_once(**_kwargs: Any) -> None:
    """Record a heartbeat at once. The schedule does so only after its first period."""
    app.send_task("ciie.web.record_heartbeat")


@before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_kwargs: Any) -> None:
    if chosen := current_request_id():
        headers["ciie_request_id"] = str(chosen)


@before_task_publish.connect
def send_moment(headers: dict[str, Any], **_kwargs: Any) -> None:
    """Send the time with the task, so that `ciie.web.task_figures` can measure how long it waits."""
    headers["ciie_sent_at"] = time.time()


@task_prerun.connect
def take_request_id(task_id: str, task: Any, **_kwargs: Any) -> None:
    stack = ExitStack()
    chosen = stack.enter_context(request_id(getattr(task.request, "ciie_request_id", "") or task_id))
    stack.enter_context(structlog.contextvars.bound_contextvars(request_id=str(chosen), task=task.name))
    _running[task_id] = stack


@task_prerun.connect
def read_country_names(**_kwargs: Any) -> None:
    """Refresh the names of countries, so that mails and documents use the same ones as pages."""
    refresh_names()


@task_postrun.connect
def drop_request_id(task_id: str, **_kwargs: Any) -> None:
    if stack := _running.pop(task_id, None):
        stack.close()
