"""Long lists are read from a copy of the database, where there is one and it knows all that the database does.

Nothing else is read there, and nothing that decides: not even a list may lack what somebody has just done.
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
    """The alias to read a long list from: the replica's once it has all that is committed now, else the database's.

    The replica is given half a second for it. Inside a transaction it is always the database.
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
