"""Connections that give up a PostgreSQL that hangs, while a statement that is only slow may take its time.

No setting of PostgreSQL or of TCP helps where the server's processes stand still: the kernel goes on answering for
them. So who waits longer than `PATIENCE` asks by a second connection, and again every `AGAIN` seconds. Only silence
counts: a refusal by the server is an answer, and the first connection tells by itself that it has ended. PgBouncer's
word that the server does not answer it is silence too, and so is a connection that the kernel gives up after a while.
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
CONNECT = 2  # the least that libpq takes
ANSWER = 1.5
LEAST_FOR_ANSWER = 0.3  # after a connection that took long; with PATIENCE and CONNECT it is below three seconds
PROMPT = 0.5
"""After a failure, a connection that took longer is no sign that the server is back, and nobody waits longer for one of
another thread: a page that goes on without the database may try next, and shall answer within three seconds too."""
AGAIN = 1.0
PAUSE = 1.0
TRUSTED_SECONDS = 0.5
INTERVAL = 0.1  # as psycopg has it: how soon Ctrl-C is noticed
OF_A_SILENT_SERVER = re.compile("connect timeout|connect failed|dns lookup failed|query_wait_timeout")
"""PgBouncer's own words, where others that it says are quoted from the server. All come as 08P01, or without a code."""
FATAL = "FATAL:"
"""Begins what a server says that refuses a connection, where psycopg has no `sqlstate`."""
FAILURES = Counter("ciie_database_failures", "Questions to PostgreSQL that were not answered, by who asked.", ["asker"])
SILENT_LATELY = "PostgreSQL did not answer a moment ago."
log = structlog.get_logger(__name__)


def is_silence(error: psycopg.Error, seconds: float) -> bool:
    """Whether nobody answered a question that failed after so many `seconds`, or PgBouncer says that nobody does.

    Of a connection that `tcp_user_timeout` ends, libpq says that the server closed it; only the time tells that this
    was no refusal.
    """
    if isinstance(error, psycopg.errors.ConnectionTimeout | psycopg.errors._WaitTimeout):  # noqa: SLF001  # no public name
        return True
    words = str(error)
    is_of_the_server = error.sqlstate is not None or FATAL in words
    return bool(OF_A_SILENT_SERVER.search(words)) or (seconds > PATIENCE and not is_of_the_server)


class Silence(psycopg.OperationalError):
    """The server does not answer; what was asked of it may have happened or not."""


def _going_on[T](gen: PQGen[T]) -> PQGen[T]:
    """A generator that has begun, for another wait.

    That begins with `next`, which says nothing, where one that sends a long statement has to hear for what the socket
    is ready: for nothing yet.
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
    """The database that is asked whether the server answers; empty for the same."""
    circuit: Circuit | None = None
    answered_at: float = 0.0
    """When a check was answered last, in monotonic seconds."""

    def require_connected(self) -> None:
        """Raise psycopg's error unless the connection is good; asked before each request that uses it.

        A server that ends says so: something has arrived on the connection. Only one that vanished has to be asked,
        which is a round trip; so a connection that answered within the last half second is taken for good. Once one of
        them has heard nothing, the others do not wait for the same.
        """
        if self.circuit and self.circuit.pauses:
            raise Silence(SILENT_LATELY)
        present = time.monotonic()
        if present - self.answered_at > TRUSTED_SECONDS or self._has_arrived():
            self.execute("SELECT 1")
            self.answered_at = present

    def begin_with(self, statement: bytes) -> None:
        """Begin a transaction and run its first statement, written out, in one message."""
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
        """As psycopg's; where there is no `timeout`, the server is asked now and then whether it still answers."""
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
        """Whether the server answers a new connection within `ANSWER` seconds, or `CONNECT` and a little more."""
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
                question.close()  # at once; the end of a `with` would wait for a rollback
        return True


class LentConnection(PatientConnection):
    """A connection to PgBouncer, which answers in PostgreSQL's place and has all that wait for it stand in a line.

    So another of its databases is asked, which leads to the same server and has a line of its own.
    """

    asked = "alive"


class _Question(psycopg.Connection):
    patience = ANSWER

    def wait(self, gen: PQGen[RV], interval: float = INTERVAL, timeout: float | None = None) -> RV:
        return super().wait(gen, interval, self.patience if timeout is None else timeout)
