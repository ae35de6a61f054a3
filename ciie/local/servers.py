"""The embedded servers of this checkout, shared by every process that needs them.

Who uses them is counted by file locks, not by process ids: each user holds a shared lock on one file for as long as it
(or a child it forked) lives, and the kernel drops the lock however the process ends. The last to leave in good order
stops the servers; if the last was killed, they run on and the next to come simply uses them.
"""

import atexit
import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from ciie.local.postgres import DatabaseUrls, postmaster, start_postgres, stop_postgres
from ciie.local.valkey import start_valkey, stop_valkey, valkey_runs
from ciie.settings.env import BASE_DIR, env

LOCAL_DIR = Path(env.str("LOCAL_DIR", default="") or BASE_DIR / ".local").resolve()
DATABASE_NAME = "ciie"


class ServerUrls(NamedTuple):
    """Where the servers are; empty for what was not asked for. `migrations` is the database as its owner's."""

    database: str
    redis: str
    migrations: str


class EmbeddedServers:
    """PostgreSQL and Valkey on the data in one folder.

    Servers are known by the whole path of their data on their command line. By a relative path, which may be a single
    word such as `postgres`, the servers of others would be found and ended.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._use: IO[str] | None = None
        self._joined: list[tuple[str, Callable[[], object], Callable[[], object]]] = []

    def join(self, *, postgres: bool = True, valkey: bool = True) -> ServerUrls:
        """Start what does not run and count this process as a user."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._one_at_a_time():
            if self._use is None:
                self._use = (self.folder / "servers.users").open("w")
                fcntl.flock(self._use, fcntl.LOCK_SH)
            cluster, data = self.folder / "postgres", self.folder / "valkey"
            database = start_postgres(cluster, DATABASE_NAME) if postgres else DatabaseUrls("", "")
            redis = start_valkey(data) if valkey else ""
            if postgres:
                self._joined.append(
                    ("PostgreSQL", lambda: postmaster(cluster), lambda: start_postgres(cluster, DATABASE_NAME))
                )
            if valkey:
                self._joined.append(("Valkey", lambda: valkey_runs(data), lambda: start_valkey(data)))
        return ServerUrls(database.application, redis, database.migrations)

    def revive(self) -> list[str]:
        """Start again what died since we joined. Returns what there is to say of it, in a sentence each."""
        said = []
        for name, is_up, start in self._joined:
            if is_up():
                continue
            with self._one_at_a_time():
                try:
                    start()
                    said.append(f"{name} had died and was started again with its data")
                except Exception as error:  # noqa: BLE001  # whatever it is, the next try is a second away
                    if is_up():
                        said.append(f"{name} had died and takes long to start again")
                    else:
                        said.append(f"{name} had died and does not start; its log is in {self.folder}: {error}")
        return said

    def leave(self) -> None:
        """Count this process out, and stop the servers if nobody else uses them."""
        if self._use is None:
            return
        with self._one_at_a_time():
            self._use.close()  # not "unlock": a living child that inherited the lock keeps it
            self._use = None
            if not self._is_used():
                stop_valkey(self.folder / "valkey")
                stop_postgres(self.folder / "postgres")

    def _is_used(self) -> bool:
        with (self.folder / "servers.users").open("w") as probe:
            try:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.folder / "servers.lock").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield


SERVERS = EmbeddedServers(LOCAL_DIR)


def server_urls(given: ServerUrls) -> ServerUrls:
    """The given URLs; an empty one is filled by the embedded server, which is started if it does not run."""
    if given.database and given.redis:
        return given
    atexit.register(SERVERS.leave)  # first, since a signal may end us in the middle of a start
    embedded = SERVERS.join(postgres=not given.database, valkey=not given.redis)
    return ServerUrls(
        given.database or embedded.database,
        given.redis or embedded.redis,
        given.migrations or embedded.migrations,
    )
