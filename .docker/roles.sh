#!/bin/sh
# Runs on a new volume: the role that owns the schema and migrates it, and the application's, which owns nothing. What
# the application's may do with tables is granted after each migration (ciie/audit/privileges.py). Run by hand on a
# volume from before, it makes the roles for a replica and for backups, or gives them other passwords.
set -eu

# Waits for no standby: on a new volume there is none yet.
sql() {
    PGOPTIONS="-c synchronous_commit=local" \
        psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"
}

if [ -z "$(sql --tuples-only --no-align --command "SELECT 1 FROM pg_roles WHERE rolname = 'expo'")" ]; then
    sql --set owner_password="$DATABASE_OWNER_PASSWORD" --set password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE expo_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE expo LOGIN PASSWORD :'password';
CREATE DATABASE expo OWNER expo_owner;
ALTER DATABASE expo SET random_page_cost = 1.1; -- disks without a moving head: an index of few rows beats reading a table
REVOKE ALL ON DATABASE expo FROM PUBLIC;
GRANT CONNECT ON DATABASE expo TO expo;
SQL
fi

# NAME PASSWORD: a role that copies the server and follows its log, and the line that lets it in.
allow_replication() {
    sql --set name="$1" --set password="$2" <<'SQL'
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') AS is_new \gset
\if :is_new
    CREATE ROLE :"name";
\endif
ALTER ROLE :"name" LOGIN REPLICATION PASSWORD :'password';
SQL
    line="host replication $1 all scram-sha-256"
    grep --quiet --line-regexp --fixed-strings "$line" "$PGDATA/pg_hba.conf" || echo "$line" >> "$PGDATA/pg_hba.conf"
    sql --command "SELECT pg_reload_conf()" > /dev/null
}

# Whoever wants a replica, or backups, sets a password for its role.
if [ -n "${REPLICATION_PASSWORD:-}" ]; then allow_replication replicator "$REPLICATION_PASSWORD"; fi
if [ -n "${BACKUP_PASSWORD:-}" ]; then allow_replication backup "$BACKUP_PASSWORD"; fi

# For the profile “monitoring” one sets a password for the role that reads PostgreSQL's own figures and no table.
if [ -n "${MONITOR_PASSWORD:-}" ]; then
    sql --set password="$MONITOR_PASSWORD" <<'SQL'
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'monitor') AS is_new \gset
\if :is_new
    CREATE ROLE monitor;
\endif
ALTER ROLE monitor LOGIN PASSWORD :'password';
GRANT pg_monitor TO monitor;
GRANT CONNECT ON DATABASE expo TO monitor;
SQL
fi
