"""When a pooled connection is asked whether it is still good, and when it is taken for that."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from ciie.kernel.circuit import Circuit
from ciie.kernel.postgres import pool_checks
from ciie.kernel.postgres.connections import FAILURES, PatientConnection, Silence
from ciie.kernel.postgres.pool_checks import require_connected

PATIENCE_SECONDS = 10

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled() -> Iterator[PatientConnection]:
    parameters = connection.get_connection_params()
    with PatientConnection.connect(**{**parameters, "autocommit": True, "cursor_factory": None}) as opened:
        yield opened


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The connections that are asked."""
    found: list[object] = []
    check = ConnectionPool.check_connection

    def ask(pooled: psycopg.Connection[object]) -> None:
        found.append(pooled)
        check(pooled)

    monkeypatch.setattr(ConnectionPool, "check_connection", ask)
    return found


def test_one_that_answered_lately_is_not_asked(
    pooled: psycopg.Connection[object], asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_checks, "TRUSTED_SECONDS", 60)
    require_connected(pooled)
    require_connected(pooled)
    assert asked == [pooled]
    monkeypatch.setattr(pool_checks, "TRUSTED_SECONDS", 0)
    require_connected(pooled)
    assert asked == [pooled, pooled]


def test_none_is_asked_while_another_has_just_heard_nothing(
    pooled: PatientConnection, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_checks, "TRUSTED_SECONDS", 0)
    pooled.circuit = Circuit("PostgreSQL", FAILURES, 60)
    pooled.circuit.failed("test", OSError("silence"))
    with pytest.raises(Silence):
        require_connected(pooled)
    assert asked == []
    pooled.circuit = Circuit("PostgreSQL", FAILURES, 0)
    pooled.circuit.failed("test", OSError("silence"))
    assert pooled.circuit.lets_through()
    require_connected(pooled)
    assert asked == [pooled]


@pytest.mark.usefixtures("asked")
def test_one_whose_server_ended_is_known_at_once(
    pooled: psycopg.Connection[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_checks, "TRUSTED_SECONDS", 60)
    require_connected(pooled)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pooled.info.backend_pid])
    ends_within(PATIENCE_SECONDS, pooled)


def ends_within(seconds: float, pooled: psycopg.Connection[object]) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            require_connected(pooled)
        except psycopg.OperationalError:
            return
    pytest.fail("Nobody noticed that the server had ended the connection.")
