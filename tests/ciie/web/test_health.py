import pytest
from django.test import Client
from pytest_django import Settings

from ciie.web import health


def test_healthz_answers_without_a_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "up"}


@pytest.mark.django_db
def test_readyz_names_the_part_that_fails(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    health.record_heartbeat()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "not ready", "database": "ok", "redis": "failing", "worker": "ok"}
