"""Figures of background tasks: durations, failures, last successes, and what waits for a worker.

Workers store these figures in Valkey, and every web process shows the same ones at `/metrics`. A worker therefore needs
no port of its own, and a figure outlives its process. Like everything in Valkey, they may be lost: counters then
restart, as they do when the process of another program is restarted.
"""

import json
import time
from collections.abc import Iterable
from typing import Any

import redis
import structlog
from celery.signals import task_postrun, task_prerun
from django.conf import settings
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, SummaryMetricFamily
from prometheus_client.registry import Collector

from ciie.kernel.valkey import CIRCUIT, connection_options

RUNS = "ciie:tasks:runs"
SECONDS = "ciie:tasks:seconds"
FAILURES = "ciie:tasks:failures"
SUCCEEDED_AT = "ciie:tasks:succeeded_at"
DAY_SECONDS = 24 * 60 * 60
log = structlog.get_logger(__name__)

_started: dict[str, float] = {}


@task_prerun.connect
def note_start(task_id: str, **_signal: Any) -> None:
    _started[task_id] = time.monotonic()


@task_postrun.connect
def note_end(task_id: str, task: Any, state: str, **_signal: Any) -> None:
    """Add a run to the figures of its task. The task has ended even if its figures cannot be stored."""
    seconds = time.monotonic() - _started.pop(task_id, time.monotonic())
    if not settings.REDIS_URL or not CIRCUIT.lets_through():
        return
    try:
        with _valkey() as client, client.pipeline(transaction=False) as noted:
            noted.hincrby(RUNS, task.name, 1)
            noted.hincrbyfloat(SECONDS, task.name, seconds)
            noted.hincrby(FAILURES, task.name, int(state == "FAILURE"))
            if state == "SUCCESS":
                noted.hset(SUCCEEDED_AT, task.name, str(time.time()))
            noted.execute()
    except (redis.RedisError, OSError) as error:
        CIRCUIT.failed("task figures", error)
    else:
        CIRCUIT.worked()


def measured_tasks() -> bytes:
    """Return the figures of tasks and queues in Prometheus's format, or only the periods if Valkey is unreachable."""
    registry = CollectorRegistry()
    registry.register(_Tasks())
    return generate_latest(registry)


class _Tasks(Collector):
    def collect(self) -> Iterable[Metric]:
        """Yield the figures, with one query to Valkey for each kind of figure of tasks, and two for each queue."""
        yield _periods()
        if not settings.REDIS_URL:
            return
        try:
            with _valkey() as client:
                figures = [*_figures_of_tasks(client), *_figures_of_queues(client)]
        except (redis.RedisError, OSError) as error:
            log.warning("tasks not measured", error=str(error))
        else:
            yield from figures


def _periods() -> Metric:
    what = "How often the timetable calls for a task; each night is a day."
    periods = GaugeMetricFamily("ciie_task_period_seconds", what, labels=["task"])
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        schedule = entry["schedule"]
        periods.add_metric([entry["task"]], schedule if isinstance(schedule, int) else DAY_SECONDS)
    return periods


def _figures_of_tasks(client: redis.Redis) -> Iterable[Metric]:
    runs = SummaryMetricFamily("ciie_task_seconds", "Time that the runs of a task took.", labels=["task"])
    failures = CounterMetricFamily("ciie_task_failures", "Runs that ended with an error.", labels=["task"])
    what = "When a task ended without an error last."
    succeeded = GaugeMetricFamily("ciie_task_last_success_timestamp_seconds", what, labels=["task"])
    count, seconds, failed, succeeded_at = (_hash(client, name) for name in (RUNS, SECONDS, FAILURES, SUCCEEDED_AT))
    for task, many in count.items():
        runs.add_metric([task], int(many), seconds.get(task, 0))
        failures.add_metric([task], failed.get(task, 0))
    for task, at in succeeded_at.items():
        succeeded.add_metric([task], at)
    return runs, failures, succeeded


def _figures_of_queues(client: redis.Redis) -> Iterable[Metric]:
    length = GaugeMetricFamily("ciie_queue_length", "Tasks that wait for a worker.", labels=["queue"])
    oldest = GaugeMetricFamily("ciie_queue_oldest_seconds", "How long the first of them has waited.", labels=["queue"])
    for queue in settings.CELERY_TASK_QUEUES:
        waiting: Any = client.llen(queue.name)
        length.add_metric([queue.name], waiting)
        first: Any = client.lindex(queue.name, -1)  # workers take from this end
        sent_at = json.loads(first)["headers"].get("ciie_sent_at") if first else None
        oldest.add_metric([queue.name], max(time.time() - sent_at, 0) if sent_at else 0)
    return length, oldest


def _hash(client: redis.Redis, name: str) -> dict[str, float]:
    found: Any = client.hgetall(name)
    return {task.decode(): float(value) for task, value in found.items()}


def _valkey() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, **connection_options())
