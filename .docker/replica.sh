#!/bin/sh
# On a new volume copies the database and goes on following it; the slot keeps the log while the replica is away.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    copy="pg_basebackup --host $PRIMARY --username replicator --pgdata $PGDATA --write-recovery-conf --checkpoint fast --slot replica"
    $copy --create-slot || $copy
    chmod 700 "$PGDATA"
fi
exec "$@"
