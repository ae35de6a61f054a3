"""When a kept connection is asked whether it is still good, and when it is taken for that."""

import time
from collections.abc import Iterator
from unittest.mock import Mock

import psycopg
import pytest
from django.db import DataError, close_old_connections, connection

from ciie.kernel.circuit import Circuit
from ciie.kernel.postgres import connections
from ciie.kernel.postgres.connections import FAILURES, PatientConnection, Silence
from ciie.kernel.statements import row_of

PATIENCE_SECONDS = 10


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The checks that were sent to the server."""
    found: list[object] = []
    execute = PatientConnection.execute

    def ask(kept: PatientConnection, query: str) -> object:
        found.append(kept)
        return execute(kept, query)

    monkeypatch.setattr(PatientConnection, "execute", ask)
    return found


@pytest.fixture
def kept(db: None) -> Iterator[PatientConnection]:
    parameters = connection.get_connection_params()
    with PatientConnection.connect(**{**parameters, "autocommit": True, "cursor_factory": None}) as opened:
        yield opened


def test_one_that_answered_lately_is_not_asked(
    kept: PatientConnection, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "TRUSTED_SECONDS", 60)
    kept.require_connected()
    kept.require_connected()
    assert asked == [kept]
    monkeypatch.setattr(connections, "TRUSTED_SECONDS", 0)
    kept.require_connected()
    assert asked == [kept, kept]


def test_none_is_asked_while_another_has_just_heard_nothing(
    kept: PatientConnection, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "TRUSTED_SECONDS", 0)
    kept.circuit = Circuit("PostgreSQL", FAILURES, 60)
    kept.circuit.failed("test", OSError("silence"))
    with pytest.raises(Silence):
        kept.require_connected()
    assert asked == []
    kept.circuit = Circuit("PostgreSQL", FAILURES, 0)
    kept.circuit.failed("test", OSError("silence"))
    assert kept.circuit.lets_through()
    kept.require_connected()
    assert asked == [kept]


def test_one_whose_server_ended_is_known_at_once(kept: PatientConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "TRUSTED_SECONDS", 60)
    kept.require_connected()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [kept.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        _check_again_and_again(kept)


@pytest.mark.django_db(transaction=True)
def test_a_request_whose_server_ended_meanwhile_gets_a_new_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its first statement is one of ours, which do not pass through Django's cursors."""
    monkeypatch.setattr(connections, "TRUSTED_SECONDS", 60)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    connection.close()
    connection.ensure_connection()
    ended = connection.connection.info.backend_pid
    with psycopg.connect(connection.connection.info.dsn) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
    close_old_connections()  # as each request begins
    assert row_of("SELECT pg_backend_pid()", []) != (ended,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("errors_occurred", [False, True])
def test_after_an_error_the_server_is_asked_in_any_case(errors_occurred: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "TRUSTED_SECONDS", 60)
    connection.ensure_connection()
    connection.connection.require_connected()
    sent = Mock()
    monkeypatch.setattr(PatientConnection, "wait", lambda _kept, gen, *_more, **_else: sent(gen))
    monkeypatch.setattr(connection, "errors_occurred", errors_occurred)
    connection.is_usable()
    assert sent.called is errors_occurred


def test_connection_of_an_aborted_transaction_is_not_usable(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "TRUSTED_SECONDS", 60)
    connection.connection.require_connected()
    with pytest.raises(DataError), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    assert not connection.is_usable()


def _check_again_and_again(kept: PatientConnection) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        kept.require_connected()
