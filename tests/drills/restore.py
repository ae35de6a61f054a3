"""`make restore-drill`: a backup is worth what its restore proves.

A site takes bookings while the shipped scripts receive the log of its database, take a base backup and restore it for
the week. A moment is noted, bookings go on, and the database server is killed. The backup is then restored twice: to
the noted moment, and to the end of the log. A site starts on each, and what it holds is compared with the answers that
clients have. At the end nothing acknowledged may be missing with `--synchronous`, and otherwise nothing that had been
acknowledged more than a second before the server was killed.
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
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg.rows import TupleRow

from ciie.local.postgres import SUPERUSER, postmaster, start_postgres, stop_postgres
from ciie.local.processes import web_command
from ciie.local.servers import DATABASE_NAME, LOCAL_DIR
from ciie.local.valkey import start_valkey, stop_valkey
from tests.bench.servers import free_port, wait_for
from tests.drills.backups import Backups, make_roles, own_folder, tail, wait_until

FOLDER = LOCAL_DIR / "restore-drill"
PATIENCE = 180
CLIENTS = 4
LEAST_BEFORE, LEAST_AFTER = 100, 50
"""Bookings that are acknowledged before the moment, and between it and the end. With fewer the drill says nothing."""
HALLS = 8
"""Of 1,500 booths each: more than clients book while the backup is taken and the restore of the week is done."""
LOSS_ALLOWED_S = 1.0
"""How long before the end a booking may have been acknowledged and be lost, where nobody waits for the receiver."""

COUNTED = """
SELECT (SELECT count(*) FROM exhibitors_booking), (SELECT count(*) FROM post_office_email),
    (SELECT coalesce(sum(area_sqm), 0) FROM pavilions_spaceclaim WHERE released_at IS NULL)
"""


@dataclass
class Clients:
    """Programs that book one booth after the other and note every answer.

    `booked` has the keys of bookings and when they were acknowledged; `errors` what went wrong, and when.
    """

    port: int
    edition: int
    companies: list[int]
    tokens: list[str]
    booths: Iterator[str]
    booked: dict[int, float] = field(default_factory=dict)
    errors: list[tuple[float, str]] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _going: threading.Event = field(default_factory=threading.Event)
    _noting: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._going.set()
        self._threads = [threading.Thread(target=self._book, args=[n], daemon=True) for n in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def book(self, at_least: int, seconds: float) -> None:
        """Return once so many more are acknowledged and the seconds have passed. Raise `TimeoutError` otherwise."""
        wanted, until, deadline = len(self.booked) + at_least, time.monotonic() + seconds, time.monotonic() + PATIENCE
        while len(self.booked) < wanted or time.monotonic() < until:
            if time.monotonic() > max(until, deadline):
                raise TimeoutError(
                    f"{len(self.booked)} bookings after {PATIENCE} s; {wanted} are wanted: {self.errors}"
                )
            time.sleep(0.05)

    def stop(self) -> None:
        self._over.set()
        self._going.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    @contextmanager
    def paused(self) -> Iterator[set[int]]:
        """What has been booked; meanwhile nobody asks."""
        self._going.clear()
        time.sleep(0.5)  # the answers on their way arrive
        with self._noting:
            yield set(self.booked)
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
                self.errors.append((time.monotonic(), str(error)))
                return
            with self._noting:
                self.booked[booking] = time.monotonic()


@dataclass(frozen=True)
class Noted:
    """The bookings that clients had answers for at the moment, and what the database held then."""

    moment: str
    booked: Collection[int]
    counted: TupleRow


@dataclass(frozen=True)
class End:
    """Every booking that was acknowledged and when, and when the server was killed."""

    booked: Mapping[int, float]
    killed: float


@dataclass(frozen=True)
class Held:
    """Keys of the bookings that a restored database has, and what it counts."""

    booked: set[int]
    counted: TupleRow


def differences_at_moment(noted: Noted, held: Held) -> list[str]:
    """What a database restored to the moment holds otherwise than was noted: a sentence each."""
    wanted = set(noted.booked)
    said = [f"booking {key} had been acknowledged and is not there" for key in sorted(wanted - held.booked)]
    said += [f"booking {key} is there and had not been acknowledged" for key in sorted(held.booked - wanted)]
    if held.counted != noted.counted:
        said.append(f"bookings, letters, m² are {held.counted}, noted were {noted.counted}")
    return said


def differences_at_end(end: End, held: Held, allowed_s: float) -> list[str]:
    """What a database restored to the end lacks beyond what is allowed, and what it has that nobody asked for.

    Each client may have asked for one booking whose answer never came.
    """
    said = []
    for key in sorted(end.booked.keys() - held.booked):
        early = end.killed - end.booked[key]
        if not allowed_s or early > allowed_s:
            said.append(f"booking {key} was acknowledged {early * 1000:.0f} ms before the end and is not there")
    more = held.booked - end.booked.keys()
    if len(more) > CLIENTS:
        said.append(f"{len(more)} bookings are there without an answer, of {CLIENTS} clients")
    return said


def main() -> int:
    asked = argparse.ArgumentParser(prog="make restore-drill", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--seconds", type=float, default=10, help="how long bookings go on before and after the moment")
    asked.add_argument("--synchronous", action="store_true", help="each booking waits until its log has been received")
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    print(f"at least {LEAST_BEFORE} bookings before the moment and {LEAST_AFTER} after it", flush=True)
    try:
        redis = start_valkey(FOLDER / "valkey")
        return 0 if _drill(redis, options.seconds, is_synchronous=options.synchronous) else 1
    except Exception:
        for log in (FOLDER / "web.log", FOLDER / "backups.log", *FOLDER.glob("**/data/log")):
            print(tail(log), file=sys.stderr)
        raise
    finally:
        for running in FOLDER.rglob("postmaster.pid"):
            stop_postgres(running.parent)
        stop_valkey(FOLDER / "valkey")


def _drill(redis: str, seconds: float, *, is_synchronous: bool) -> bool:
    cluster = own_folder(FOLDER / "primary") / "data"
    environment = _environment(cluster, redis)
    _manage(environment, "migrate", "--verbosity=0")
    expo = json.loads(_python(environment, "-m", "tests.drills.expo", f"--halls={HALLS}").splitlines()[-1])
    server = {"PGHOST": _socket(cluster)}
    make_roles(server, cluster, BACKUP_PASSWORD="drill")
    backups = Backups(FOLDER / "backups", {**server, "PGUSER": "backup"}, DATABASE=DATABASE_NAME)
    with backups.receiving() as receiver:
        if is_synchronous:
            _wait_for_the_receiver(cluster)
        noted, end = _lose_the_database(cluster, backups, environment, expo, seconds)
        is_over = partial(_has_no_child, psutil.Process(receiver), "pg_receivewal")
        wait_until(is_over, "the receiver has written what it had", backups.log)
    shutil.rmtree(cluster)
    restored = partial(_is_proved, backups, redis, end)
    allowed_s = 0 if is_synchronous else LOSS_ALLOWED_S
    at_moment = restored("moment", noted.moment, noted.booked, partial(differences_at_moment, noted))
    at_end = restored("end", "", end.booked, partial(differences_at_end, end, allowed_s=allowed_s))
    return at_moment and at_end


def _wait_for_the_receiver(cluster: Path) -> None:
    """Let no booking be acknowledged before its log is on the receiver's disk, too."""
    with _connected(cluster) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'pg_receivewal'")
        connection.execute("SELECT pg_reload_conf()")
        asked = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        log = cluster / "log"
        wait_until(lambda: connection.execute(asked).fetchone() == (1,), "the receiver is waited for", log)


def _lose_the_database(
    cluster: Path, backups: Backups, environment: dict[str, str], expo: dict[str, Any], seconds: float
) -> tuple[Noted, End]:
    with _site(environment) as port:
        clients = Clients(port, expo["edition"], expo["companies"], expo["tokens"], iter(expo["booths"]))
        clients.start()
        try:
            took = backups.succeed("base")
            print(f"base backup taken and verified in {took:.1f} s while {len(clients.booked)} bookings were made")
            clients.book(max(LEAST_BEFORE - len(clients.booked), 0), seconds)
            already = len(clients.booked)
            took = backups.succeed("check")
            more = len(clients.booked) - already
            print(f"restored and read for the week in {took:.1f} s while {more} bookings were made")
            with clients.paused() as booked, _connected(cluster) as connection:
                moment = connection.execute("SELECT clock_timestamp()::text").fetchone()
                assert moment is not None
                noted = Noted(moment[0], booked, _held(connection).counted)
            print(f"the moment: {noted.moment}, {len(noted.booked)} bookings acknowledged", flush=True)
            clients.book(LEAST_AFTER, seconds)
            server = postmaster(cluster)
            assert server is not None
            killed = time.monotonic()
            _kill(server)
        finally:
            clients.stop()
    too_early = [said for at, said in clients.errors if at < killed]
    if too_early:
        raise RuntimeError(f"Answers failed while the database was well: {too_early}")
    print(f"the database server was killed after {len(clients.booked)} bookings", flush=True)
    return noted, End(clients.booked, killed)


def _is_proved(
    backups: Backups,
    redis: str,
    end: End,
    name: str,
    moment: str,
    wanted: Collection[int],
    compare: Callable[[Held], list[str]],
) -> bool:
    """Restore, compare, start a site on it, and compare once more when the oldest booking has been taken out."""
    cluster = own_folder(FOLDER / "restored" / name) / "data"
    took = backups.succeed("restore", str(cluster), moment)
    with (cluster / "postgresql.auto.conf").open("a") as file:
        file.write("synchronous_standby_names = ''\n")  # nothing receives the log of what is only looked at
    environment = _environment(cluster, redis)
    with _connected(cluster) as connection:
        held = _held(connection)
        said = compare(held)
        lost = [round((end.killed - end.booked[key]) * 1000) for key in set(wanted) - held.booked]
        print(
            f"restored to the {name} in {took:.1f} s: {len(held.booked)} bookings, {len(lost)} acknowledged ones lost"
            f"{f' (acknowledged {max(lost)} to {min(lost)} ms before the end)' if lost else ''}, "
            f"{len(held.booked - set(wanted))} more than that: {'not ' if said else ''}as it should be"
        )
        print("".join(f"    {sentence}\n" for sentence in said), end="")
        with _site(environment) as port, urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:
            print(f"    the site answers {page.status}")
        print(f"    {_manage(environment, 'reconcile_totals', '--all').splitlines()[-1]}")
        connection.execute(SPOIL, [min(wanted)])
        is_noticed = len(compare(_held(connection))) > len(said)
        print(f"    the oldest booking deleted, which the comparison {'notices' if is_noticed else 'DOES NOT NOTICE'}")
    stop_postgres(cluster)
    return is_noticed and not said


SPOIL = """
WITH replica AS MATERIALIZED (SELECT set_config('session_replication_role', 'replica', false))
DELETE FROM exhibitors_booking USING replica WHERE holder_id = %s
"""


def _held(connection: psycopg.Connection[TupleRow]) -> Held:
    keys = {key for (key,) in connection.execute("SELECT holder_id FROM exhibitors_booking")}
    counted = connection.execute(COUNTED).fetchone()
    assert counted is not None
    return Held(keys, counted)


def _has_no_child(process: psutil.Process, name: str) -> bool:
    return all(child.name() != name for child in process.children())


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


def _connected(cluster: Path) -> psycopg.Connection[TupleRow]:
    return psycopg.connect(host=_socket(cluster), user=SUPERUSER, dbname=DATABASE_NAME, autocommit=True)


def _socket(cluster: Path) -> str:
    """The fifth line of `postmaster.pid`."""
    return (cluster / "postmaster.pid").read_text().splitlines()[4]


def _kill(server: psutil.Process) -> None:
    """As by a power cut: the server and all its processes at once."""
    for process in [server, *server.children(recursive=True)]:
        process.send_signal(signal.SIGKILL)
    server.wait(PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
