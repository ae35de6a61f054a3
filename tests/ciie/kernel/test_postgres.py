"""A PostgreSQL that hangs: connections stay open, are even made, and nothing is answered any more."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from unittest.mock import Mock

import psycopg
import pytest
from django.db import OperationalError, close_old_connections, connection
from django.db.backends.postgresql import base as postgresql
from django.test import Client
from psycopg.abc import PQGen
from psycopg.waiting import Ready, Wait

from ciie.accounts.models import User
from ciie.kernel.circuit import Circuit
from ciie.kernel.postgres import base, connections
from tests.api_client import Program
from tests.clients import signed_in
from tests.factories import organizer

pytestmark = pytest.mark.django_db(transaction=True)


class Relay:
    """Carries bytes to the server and back, as long as it may; nobody who waits learns that it may not."""

    def __init__(self) -> None:
        self.may_carry = threading.Event()
        self.may_carry.set()
        self.made = 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self._lines: list[socket.socket] = [self._door]
        where = connection.settings_dict["HOST"]
        self._server = str(Path(where) / ".s.PGSQL.5432")
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._door.getsockname()[1])

    def end(self) -> None:
        self.may_carry.set()
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._door.accept()
                self.made += 1
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._server)
                self._lines += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=[source, target], daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.may_carry.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


class Pooler:
    """Takes everybody in, as PgBouncer does, and has the same error for whatever they ask."""

    def __init__(self, words: str) -> None:
        self._refusal = said(b"E", b"SFATAL\0VFATAL\0C08P01\0M" + words.encode() + b"\0\0")
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"postgres://expo@127.0.0.1:{self._door.getsockname()[1]}/expo?sslmode=disable"
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=[self._door.accept()[0]], daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError), line:
            line.recv(65536)
            line.sendall(said(b"R", bytes(4)) + said(b"Z", b"I"))  # who they are is believed; ask
            if line.recv(65536)[:1] in {b"Q", b"P"}:
                line.sendall(self._refusal)


def said(kind: bytes, words: bytes) -> bytes:
    """A message of PostgreSQL's protocol."""
    return kind + (len(words) + 4).to_bytes(4) + words


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The order of things without the time that they take."""
    monkeypatch.setattr(connections, "PATIENCE", 0.1)
    monkeypatch.setattr(connections, "AGAIN", 0.1)
    base.CIRCUITS.clear()
    yield
    base.CIRCUITS.clear()


@pytest.fixture
def relay() -> Iterator[Relay]:
    """The default connection leads through it."""
    relay = Relay()
    with through(relay):
        yield relay
    relay.end()


@contextmanager
def through(relay: Relay) -> Iterator[None]:
    where = connection.settings_dict
    usual = where["HOST"], where["PORT"]
    connection.close()
    where["HOST"], where["PORT"] = "127.0.0.1", relay.port
    yield
    connection.close()
    where["HOST"], where["PORT"] = usual


def test_a_page_and_a_program_get_503_while_the_server_still_hangs(relay: Relay) -> None:
    client = signed_in(organizer())
    client.raise_request_exception = False
    program = Program.of(User.objects.create_user("ana@example.org", None, name="Ana Torres"))
    assert client.get("/accounts/email/").status_code == 200
    relay.may_carry.clear()
    answers = []
    for ask in (
        lambda: client.get("/accounts/email/"),
        lambda: program.get("companies"),
        lambda: Client().get("/readyz"),
    ):
        answers.append(ask())
        close_old_connections()  # as each request does but those of tests
    assert not relay.may_carry.is_set()
    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert [answer["Retry-After"] for answer in answers[:2]] == ["5", "5"]
    relay.may_carry.set()
    base.CIRCUITS["default"].start_afresh()  # the pause is over
    assert client.get("/accounts/email/").status_code == 200


def test_what_is_only_slow_is_waited_for(relay: Relay) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5), 7")
        assert cursor.fetchone() == ("", 7)
    assert relay.made >= 2  # it was asked about
    with connection.cursor() as cursor:
        cursor.execute("SELECT 8")
        assert cursor.fetchone() == (8,)


def test_a_statement_that_is_still_being_sent_hears_what_the_socket_is_ready_for_after_a_wait() -> None:
    heard: list[object] = []

    def sending() -> PQGen[str]:
        while len(heard) < 5:
            heard.append((yield Wait.R))
        return "sent"

    connection.ensure_connection()
    assert connection.connection.wait(sending()) == "sent"
    assert set(heard) == {Ready.NONE}


def test_nobody_else_tries_to_connect_to_a_server_that_hung_a_moment_ago(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(base.CIRCUITS, "default", Circuit("PostgreSQL", connections.FAILURES, 60))
    base.CIRCUITS["default"].failed("test", OSError("silence"))
    connection.close()
    made = relay.made
    with pytest.raises(OperationalError, match="a moment ago"):
        connection.ensure_connection()
    assert relay.made == made


@pytest.mark.parametrize(("seconds", "is_back"), [(60.0, True), (0.0, False)])
def test_connection_that_takes_long_after_a_failure_is_no_sign_that_the_server_is_back(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, seconds: float, *, is_back: bool
) -> None:
    monkeypatch.setitem(base.CIRCUITS, "default", Circuit("PostgreSQL", connections.FAILURES, 0))
    monkeypatch.setattr(base, "PROMPT", seconds)
    base.CIRCUITS["default"].failed("test", OSError("silence"))
    connection.close()
    with nullcontext() if is_back else pytest.raises(OperationalError, match="does not answer"):
        connection.ensure_connection()
    assert base.CIRCUITS["default"].is_interrupted != is_back


def test_pgbouncer_that_cannot_reach_the_server_counts_as_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(base.CIRCUITS, "default", Circuit("PostgreSQL", connections.FAILURES, 60))
    connection.close()
    refusal = psycopg.OperationalError("server login has been failing, cached error: connect timeout")
    with monkeypatch.context() as patch:
        patch.setattr(postgresql.DatabaseWrapper, "get_new_connection", Mock(side_effect=refusal))
        with pytest.raises(OperationalError, match="cached error"):
            connection.ensure_connection()
    with pytest.raises(OperationalError, match="a moment ago"):
        connection.ensure_connection()


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """Nobody acknowledges what is sent here, since the line of those who wait is full: as if the network were cut."""
    with ExitStack() as opened:
        door = opened.enter_context(socket.socket())
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        for _ in range(3):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(door.getsockname())
        yield door.getsockname()[1]


def test_a_connection_that_the_kernel_gives_up_counts_as_silence(
    deaf_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To libpq it looks like a refusal."""
    monkeypatch.setitem(base.CIRCUITS, "default", Circuit("PostgreSQL", connections.FAILURES, 60))
    where = connection.settings_dict
    connection.close()
    impatient = {**where["OPTIONS"], "tcp_user_timeout": 200, "connect_timeout": 60}
    for key, value in {"HOST": "127.0.0.1", "PORT": deaf_port, "OPTIONS": impatient}.items():
        monkeypatch.setitem(where, key, value)
    with pytest.raises(OperationalError, match="server closed the connection"):
        connection.ensure_connection()
    with pytest.raises(OperationalError, match="a moment ago"):
        connection.ensure_connection()


@pytest.mark.parametrize(
    ("words", "is_an_answer"),
    [
        ("server login has been failing, cached error: connect timeout (server_login_retry)", False),
        ("server login has been failing, cached error: connect failed (server_login_retry)", False),
        ("query_wait_timeout", False),
        ("server login has been failing, cached error: sorry, too many clients already (server_login_retry)", True),
    ],
)
def test_pgbouncer_does_not_answer_in_the_place_of_a_server_that_is_silent(words: str, *, is_an_answer: bool) -> None:
    pooler = Pooler(words)
    with connections.LentConnection.connect(pooler.url, autocommit=True) as lent:
        lent.circuit = Circuit("PostgreSQL", connections.FAILURES, 60)
        assert lent.server_answers() == is_an_answer
        assert lent.circuit.is_interrupted == (not is_an_answer)
    pooler.end()
