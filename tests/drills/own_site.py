"""`make run` on servers and data of its own, for a drill."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psutil
import psycopg

from ciie.local.postgres import SUPERUSER, stop_postgres
from ciie.local.servers import DATABASE_NAME
from ciie.local.supervisor import PART, end_leftovers
from ciie.local.valkey import stop_valkey
from tests.bench.servers import end_of, free_port

PATIENCE = 180
NOT_INHERITED = {"DATABASE_URL", "REDIS_URL", "MIGRATION_DATABASE_URL"}


class OwnSite:
    """A run in a folder of its own, and its processes."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes], port: int, live_port: int) -> None:
        self.folder, self.process, self.port, self.live_port = folder, process, port, live_port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def part(self, name: str) -> psutil.Process:
        """The first process of a command of the run."""
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):
                if child.environ().get(PART) == name:
                    return child
        raise LookupError(name)

    def is_well(self) -> bool:
        """Whether every process is there, and pages, streams, database, queue and a worker answer."""
        try:
            for name in ("web", "streams", "worker", "mail-worker", "beat"):
                self.part(name)
        except (LookupError, psutil.Error):
            return False
        for address in (f"{self.port}/readyz", f"{self.live_port}/healthz"):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{address}", timeout=5):
                    pass
            except (OSError, HTTPException):
                return False
        return True

    def wait_until_well(self, *, patience: float = PATIENCE) -> float:
        """Return the seconds that it took. Raise where the run has ended, or takes longer than `patience` seconds."""
        began = time.monotonic()
        while not self.is_well():
            if time.monotonic() > began + patience:
                raise TimeoutError(f"The site does not come back within {patience} s.")
            if self.process.poll() is not None:
                raise RuntimeError(f"`make run` has ended with status {self.process.returncode}.")
            time.sleep(0.1)
        return time.monotonic() - began


@contextmanager
def emptied(folder: Path) -> Iterator[None]:
    """Empty the folder. Nothing of this drill runs in it afterwards, nor of an earlier one that was killed."""
    _end_all(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield
    finally:
        _end_all(folder)


def _end_all(folder: Path) -> None:
    end_leftovers(folder)
    stop_valkey(folder / "valkey")
    stop_postgres(folder / "postgres")


def environment_in(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a run in this folder, and of commands on its data."""
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return inherited | {"LOCAL_DIR": str(folder)} | settings


@contextmanager
def own_site(folder: Path, environment: Mapping[str, str]) -> Iterator[OwnSite]:
    """`make run`, which is ended in the end. Its log is quoted where the drill fails."""
    port, live_port = free_port(), free_port()
    with (folder / "run.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ciie.local"],
            env={**environment, "PORT": str(port), "LIVE_PORT": str(live_port)},
            stdout=log,
            stderr=log,
        )
        try:
            yield OwnSite(folder, process, port, live_port)
        except BaseException:
            print(end_of(folder / "run.log"), file=sys.stderr)
            raise
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def python(environment: Mapping[str, str], *words: str) -> str:
    """Run Python on the data of the drill and return what it prints."""
    done = subprocess.run([sys.executable, *words], env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def connected(folder: Path) -> psycopg.Connection[tuple[Any, ...]]:
    """The database, as its superuser. The fifth line of `postmaster.pid` is where the server listens."""
    lines = (folder / "postgres" / "postmaster.pid").read_text().splitlines()
    return psycopg.connect(host=lines[4], user=SUPERUSER, dbname=DATABASE_NAME, autocommit=True)


def print_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")
    sys.stdout.flush()
