"""Whether a pooled connection still leads to the database: found out before each request that uses it."""

import select
import time
from weakref import WeakKeyDictionary

from psycopg import Connection
from psycopg_pool import ConnectionPool

from ciie.kernel.postgres.connections import SILENT_LATELY, Silence

TRUSTED_SECONDS = 0.5

_answered: WeakKeyDictionary[Connection[object], float] = WeakKeyDictionary()


def require_connected(connection: Connection[object]) -> None:
    """Raise psycopg's error unless the connection is good; the pool then makes another.

    A server that ends says so: something has arrived on the connection. Only one that vanished has to be asked, which
    is a round trip; so a connection that answered within the last half second is taken for good. Once one of them has
    heard nothing, the others do not wait for the same.
    """
    circuit = getattr(connection, "circuit", None)
    if circuit and circuit.pauses:
        raise Silence(SILENT_LATELY)
    asked, present = _answered.get(connection, 0.0), time.monotonic()
    if present - asked > TRUSTED_SECONDS or _has_arrived(connection):
        ConnectionPool.check_connection(connection)
        _answered[connection] = present


def _has_arrived(connection: Connection[object]) -> bool:
    arrivals = select.poll()
    arrivals.register(connection.fileno(), select.POLLIN)
    return bool(arrivals.poll(0))
