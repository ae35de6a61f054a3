"""The embedded servers of this checkout, shared by every process that needs them.

Their users are counted by file locks, not by process IDs: each user holds a shared lock on one file for as long as it
(or a child it forked) lives, and the kernel releases the lock however the process ends. The last user to leave in good
order stops the servers; if the last one was killed, they keep running and the next user uses them.
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
    """The URLs of the servers, empty for those that were not requested.

    `migrations` is the database's URL for its owner.
    """

    database: str
    redis: str
    migrations: str


class EmbeddedServers:
    """PostgreSQL and Valkey with their data in one folder.

    Servers are recognized by the absolute path of their data on their command line. By a relative path, which may be a
    single word such as `postgres`, the servers of others would be found and stopped.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._use: IO[str] | None = None
        self._joined: list[tuple[str, Callable[[], object], Callable[[], object]]] = []

    def join(self, *, postgres: bool = True, valkey: bool = True) -> ServerUrls:
        """Start the servers that do not run and count this process as a user. Return their URLs."""
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
        """Restart the servers that have died since this process joined. Return a sentence about each."""
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
        """Stop counting this process as a user, and stop the servers if nobody else uses them."""
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
    """Return the given URLs, with those of embedded servers, which are started if necessary, in place of empty ones."""
    if given.database and given.redis:
        return given
    atexit.register(SERVERS.leave)  # first, since a signal may end this process during the start
    embedded = SERVERS.join(postgres=not given.database, valkey=not given.redis)
    return ServerUrls(
        given.database or embedded.database,
        given.redis or embedded.redis,
        given.migrations or embedded.migrations,
    )
