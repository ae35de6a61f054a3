#!/bin/sh
# Runs once, on a new volume: the role that owns the schema and migrates it, and the application's, which owns nothing.
# What the application's may do with tables is granted after each migration (ciie/audit/privileges.py).
set -eu

psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$DATABASE_OWNER_PASSWORD" --set password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE expo_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE expo LOGIN PASSWORD :'password';
CREATE DATABASE expo OWNER expo_owner;
ALTER DATABASE expo SET random_page_cost = 1.1; -- disks without a moving head: an index of few rows beats reading a table
REVOKE ALL ON DATABASE expo FROM PUBLIC;
GRANT CONNECT ON DATABASE expo TO expo;
SQL

# For a replica one sets a password for the role by which it follows.
if [ -n "${REPLICATION_PASSWORD:-}" ]; then
    psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
        --set password="$REPLICATION_PASSWORD" <<'SQL'
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'password';
SQL
    echo "host replication replicator all scram-sha-256" >> "$PGDATA/pg_hba.conf"
fi
