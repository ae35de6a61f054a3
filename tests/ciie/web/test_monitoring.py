from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import structlog
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from post_office.models import STATUS, Email
from pytest_django import Settings

from ciie.celery import app
from ciie.kernel.clock import now
from ciie.kernel.request_context import current_request_id
from ciie.local.postgres import SUPERUSER
from ciie.web.monitoring import RequestIdMiddleware
from ciie.web.parts import show_life
from ciie.web.tasks import record_heartbeat
from tests.clients import signed_in
from tests.factories import EditionFactory, organizer
from tests.html_rules import assert_clean

ALL_WELL = {"status": "ready", **dict.fromkeys(["database", "redis", "worker", "disk", "mail"], "ok")}
GIVEN = "6f1a4c1e-1c52-4f5e-9d39-0d8f8e2f7a11"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def working(settings: Settings, redis_url: str, db: None) -> None:
    settings.REDIS_URL = redis_url
    record_heartbeat()


def test_healthz_answers_without_a_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "up"}


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
def test_readyz_is_ready_when_every_part_answers(client: Client) -> None:
    response = client.get("/readyz")
    assert response.json() == ALL_WELL
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
def test_readyz_names_redis_which_pages_can_do_without(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    response = client.get("/readyz")
    assert response.json() == ALL_WELL | {"status": "degraded", "redis": "failing"}
    assert response.status_code == 200


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
    in_it = dict.fromkeys(["database", "worker", "mail"], "failing")
    assert response.json() == ALL_WELL | {"status": "not ready"} | in_it
    assert response.status_code == 503


@pytest.fixture
def connected_by(settings: Settings) -> Iterator[Callable[..., None]]:
    """Connects anew with other options of the server, as another role where one is given."""
    usual, user = connection.settings_dict["OPTIONS"], connection.settings_dict["USER"]

    def connect(setting: str, role: str = user) -> None:
        connection.close()
        connection.settings_dict["OPTIONS"] = usual | {"options": f"{usual['options']} -c {setting}"}
        connection.settings_dict["USER"] = role

    yield connect
    connection.close()
    connection.settings_dict["OPTIONS"], connection.settings_dict["USER"] = usual, user


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("working")
def test_readyz_notices_a_database_that_takes_no_writes(client: Client, connected_by: Callable[..., None]) -> None:
    """As a standby after a failover that went wrong."""
    connected_by("default_transaction_read_only=on")
    response = client.get("/readyz")
    assert response.json() == ALL_WELL | {"status": "not ready", "database": "failing"}
    assert response.status_code == 503


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("working")
def test_readyz_notices_a_database_whose_disk_is_full(client: Client, connected_by: Callable[..., None]) -> None:
    """A limit of temporary files stands for the disk: both refuse the same file, which the question has written."""
    connected_by("temp_file_limit=0", role=SUPERUSER)
    response = client.get("/readyz")
    assert response.json() == ALL_WELL | {"status": "not ready", "database": "failing"}
    assert response.status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_who_watches_may_know_the_process_by_its_address(client: Client, path: str) -> None:
    assert client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code in {200, 503}
    assert client.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 400


@pytest.mark.django_db
def test_connections_are_counted_for_the_whole_server_by_an_ordinary_role(client: Client) -> None:
    figures = client.get("/metrics").text
    assert 'ciie_database_connections{state="active"} ' in figures
    assert 'ciie_database_connections{state="hidden"} ' in figures
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        assert f"ciie_database_connections_most {float(cursor.fetchone()[0])}" in figures


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
@pytest.mark.parametrize(("age", "word"), [(0, "ok"), (59, "ok"), (61, "failing")])
def test_readyz_believes_a_heartbeat_for_a_minute(client: Client, age: int, word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kept_in_database SET expires = expires - make_interval(secs => %s)", [age])
    assert client.get("/readyz").json()["worker"] == word


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
def test_a_disk_that_is_nearly_full_is_seen(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.LEAST_FREE_DISK_MB = 10**9
    assert client.get("/readyz").json() == ALL_WELL | {"status": "degraded", "disk": "failing"}
    figures = client.get("/metrics").text
    assert 'ciie_part_works{part="disk"} 0.0' in figures
    assert 'ciie_part_works{part="database"} 1.0' in figures
    assert "ciie_media_free_bytes " in figures


@pytest.mark.django_db
@pytest.mark.usefixtures("working")
def test_mail_that_stands_still_is_seen(client: Client) -> None:
    letter = Email.objects.create(from_email="expo@example.org", to=["ana@example.org"], status=STATUS.queued)
    assert client.get("/readyz").json()["mail"] == "ok"
    Email.objects.filter(pk=letter.pk).update(created=timezone.now() - timedelta(minutes=16))
    assert client.get("/readyz").json() == ALL_WELL | {"status": "degraded", "mail": "failing"}
    Email.objects.filter(pk=letter.pk).update(scheduled_time=now() + timedelta(hours=1), status=STATUS.requeued)
    assert client.get("/readyz").json() == ALL_WELL


@pytest.mark.django_db
def test_organizers_see_what_does_not_get_done(settings: Settings, tmp_path: Path) -> None:
    EditionFactory()
    settings.MEDIA_ROOT = tmp_path
    settings.LEAST_FREE_DISK_MB = 10**9
    page = signed_in(organizer()).get("/organizer/")
    assert_clean(page)
    assert "The disk is nearly full" in page.text
    assert "Background work is at a standstill" in page.text
    show_life()
    assert "Background work" not in signed_in(organizer()).get("/organizer/").text


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
