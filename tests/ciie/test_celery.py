from uuid import UUID

import pytest
from celery import Task, shared_task
from django.conf import settings

from ciie.celery import app, drop_request_id, send_request_id, take_request_id
from ciie.kernel.request_context import current_request_id, request_id

GIVEN = "6f1a4c1e-1c52-4f5e-9d39-0d8f8e2f7a11"


@pytest.mark.django_db  # Celery checks the models first, and a generated column asks the server what it can do
def test_every_task_of_ours_has_a_queue_that_workers_serve() -> None:
    app.loader.import_default_modules()
    ours = [name for name in app.tasks if name.startswith(("ciie.", "pavilions.", "exhibitors."))]
    queues = {app.amqp.router.route({}, name)["queue"].name for name in ours}
    assert queues <= {queue.name for queue in settings.CELERY_TASK_QUEUES}


def test_a_ring_reaches_its_own_queue_only() -> None:
    assert {queue.name: queue.routing_key for queue in app.amqp.queues.values()} == {
        "default": "default",
        "mail": "mail",
        "totals": "totals",
    }


def test_a_task_carries_the_id_of_the_request_that_rang() -> None:
    headers: dict[str, object] = {}
    with request_id(GIVEN):
        send_request_id(headers=headers)
    assert headers == {"ciie_request_id": GIVEN}


def test_nothing_is_sent_outside_a_request() -> None:
    headers: dict[str, object] = {}
    send_request_id(headers=headers)
    assert headers == {}


def test_the_id_is_in_force_while_the_task_runs_and_not_after() -> None:
    task = ringing(ciie_request_id=GIVEN)
    take_request_id(task_id="any", task=task)
    assert current_request_id() == UUID(GIVEN)
    drop_request_id(task_id="any")
    assert current_request_id() is None


def test_a_task_that_beat_rang_has_its_own_id() -> None:
    take_request_id(task_id=GIVEN, task=ringing())
    assert current_request_id() == UUID(GIVEN)
    drop_request_id(task_id=GIVEN)


@pytest.fixture(autouse=True)
def _forget_the_id() -> None:
    assert current_request_id() is None


@shared_task(name="tests.ring")
def ring() -> None:
    """A task with nothing to do."""


def ringing(**headers: str) -> "Task[[], None]":
    ring.push_request(**headers)
    return ring
