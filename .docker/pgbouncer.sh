#!/bin/sh
# Writes down who may come in and where the primary is, and becomes PgBouncer.
set -eu
umask 077
cd "${TMPDIR:-/tmp}"
printf '"expo" "%s"\n' "$DATABASE_PASSWORD" > users.txt
sed "s/host=db /host=$PRIMARY /" "$1" > pgbouncer.ini
exec pgbouncer pgbouncer.ini
