#!/bin/sh
# Starts one of the servers of which PRIMARY is the primary: itself, or a standby that on a new volume copies it first.
# With the word `rejoin` it only makes a fresh copy in place of what the volume holds.
set -eu

refuse() {
    echo "$MEMBER: $1" >&2
    exit 1
}

copy() {
    rm -rf "$PGDATA.copy"
    PGPASSWORD="$REPLICATION_PASSWORD" pg_basebackup --host "$PRIMARY" --username replicator --pgdata "$PGDATA.copy" \
        --write-recovery-conf --checkpoint fast
    chmod 700 "$PGDATA.copy"
    rm -rf "$PGDATA"
    mv "$PGDATA.copy" "$PGDATA"
}

if [ "${1:-}" = rejoin ]; then
    [ "$MEMBER" != "$PRIMARY" ] || refuse "PRIMARY says that this is the primary. Name the one that was promoted."
    if pg_isready --quiet --host "$MEMBER"; then refuse "it runs. Stop it first (docker compose stop $MEMBER)."; fi
    copy
    exit
fi
if [ "$MEMBER" != "$PRIMARY" ]; then
    if [ ! -s "$PGDATA/PG_VERSION" ]; then
        copy
    elif [ ! -e "$PGDATA/standby.signal" ]; then
        refuse "it was a primary, and now $PRIMARY is. Let it rejoin: docker compose run --rm $MEMBER rejoin"
    fi
fi
exec docker-entrypoint.sh "$@" -c "cluster_name=$MEMBER"
