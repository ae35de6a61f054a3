"""`make chaos`: what is acknowledged has happened, once, whatever is killed.

`make run` runs on servers of its own. Clients book, approve and cancel through the API, each act with an idempotency
key, ask again when they get no answer, and note every answer. Meanwhile one process after the other is killed (-9). In
the end the database is compared with what the clients noted, and the mail server's count with the outbox.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

import redis

from ciie.local.postgres import APPLICATION, postmaster
from ciie.local.servers import LOCAL_DIR
from ciie.local.valkey import socket_path
from tests.bench.servers import end_of
from tests.drills.judgement import ACTS_BEFORE_A_KILL, Found, Noted, differences, least_acts, shortfalls
from tests.drills.mail_server import MailServer, mail_server
from tests.drills.own_site import PATIENCE, OwnSite, connected, emptied, environment_in, own_site, print_table, python

FOLDER = LOCAL_DIR / "chaos"
IDLE_PATIENCE = 420  # a letter that failed twice waits for five minutes
CLIENTS = 4
KEPT = 5
"""Of so many bookings one is kept; the others are cancelled, so that their booths are free again."""
QUEUES = ("default", "mail", "totals")


class Clients:
    """Programs, each with booths of its own, which book, have approved, and mostly cancel again."""

    def __init__(self, port: int, expo: Mapping[str, Any], *, pause: float) -> None:
        self.noted = Noted()
        self._port, self._expo, self._pause = port, expo, pause
        self._over, self._noting = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._work, args=[n], daemon=True) for n in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait_for(self, acts: int) -> None:
        """Return once so many acts are acknowledged. Raises `TimeoutError` where that takes too long."""
        until = time.monotonic() + PATIENCE
        while self.noted.acts.total() < acts:
            if time.monotonic() > until:
                raise TimeoutError(f"{self.noted.acts.total()} acts within {PATIENCE} s; {acts} are wanted.")
            time.sleep(0.1)

    def stop(self) -> None:
        """Each ends what it has begun: no act is left without an answer."""
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _work(self, number: int) -> None:
        booths, company = self._expo["booths"][number::CLIENTS], self._expo["companies"][number]
        owner, organizer = self._expo["tokens"][number], self._expo["organizer"]
        for turn in range(10**9):
            if self._over.is_set() or not booths:
                return
            booth = booths.pop(0)
            wanted = {"company": company, "submit": True, "booths": [booth]}
            booked = self._act("book", f"editions/{self._expo['edition']}/bookings", wanted, owner, f"{number}-{turn}")
            if booked is None:
                continue
            with self._noting:
                self.noted.booths[booked] = booth
            self._act("approve", f"bookings/{booked}/approve", {}, organizer, f"{number}-{turn}-approve")
            if turn % KEPT and self._act("cancel", f"bookings/{booked}/cancel", {}, owner, f"{number}-{turn}-cancel"):
                booths.append(booth)

    def _act(self, name: str, path: str, body: Mapping[str, object], token: str, key: str) -> int | None:
        """Ask until there is an answer. Returns the booking if the act was carried out."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self._port}/api/v1/{path}", json.dumps(body).encode(), headers
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310  # our own address
                    said = json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code < HTTPStatus.INTERNAL_SERVER_ERROR and error.code != HTTPStatus.TOO_MANY_REQUESTS:
                    with self._noting:
                        self.noted.refused[f"{name}: {error.read()[:200].decode()}"] += 1
                    return None
            except (OSError, HTTPException, ValueError):
                pass
            else:
                with self._noting:
                    self.noted.acts[name] += 1
                    self.noted.states[said["id"]] = said["state"]
                time.sleep(self._pause)
                return int(said["id"])
            with self._noting:
                self.noted.asked_again += 1
            time.sleep(0.1)
        with self._noting:
            self.noted.unanswered += 1
        return None


def victims(site: OwnSite) -> dict[str, Callable[[], int]]:
    """What is killed, by name: functions that return a process id."""
    return {
        "web worker": lambda: random.choice(site.part("web").children()).pid,  # noqa: S311
        "web master": lambda: site.part("web").pid,
        "streams": lambda: random.choice([site.part("streams"), *site.part("streams").children()]).pid,  # noqa: S311
        "worker": lambda: random.choice([site.part("worker"), *site.part("worker").children()]).pid,  # noqa: S311
        "mail worker": lambda: random.choice([site.part("mail-worker"), *site.part("mail-worker").children()]).pid,  # noqa: S311
        "beat": lambda: site.part("beat").pid,
        "Valkey": lambda: int((FOLDER / "valkey" / "valkey.pid").read_text()),
        "a backend": _backend,
        "PostgreSQL": _server,
    }


def _backend() -> int:
    with connected(FOLDER) as connection:
        query = "SELECT pid FROM pg_stat_activity WHERE usename = %s ORDER BY state = 'active' DESC, random() LIMIT 1"
        row = connection.execute(query, [APPLICATION]).fetchone()
    assert row
    return int(row[0])


def _server() -> int:
    server = postmaster(FOLDER / "postgres")
    assert server
    return server.pid


def main() -> int:
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--kills", type=int, default=10, help="of each kind")
    asked.add_argument("--only", default="", help="kinds, with commas between; all if it is empty")
    asked.add_argument("--halls", type=int, default=2, help="of 1,500 booths")
    asked.add_argument("--pause", type=float, default=0.2, help="seconds a client waits after each of its acts")
    asked.add_argument("--letters", type=int, default=0, help="go on until so many have been sent")
    asked.add_argument("--unasked", action="store_true", help="nobody asks the mail server about letters in doubt")
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with emptied(FOLDER), mail_server(FOLDER / "mail.log") as mail:
        environment = _environment(mail, is_asked=not options.unasked)
        python(environment, "manage.py", "migrate", "--verbosity=0")
        expo = json.loads(python(environment, "-m", "tests.drills.expo", f"--halls={options.halls}").splitlines()[-1])
        with own_site(FOLDER, environment) as site:
            site.wait_until_well()
            clients = Clients(site.port, expo, pause=options.pause)
            clients.start()
            only = options.only.split(",") if options.only else victims(site)
            kills = dict.fromkeys(only, options.kills)
            print(f"{sum(kills.values())} kills, and at least {least_acts(kills)} acts", flush=True)
            rows = _kill(site, kills, clients)
            clients.wait_for(least_acts(kills))
            while mail.taken.total() < options.letters:
                time.sleep(1)
            clients.stop()
            print_table(("killed", "times", "answers in the meantime", "back after, median", "longest"), rows)
            if _is_proved(clients.noted, mail, environment, kills):
                return 0
            print(end_of(FOLDER / "run.log"))
            return 1


def _kill(site: OwnSite, kills: Mapping[str, int], clients: Clients) -> list[tuple[object, ...]]:
    """Kill each kind so many times, in any order. Returns what there is to say of each."""
    kinds = victims(site)
    turns = [name for name, times in kills.items() for _kill in range(times)]
    random.shuffle(turns)
    back: dict[str, list[float]] = {name: [] for name in kills}
    answers: Counter[str] = Counter()
    for name in turns:
        clients.wait_for(clients.noted.acts.total() + ACTS_BEFORE_A_KILL)
        time.sleep(random.uniform(0, 1))  # noqa: S311
        before = clients.noted.acts.total()
        with suppress(ProcessLookupError):
            os.kill(kinds[name](), signal.SIGKILL)
        time.sleep(0.3)
        back[name].append(0.3 + site.wait_until_well())
        answers[name] += clients.noted.acts.total() - before
    return [
        (name, len(times), answers[name], f"{sorted(times)[len(times) // 2]:.1f} s", f"{max(times):.1f} s")
        for name, times in back.items()
        if times
    ]


def _is_proved(noted: Noted, mail: MailServer, environment: Mapping[str, str], kills: Mapping[str, int]) -> bool:
    waited = _wait_until_idle()
    with connected(FOLDER) as connection:
        found = Found(
            dict(connection.execute("SELECT holder_id, state FROM exhibitors_booking").fetchall()),
            {(key, booth): many for key, booth, many in connection.execute(CLAIMS).fetchall()},
        )
        outbox = dict(connection.execute("SELECT message_id, status FROM post_office_email").fetchall())
        doubts = dict(connection.execute("SELECT state, count(*) FROM mail_handover GROUP BY state").fetchall())
        stuck = connection.execute(STUCK).fetchall()
    said = differences(noted, found)
    little = shortfalls(noted, kills, sum(doubts.values()))
    counted = subprocess.run(
        [sys.executable, "manage.py", "reconcile_totals"], env=environment, check=False, capture_output=True, text=True
    )
    twice = [key for key, many in mail.taken.items() if many > 1]
    never = [key for key in outbox if key not in mail.taken]
    rows: list[tuple[object, ...]] = [
        *((f"acknowledged: {name}", many) for name, many in noted.acts.items()),
        ("refused", dict(noted.refused) or 0),
        ("asked again without an answer", noted.asked_again),
        ("never answered", noted.unanswered),
        ("lost, doubled or otherwise than acknowledged", len(said)),
        ("letters", len(outbox)),
        ("mails taken by the mail server", mail.taken.total()),
        ("letters that never came", len(never)),
        ("letters that came twice", len(twice)),
        ("of these marked as a possible duplicate", sum(1 for key in twice if mail.marked[key])),
        ("letters in doubt, by what became of them", doubts or 0),
        ("totals", (counted.stdout + counted.stderr).splitlines()[-1]),
        ("transactions and locks left open", stuck or 0),
        ("until outbox and queues were empty", f"{waited:.0f} s"),
    ]
    print_table(("what", "how many"), rows)
    for line in [*little, *said[:20]]:
        print(f"    {line}")
    most = max(len(outbox) // 10_000, 0 if len(outbox) > 10_000 else 1)
    wrong = [said, little, never, stuck, noted.unanswered, noted.refused, counted.returncode, len(twice) > most]
    return not any(wrong)


CLAIMS = """
SELECT claim.holder_id, hall.name || '/' || booth.number, count(*)
FROM pavilions_spaceclaim AS claim
    JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
    JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
    JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE claim.released_at IS NULL GROUP BY 1, 2
"""
STUCK = """
SELECT 'transaction of ' || pid || ' open since ' || xact_start FROM pg_stat_activity
WHERE datname = current_database() AND xact_start < clock_timestamp() - interval '10 s' AND pid <> pg_backend_pid()
UNION ALL
SELECT 'advisory lock of ' || pid FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND state NOT IN ('active', 'idle in transaction')
"""


def _wait_until_idle() -> float:
    """Until every letter has gone and no task waits, or nothing has gone for a while. Returns the seconds it took."""
    began = moved = time.monotonic()
    least = None
    waiting = "SELECT count(*) FROM post_office_email WHERE status <> 0"
    with connected(FOLDER) as connection, redis.Redis(unix_socket_path=str(socket_path(FOLDER / "valkey"))) as queue:
        while time.monotonic() < moved + IDLE_PATIENCE:
            row = connection.execute(waiting).fetchone()
            if row != least:
                least, moved = row, time.monotonic()
            if row == (0,) and not any(queue.llen(name) for name in QUEUES):
                break
            time.sleep(0.5)
    return time.monotonic() - began


def _environment(mail: MailServer, *, is_asked: bool) -> dict[str, str]:
    return environment_in(
        FOLDER,
        DJANGO_SETTINGS_MODULE="tests.drills.settings",
        SMTP_PORT=str(mail.port),
        MAIL_LOG=str(FOLDER / "mail.log"),
        MAIL_QUEUE_CHECK="ciie.mail.queue_checks.in_postfix_log" if is_asked else "",
    )


if __name__ == "__main__":
    sys.exit(main())
