"""Django looks for `DatabaseWrapper` in a module of this name."""

import time
from collections import defaultdict
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from ciie.kernel.circuit import Circuit
from ciie.kernel.postgres.connections import (
    FAILURES,
    PAUSE,
    PROMPT,
    SILENT_LATELY,
    PatientConnection,
    Silence,
    is_silence,
)

CIRCUITS: dict[str, Circuit] = defaultdict(lambda: Circuit("PostgreSQL", FAILURES, PAUSE))
"""By the alias of a database."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with `CONNECTION_CLASS` of its entry in `DATABASES`.

    One thread finds out that the server hangs, and for `PAUSE` seconds no other tries to connect: requests are answered
    at once instead of one after the other. So does one find out that it is back; in a process that was idle meanwhile
    the others wait for that.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> PatientConnection:
        """As Django's. Raises `psycopg.OperationalError`, at once where the server was silent a moment ago."""
        circuit = CIRCUITS[self.alias]
        if not circuit.lets_through(patience=PROMPT):
            raise Silence(SILENT_LATELY)
        began = time.monotonic()
        try:
            connection: PatientConnection = super().get_new_connection(conn_params)
        except psycopg.OperationalError as error:
            if is_silence(error, time.monotonic() - began):
                circuit.failed("connect", error)
            else:
                circuit.worked()  # it refuses, which costs no time
            raise
        connection.__class__ = self.settings_dict["CONNECTION_CLASS"]  # Django offers no setting for the class
        connection.circuit = circuit
        if circuit.is_interrupted and not self._is_back(connection, circuit, time.monotonic() - began):
            connection.close()
            raise Silence("PostgreSQL does not answer.")
        circuit.worked()
        return connection

    def _is_back(self, connection: PatientConnection, circuit: Circuit, seconds: float) -> bool:
        """Whether the server answers again, by a new connection that took so many `seconds`."""
        if seconds > PROMPT:  # with the question below, it would take longer than three
            circuit.failed("connect", TimeoutError(f"connected after {seconds:.1f} s"))
            return False
        return connection.server_answers()

    def is_usable(self) -> bool:
        """Whether the connection still leads to the database.

        After an error, and within a transaction, which may be aborted, the server is asked in any case.
        """
        if self.errors_occurred or self.in_atomic_block:
            return super().is_usable()
        try:
            self.connection.require_connected()
        except psycopg.Error:
            return False
        return True
