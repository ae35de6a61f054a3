"""Figures of tasks and queues, kept in a real Valkey and read at `/metrics` as Prometheus reads them."""

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import redis
from celery import Celery, Task
from django.test import Client
from kombu import Queue
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from ciie.celery import app
from ciie.kernel.valkey import CIRCUIT
from ciie.settings.env import broker
from ciie.web import task_figures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def valkey(settings: Settings, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[redis.Redis]:
    """A place of its own in the Valkey that all test processes share."""
    settings.REDIS_URL = redis_url
    of_this_test = uuid4().hex
    names = {name: f"{of_this_test}:{name}" for name in ("RUNS", "SECONDS", "FAILURES", "SUCCEEDED_AT")}
    for name, key in names.items():
        monkeypatch.setattr(task_figures, name, key)
    settings.CELERY_TASK_QUEUES = [Queue(of_this_test)]
    with redis.Redis.from_url(redis_url) as client:
        CIRCUIT.start_afresh()
        yield client
        CIRCUIT.start_afresh()
        client.delete(*names.values(), of_this_test)


def figures(**labels: str) -> dict[str, float]:
    """The figures of `/metrics` that have these labels."""
    families = text_string_to_metric_families(Client().get("/metrics").text)
    return {sample.name: sample.value for family in families for sample in family.samples if sample.labels == labels}


def task_that(fails: bool) -> "Task[[], None]":
    @app.task(name=f"tests.{uuid4().hex}")
    def work() -> None:
        time.sleep(0.05)
        if fails:
            raise RuntimeError

    return work


def test_a_task_that_succeeds_is_measured_and_dated() -> None:
    task, before = task_that(fails=False), time.time()
    task.apply()
    task.apply()
    found = figures(task=task.name)
    assert found["ciie_task_seconds_count"] == 2
    assert 0.1 <= found["ciie_task_seconds_sum"] < 10
    assert found["ciie_task_failures_total"] == 0
    assert before < found["ciie_task_last_success_timestamp_seconds"] < time.time()


def test_a_task_that_fails_is_counted_and_not_dated() -> None:
    task = task_that(fails=True)
    task.apply()
    found = figures(task=task.name)
    assert (found["ciie_task_seconds_count"], found["ciie_task_failures_total"]) == (1, 1)
    assert "ciie_task_last_success_timestamp_seconds" not in found


def test_periods_are_those_of_the_timetable() -> None:
    assert figures(task="exhibitors.release_expired_holds")["ciie_task_period_seconds"] == 2
    assert figures(task="exhibitors.reconcile_totals")["ciie_task_period_seconds"] == 24 * 60 * 60


def test_a_queue_has_its_length_and_the_age_of_its_first_message(settings: Settings, redis_url: str) -> None:
    (queue,) = settings.CELERY_TASK_QUEUES
    empty = {"ciie_queue_length": 0, "ciie_queue_oldest_seconds": 0}
    assert figures(queue=queue.name) == empty
    with Celery("sender", broker=broker(redis_url), set_as_current=False) as sender:
        sender.send_task("tests.waits", queue=queue.name)
        time.sleep(1)
        sender.send_task("tests.waits", queue=queue.name)
    found = figures(queue=queue.name)
    assert found["ciie_queue_length"] == 2
    assert 1 <= found["ciie_queue_oldest_seconds"] < 30


def test_without_valkey_a_task_ends_and_metrics_have_the_rest(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    task = task_that(fails=False)
    assert task.apply().state == "SUCCESS"
    assert figures(task=task.name) == {}
    assert figures(part="database")["ciie_part_works"] == 1
