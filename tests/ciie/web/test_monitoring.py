from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import structlog
import time_machine
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from ciie.celery import app
from ciie.kernel.request_context import current_request_id
from ciie.web.monitoring import RequestIdMiddleware
from ciie.web.tasks import record_heartbeat

NOW = datetime.fromisoformat("2026-03-01T12:00:00+00:00")
GIVEN = "6f1a4c1e-1c52-4f5e-9d39-0d8f8e2f7a11"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def working(settings: Settings, redis_url: str) -> None:
    settings.REDIS_URL = redis_url
    record_heartbeat()


def test_healthz_answers_without_a_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "up"}


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
def test_readyz_is_ready_when_every_part_answers(client: Client) -> None:
    response = client.get("/readyz")
    assert response.json() == {"status": "ready", "database": "ok", "redis": "ok", "worker": "ok"}
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
def test_readyz_names_redis_when_it_does_not_answer(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    response = client.get("/readyz")
    assert response.json() == {"status": "not ready", "database": "ok", "redis": "failing", "worker": "ok"}
    assert response.status_code == 503


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("working")
def test_readyz_names_the_database_when_it_does_not_answer(client: Client) -> None:
    connection.close()
    where = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        response = client.get("/readyz")
    finally:
        connection.settings_dict["HOST"] = where
    assert response.json() == {"status": "not ready", "database": "failing", "redis": "ok", "worker": "ok"}


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
@pytest.mark.parametrize(("age", "word"), [(0, "ok"), (59, "ok"), (61, "failing")])
def test_readyz_believes_a_heartbeat_for_a_minute(client: Client, age: int, word: str) -> None:
    with time_machine.travel(NOW - timedelta(seconds=age), tick=False):
        record_heartbeat()
    with time_machine.travel(NOW, tick=False):
        assert client.get("/readyz").json()["worker"] == word


def test_the_timetable_rings_the_heartbeat_often_enough(settings: Settings) -> None:
    rings = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}
    assert rings["ciie.web.record_heartbeat"] * 3 <= settings.HEARTBEAT_MAX_AGE.total_seconds()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_health_pages_refuse_to_be_written_to(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_each_answer_carries_an_id_of_its_own(client: Client) -> None:
    first, second = (UUID(client.get("/healthz").headers["X-Request-ID"]) for _request in range(2))
    assert first != second


def test_the_proxys_id_is_taken_over(client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": GIVEN}).headers["X-Request-ID"] == GIVEN


def test_what_is_not_an_id_is_replaced(client: Client) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": "forged\tline"}).headers["X-Request-ID"]
    assert str(UUID(answered)) == answered


def test_the_id_is_in_force_while_the_request_is_served_and_not_after() -> None:
    seen: list[object] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.extend([current_request_id(), structlog.contextvars.get_contextvars()["request_id"]])
        return HttpResponse()

    RequestIdMiddleware(view)(RequestFactory().get("/", headers={"X-Request-ID": GIVEN}))
    assert seen == [UUID(GIVEN), GIVEN]
    assert current_request_id() is None
