"""Connections that give up a PostgreSQL that hangs, while a statement that is only slow may take its time.

No setting of PostgreSQL or of TCP helps where the server's processes stand still: the kernel goes on answering for
them. So who waits longer than `PATIENCE` asks by a second connection, and again every `AGAIN` seconds. Only silence
counts: a refusal is an answer, and the first connection tells by itself that it has ended.
"""

from typing import ClassVar

import psycopg
import structlog
from prometheus_client import Counter
from psycopg.abc import RV, PQGen
from psycopg.conninfo import make_conninfo

from ciie.kernel.circuit import Circuit

PATIENCE = 0.7
ANSWER = 1.5
CONNECT = 2  # the least that libpq takes; PATIENCE and CONNECT together stay below three seconds
AGAIN = 5.0
PAUSE = 1.0
INTERVAL = 0.1  # as psycopg has it: how soon Ctrl-C is noticed
FAILURES = Counter("ciie_database_failures", "Questions to PostgreSQL that were not answered, by who asked.", ["asker"])
log = structlog.get_logger(__name__)


class Silence(psycopg.OperationalError):
    """The server does not answer; what was asked of it may have happened or not."""


class PatientConnection(psycopg.Connection):
    """A connection that raises `Silence`, and is then closed, when the server hangs."""

    asked: ClassVar[str] = ""
    """The database that is asked whether the server answers; empty for the same."""
    circuit: Circuit | None = None

    def wait(self, gen: PQGen[RV], interval: float = INTERVAL, timeout: float | None = None) -> RV:
        """As psycopg's; where there is no `timeout`, the server is asked now and then whether it still answers."""
        patience = timeout or PATIENCE
        while True:
            try:
                return super().wait(gen, interval, patience)
            except psycopg.errors._WaitTimeout as error:  # noqa: SLF001  # psycopg has no public name for it
                if timeout is not None:
                    raise
                if not self.server_answers():
                    self.pgconn.finish()
                    raise Silence("PostgreSQL does not answer.") from error
                patience = AGAIN

    def server_answers(self) -> bool:
        """Whether the server answers a new connection within `CONNECT` and `ANSWER` seconds."""
        name = self.asked or self.info.dbname
        where = make_conninfo(self.info.dsn, password=self.info.password, dbname=name, connect_timeout=CONNECT)
        question = None
        try:
            question = _Question.connect(where, autocommit=True)
            question.execute("SELECT 1")
        except (psycopg.errors.ConnectionTimeout, psycopg.errors._WaitTimeout) as error:  # noqa: SLF001  # as above
            if self.circuit:
                self.circuit.failed("statement", error)
            return False
        except psycopg.Error as error:
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
    def wait(self, gen: PQGen[RV], interval: float = INTERVAL, timeout: float | None = None) -> RV:
        return super().wait(gen, interval, ANSWER if timeout is None else timeout)
