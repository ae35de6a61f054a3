"""Connections that give up on a PostgreSQL that hangs, although a statement that is merely slow may take its time.

No setting of PostgreSQL or of TCP helps if the server's processes stand still: the kernel still answers for them. A
thread that waits longer than `PATIENCE` therefore asks by a second connection, and again every `AGAIN` seconds. Only
the lack of an answer counts: a refusal by the server is an answer, and the first connection reports by itself that it
has ended. A report by PgBouncer that the server does not answer counts as no answer too, and so does a connection that
the kernel gives up after a while.
"""

import re
import select
import time
from typing import ClassVar, cast

import psycopg
import structlog
from prometheus_client import Counter
from psycopg.abc import RV, PQGen
from psycopg.conninfo import make_conninfo
from psycopg.generators import execute
from psycopg.pq import ExecStatus
from psycopg.waiting import Ready

from ciie.kernel.circuit import Circuit

PATIENCE = 0.3
CONNECT = 2  # the minimum of libpq
ANSWER = 1.5
LEAST_FOR_ANSWER = 0.3  # after a slow connection; with PATIENCE and CONNECT it is below three seconds
PROMPT = 0.5
"""The longest time in seconds for a connection, after a failure, to prove that the server is back.

Nobody waits longer for another thread's connection either: a page that continues without the database may try next, and
has to answer within three seconds too.
"""
AGAIN = 1.0
PAUSE = 1.0
TRUSTED_SECONDS = 0.5
INTERVAL = 0.1  # as in psycopg: the delay until Ctrl-C is noticed
OF_A_SILENT_SERVER = re.compile("connect timeout|connect failed|dns lookup failed|query_wait_timeout")
"""PgBouncer's own messages; others that it sends are quoted from the server. All have the code 08P01, or none."""
FATAL = "FATAL:"
"""The beginning of a server's message that refuses a connection, for which psycopg has no `sqlstate`."""
FAILURES = Counter("ciie_database_failures", "Questions to PostgreSQL that were not answered, by who asked.", ["asker"])
SILENT_LATELY = "PostgreSQL did not answer a moment ago."
log = structlog.get_logger(__name__)


def is_silence(error: psycopg.Error, seconds: float) -> bool:
    """Return whether a query that failed after this many `seconds` got no answer, or PgBouncer says so.

    If `tcp_user_timeout` ends a connection, libpq reports that the server closed it; only the time shows that this was
    no refusal.
    """
    if isinstance(error, psycopg.errors.ConnectionTimeout | psycopg.errors._WaitTimeout):  # noqa: SLF001  # no public name
        return True
    words = str(error)
    is_of_the_server = error.sqlstate is not None or FATAL in words
    return bool(OF_A_SILENT_SERVER.search(words)) or (seconds > PATIENCE and not is_of_the_server)


class Silence(psycopg.OperationalError):
    """The server does not answer; the statement may have been executed or not."""


def _going_on[T](gen: PQGen[T]) -> PQGen[T]:
    """Wrap a generator that has begun, so that psycopg can wait for it again.

    `wait` starts a generator with `next`, which sends nothing, but one that is sending a long statement has to receive
    for what the socket is ready: for nothing yet.
    """
    ready: Ready | int = Ready.NONE
    try:
        while True:
            ready = yield gen.send(ready)
    except StopIteration as end:
        return cast("T", end.value)


class PatientConnection(psycopg.Connection):
    """A connection that raises `Silence`, and is then closed, when the server hangs."""

    asked: ClassVar[str] = ""
    """The database that is asked whether the server answers. If empty, it is the connection's own."""
    circuit: Circuit | None = None
    answered_at: float = 0.0
    """When the last check was answered, in monotonic seconds."""

    def require_connected(self) -> None:
        """Raise psycopg's error unless the connection works. This is checked before each request that uses it.

        A server that shuts down sends a message, so that data has arrived on the connection. Only a server that
        vanished has to be asked, which takes a round trip; a connection that answered within the last half second is
        therefore trusted. Once one connection got no answer, the others do not wait for the same.
        """
        if self.circuit and self.circuit.pauses:
            raise Silence(SILENT_LATELY)
        present = time.monotonic()
        if present - self.answered_at > TRUSTED_SECONDS or self._has_arrived():
            self.execute("SELECT 1")
            self.answered_at = present

    def begin_with(self, statement: bytes) -> None:
        """Begin a transaction and run its first statement, with its values inlined, in one message."""
        with self.lock:
            self.wait(self._begun(b"BEGIN; " + statement))

    def _begun(self, message: bytes) -> PQGen[None]:
        self.pgconn.send_query(message)
        for result in (yield from execute(self.pgconn)):
            if result.status == ExecStatus.FATAL_ERROR:
                raise psycopg.errors.error_from_result(result)

    def _has_arrived(self) -> bool:
        arrivals = select.poll()
        arrivals.register(self.fileno(), select.POLLIN)
        return bool(arrivals.poll(0))

    def wait(self, gen: PQGen[RV], interval: float = INTERVAL, timeout: float | None = None) -> RV:
        """Wait as psycopg does. Without a `timeout`, the server is asked now and then whether it still answers."""
        patience, waiting = timeout or PATIENCE, gen
        while True:
            try:
                return super().wait(waiting, interval, patience)
            except psycopg.errors._WaitTimeout as error:  # noqa: SLF001  # psycopg has no public name for it
                if timeout is not None:
                    raise
                if not self.server_answers():
                    self.pgconn.finish()
                    raise Silence("PostgreSQL does not answer.") from error
                patience, waiting = AGAIN, _going_on(gen)

    def server_answers(self) -> bool:
        """Return whether the server answers on a new connection.

        It has `ANSWER` seconds for that, or a little more than `CONNECT`.
        """
        name = self.asked or self.info.dbname
        where = make_conninfo(self.info.dsn, password=self.info.password, dbname=name, connect_timeout=CONNECT)
        question, began = None, time.monotonic()
        try:
            question = _Question.connect(where, autocommit=True)
            question.patience = max(ANSWER - (time.monotonic() - began), LEAST_FOR_ANSWER)
            question.execute("SELECT 1")
        except psycopg.Error as error:
            if is_silence(error, time.monotonic() - began):
                if self.circuit:
                    self.circuit.failed("statement", error)
                return False
            log.info("PostgreSQL answered with a refusal", error=str(error))
        finally:
            if question:
                question.close()  # immediately: the end of a `with` block would wait for a rollback
        return True


class LentConnection(PatientConnection):
    """A connection to PgBouncer, which accepts connections in PostgreSQL's place and queues them.

    Another of its databases is therefore asked, which leads to the same server and has a queue of its own.
    """

    asked = "alive"


class _Question(psycopg.Connection):
    patience = ANSWER

    def wait(self, gen: PQGen[RV], interval: float = INTERVAL, timeout: float | None = None) -> RV:
        return super().wait(gen, interval, self.patience if timeout is None else timeout)
