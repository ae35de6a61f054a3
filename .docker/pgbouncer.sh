#!/bin/sh
# Writes down who may come in, and becomes PgBouncer.
set -eu
umask 077
cd "${TMPDIR:-/tmp}"
printf '"expo" "%s"\n' "$DATABASE_PASSWORD" > users.txt
exec pgbouncer "$1"
