"""Long lists are read from a replica of the database if there is one and it is up to date.

Nothing else is read there, and no decision depends on it. Even a list must not lack what somebody has just done.
"""

import time

import structlog
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

REPLICA = "replica"
PATIENCE_SECONDS = 0.5
WRITTEN = "SELECT pg_current_wal_flush_lsn()"
READ = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"

log = structlog.get_logger(__name__)


def list_source() -> str:
    """Return the alias of the database from which to read a long list.

    It is the replica's if the replica has, within half a second, everything that is committed now, and otherwise the
    primary's. Inside a transaction it is always the primary's.
    """
    primary = connections[DEFAULT_DB_ALIAS]
    if REPLICA not in connections.settings or primary.in_atomic_block:
        return DEFAULT_DB_ALIAS
    with primary.cursor() as cursor:
        cursor.execute(WRITTEN)
        (written,) = cursor.fetchone()
    deadline = time.monotonic() + PATIENCE_SECONDS
    try:
        while not _has_read(written):
            if time.monotonic() > deadline:
                log.info("the replica is behind")
                return DEFAULT_DB_ALIAS
            time.sleep(0.02)
    except DatabaseError as error:
        log.warning("the replica is away", error=str(error))
        return DEFAULT_DB_ALIAS
    return REPLICA


def _has_read(written: str) -> bool:
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(READ, [written])
        (has_read,) = cursor.fetchone()
    return bool(has_read)
