"""Servers of the benchmark's own: PostgreSQL, Valkey and the web server, as `make run` starts them."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from ciie.local.postgres import postmaster
from ciie.local.processes import web_command
from ciie.local.servers import LOCAL_DIR, EmbeddedServers
from tests.bench.processor_time import Workers

FOLDER = LOCAL_DIR / "bench"
PATIENCE = 180
"""Seconds until a server answers, on a machine that has much else to do."""
QUOTED_LINES = 40


@contextmanager
def data_servers(folder: Path = FOLDER, *, are_kept: bool = False) -> Iterator[dict[str, str]]:
    """Fresh servers, or with the data that they had; yields the environment in which the site uses them."""
    if not are_kept:
        shutil.rmtree(folder, ignore_errors=True)
    servers = EmbeddedServers(folder)
    urls = servers.join()
    try:
        yield {
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "DATABASE_URL": urls.database,
            "MIGRATION_DATABASE_URL": urls.migrations,
            "REDIS_URL": urls.redis,
        }
    finally:
        servers.leave()


@contextmanager
def web_server(environment: dict[str, str]) -> Iterator[tuple[int, Workers]]:
    """The web server on a free port. Yields the port and the processes at work, once it answers."""
    port = free_port()
    log = (FOLDER / "web.log").open("w")
    words = web_command(address="127.0.0.1", port=port)
    with log, subprocess.Popen(words, env=os.environ | environment, stdout=log, stderr=log) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", log=FOLDER / "web.log")
            database = postmaster(FOLDER / "postgres")
            assert database is not None
            yield port, Workers(psutil.Process(process.pid), database)
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, *, log: Path | None = None) -> None:
    """Return once the address answers. Raises `TimeoutError` with the end of the server's log."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError) as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{url} does not answer within {PATIENCE} s: {error}.{end_of(log)}") from error
            time.sleep(0.1)
        else:
            return


def end_of(*logs: Path | None) -> str:
    """Return the last lines of those logs that there are, each under its path."""
    read = {log: log.read_text(errors="replace").splitlines()[-QUOTED_LINES:] for log in logs if log and log.exists()}
    return "".join(f"\n\nThe end of {log}:\n" + "\n".join(lines or ["(empty)"]) for log, lines in read.items())
