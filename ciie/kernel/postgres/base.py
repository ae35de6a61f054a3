"""The module in which Django looks for `DatabaseWrapper`."""

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
"""The circuit breakers, by the alias of their database."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, whose connections have the `CONNECTION_CLASS` of the entry in `DATABASES`.

    One thread finds out that the server hangs, and for `PAUSE` seconds no other one tries to connect: requests are
    answered at once instead of one after the other. One thread also finds out that the server is back; in a process
    that was idle meanwhile, the others wait for the outcome.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> PatientConnection:
        """Open a connection. Raises `psycopg.OperationalError`, at once if the server did not answer a moment ago."""
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
                circuit.worked()  # the server refuses, which costs no time
            raise
        connection.__class__ = self.settings_dict["CONNECTION_CLASS"]  # Django offers no setting for the class
        connection.circuit = circuit
        if circuit.is_interrupted and not self._is_back(connection, circuit, time.monotonic() - began):
            connection.close()
            raise Silence("PostgreSQL does not answer.")
        circuit.worked()
        return connection

    def _is_back(self, connection: PatientConnection, circuit: Circuit, seconds: float) -> bool:
        """Return whether the server answers again on a new connection, which took this many `seconds`."""
        if seconds > PROMPT:  # with the query below, it would take longer than three seconds
            circuit.failed("connect", TimeoutError(f"connected after {seconds:.1f} s"))
            return False
        return connection.server_answers()

    def is_usable(self) -> bool:
        """Return whether the connection still leads to the database.

        After an error, and within a transaction, which may be aborted, the server is always asked.
        """
        if self.errors_occurred or self.in_atomic_block:
            return super().is_usable()
        try:
            self.connection.require_connected()
        except psycopg.Error:
            return False
        return True
