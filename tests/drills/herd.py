"""`make herd`: booking opens in one second for a thousand clients and more, while others only read.

`make run` on servers of its own, straight and behind the balancer as it ships. Every client has a company, a token and
wishes; half of them begin with the same few booths, and some ask a second too early. A client that is refused for the
moment comes back after `Retry-After`, with the same key. The drill fails if anything is doubled, lost or booked too
early, on any 5xx but 503 with `Retry-After`, and where those who only read wait too long.
"""

import argparse
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from ciie.local.servers import LOCAL_DIR
from ciie.settings.env import BASE_DIR
from tests.bench.servers import end_of, free_port, wait_for
from tests.drills.herd_clients import Client, herd
from tests.drills.mail_server import mail_server
from tests.drills.own_site import OwnSite, connected, emptied, environment_in, own_site, print_table, python

FOLDER = LOCAL_DIR / "herd"
SIZES = (1_000, 5_000)
HELD_TO_A_SECOND = 1_000
"""Clients beside whom p95 of reading is below `READING_SECONDS`; of more, reading is only measured."""
READING_SECONDS = 1.0
LEAST_READINGS = 100
READ = ("/", "/plan/B0/", "/directory/")
CONTESTED = 20
"""Booths that half of all clients wish for first."""
WISHES = 4
EAGER = 50
LEAD_SECONDS = 15
"""From the moment at which the opening is set until then: all clients connect meanwhile."""
SEED = 7


def main() -> int:
    asked = argparse.ArgumentParser(prog="make herd", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--clients", type=int, nargs="*", default=SIZES)
    asked.add_argument("--only", choices=["straight", "balancer"], help="one way to the site instead of both")
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended
    ways = [options.only] if options.only else ["straight", "balancer"]
    if "balancer" in ways and not _haproxy():
        print("The balancer is haproxy, which is not installed: apt-get install haproxy, or ARGS='--only straight'.")
        return 1
    resource.setrlimit(resource.RLIMIT_NOFILE, (20_000, max(20_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1])))
    with emptied(FOLDER), mail_server(FOLDER / "mail.log") as mail:
        settings = {"DJANGO_SETTINGS_MODULE": "tests.drills.settings", "SMTP_PORT": str(mail.port)}
        environment = environment_in(FOLDER, MAIL_LOG=str(FOLDER / "mail.log"), MAIL_QUEUE_CHECK="", **settings)
        python(environment, "manage.py", "migrate", "--verbosity=0")
        rounds = [(way, clients) for clients in options.clients for way in ways]
        words = ["--halls=10", f"--companies={max(options.clients)}"]
        expo = json.loads(python(environment, "-m", "tests.drills.expo", *words).splitlines()[-1])
        with own_site(FOLDER, environment) as site:
            site.wait_until_well()
            with connected(FOLDER) as database:
                database.execute("VACUUM ANALYZE")  # PostgreSQL does it by itself within minutes
            wrong = [round_ for round_ in rounds if not _round(site, expo, *round_)]
            totals = python(environment, "manage.py", "reconcile_totals").splitlines()[-1]
            print(f"\nTotals: {totals}\nNot as it should be: {wrong or 'nothing'}")
            return 1 if wrong else 0


def _round(site: OwnSite, expo: Mapping[str, Any], way: str, many: int) -> bool:
    """One opening. Returns whether all was as it should be."""
    clients = _clients(expo, way, many)
    with _way_to(site, way) as port:
        for path in READ:
            wait_for(f"http://127.0.0.1:{port}{path}", log=FOLDER / "run.log")
        opens_at = time.time() + LEAD_SECONDS
        _open_booking(opens_at, expo["edition"])
        until = opens_at + 10 + many / 50
        with _readers(port, until) as readers:
            herd(clients, port, expo["edition"], opens_at)
            seen = json.loads(readers.communicate()[0])
    over_at = opens_at + max(client.seconds for client in clients)
    readings = [
        (seconds, status, path)
        for began, seconds, status, path in seen
        if opens_at <= began + seconds and began <= over_at
    ]
    site.wait_until_well()
    return _judged(clients, readings, way, opens_at)


def _clients(expo: Mapping[str, Any], way: str, many: int) -> list[Client]:
    """Wishes are booths that are free; half of the clients begin with contested ones."""
    chance = random.Random(SEED + many)  # noqa: S311
    with connected(FOLDER) as database:
        taken = {booth for (booth,) in database.execute(TAKEN).fetchall()}
    free = [booth for booth in expo["booths"] if booth not in taken]
    chance.shuffle(free)
    contested, others = free[:CONTESTED], free[CONTESTED:]
    clients = []
    for number in range(many):
        wishes = chance.sample(others, WISHES)
        if number % 2:
            wishes[0] = chance.choice(contested)
        clients.append(Client(f"{way}-{many}-{number}", expo["companies"][number], expo["tokens"][number], wishes))
    for client in chance.sample(clients, EAGER):
        client.is_eager = True
    return clients


TAKEN = """
SELECT hall.name || '/' || booth.number FROM pavilions_spaceclaim AS claim
    JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
    JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
    JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE claim.released_at IS NULL
"""


def _open_booking(at: float, edition: int) -> None:
    with connected(FOLDER) as database:
        moment = datetime.fromtimestamp(at, UTC)
        database.execute("UPDATE pavilions_edition SET booking_opens_at = %s WHERE number = %s", [moment, edition])


@contextmanager
def _readers(port: int, until: float) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "tests.drills.readers", f"http://127.0.0.1:{port}", str(until), *READ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as readers:
        try:
            yield readers
        finally:
            readers.kill()


@contextmanager
def _way_to(site: OwnSite, way: str) -> Iterator[int]:
    """The port by which clients come: the site's own, or that of the balancer before it."""
    if way == "straight":
        yield site.port
        return
    port, figures = free_port(), free_port()
    written = (BASE_DIR / ".docker" / "haproxy.cfg").read_text()
    for pattern, here in (
        (r"server-template web 1-16 web:8000", f"server web1 127.0.0.1:{site.port}"),
        (r"server-template streams 1-16 streams:8001", f"server streams1 127.0.0.1:{site.live_port}"),
        (r"(?ms)^resolvers names.*?(?=^\S)", ""),
        (r" resolvers names init-addr none", ""),
        (r"\$\{LISTEN\}:8000", f"127.0.0.1:{port}"),
        (r"\$\{LISTEN\}:\d+", f"127.0.0.1:{figures}"),
    ):
        written = re.sub(pattern, here, written)
    (FOLDER / "haproxy.cfg").write_text(written)
    words = [_haproxy(), "-W", "-db", "-f", str(FOLDER / "haproxy.cfg")]
    with (FOLDER / "haproxy.log").open("w") as log, subprocess.Popen(words, stdout=log, stderr=log) as balancer:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", log=FOLDER / "haproxy.log")
            time.sleep(3)  # the site is ready after two checks
            yield port
        except BaseException:
            print(end_of(FOLDER / "haproxy.log"), file=sys.stderr)
            raise
        finally:
            balancer.terminate()


def _haproxy() -> str:
    return shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin") or ""


def _judged(clients: Sequence[Client], readings: Sequence[tuple[float, int, str]], way: str, opens_at: float) -> bool:
    statuses: Counter[int] = sum((client.statuses for client in clients), Counter())
    codes: Counter[str] = sum((client.codes for client in clients), Counter())
    booked = {client.booking: client.booth for client in clients if client.booking}
    with connected(FOLDER) as database:
        opening = datetime.fromtimestamp(opens_at, UTC)
        found = dict(database.execute(FOUND, [opening]).fetchall())
        (before,) = database.execute(BEFORE, [opening - timedelta(seconds=LEAD_SECONDS), opening]).fetchone() or (0,)
        (doubled,) = database.execute(DOUBLED).fetchone() or (0,)
    lost = [key for key, booth in booked.items() if found.get(key) != booth]
    beyond = found.keys() - booked.keys()
    undecided = [client for client in clients if not client.booking and client.wishes]
    early = Counter(client.early for client in clients if client.is_eager)
    failed = {status: many for status, many in statuses.items() if status >= INTERNAL_ERROR and status != UNAVAILABLE}
    silent = sum(client.without_retry_after for client in clients)
    farthest = max((place for client in clients for place in client.places), default=0)
    reading = sorted(seconds for seconds, _status, _path in readings)
    pages = Counter(status for _seconds, status, _path in readings)
    print_table(
        (f"{len(clients)} clients, {way}", ""),
        [
            ("booked, refused everywhere", f"{len(booked)}, {len(clients) - len(booked) - len(undecided)}"),
            ("answers by status", dict(sorted(statuses.items()))),
            ("refusals by code", dict(codes)),
            ("lost, doubled, booked without an answer", f"{len(lost)}, {doubled}, {len(beyond)}"),
            (f"{EAGER} asked too early, and were told", dict(early)),
            ("booked before the opening", before),
            ("clients that were told a place", sum(bool(client.places) for client in clients)),
            ("the farthest place", farthest),
            ("503 without Retry-After, other 5xx", f"{silent}, {failed or 0}"),
            ("without an answer, then asked again", sum(client.unanswered for client in clients)),
            ("never decided", len(undecided)),
            ("until decided, median / p95 / longest", _seconds([client.seconds for client in clients])),
            ("contested booths that went to the first to ask", _first_served(clients)),
            ("pages read meanwhile, by status", dict(pages)),
            ("reading, median / p95 / longest", _seconds(reading)),
            *((f"of {path}", _seconds([seconds for seconds, _, its in readings if its == path])) for path in READ),
        ],
    )
    is_slow = len(clients) <= HELD_TO_A_SECOND and _at(reading, 0.95) >= READING_SECONDS
    wrong = [
        lost,
        beyond,
        doubled,
        before,
        silent,
        failed,
        undecided,
        early.keys() - {"booking_closed", "busy"},
        is_slow,
    ]
    return not any(wrong) and pages.keys() == {HTTPStatus.OK} and len(readings) >= LEAST_READINGS


FOUND = """
SELECT booking.holder_id, min(hall.name || '/' || booth.number)
FROM exhibitors_booking AS booking
    JOIN pavilions_spaceclaim AS claim ON claim.holder_id = booking.holder_id AND claim.released_at IS NULL
    JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
    JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
    JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE booking.created_at >= %s GROUP BY 1
"""
INTERNAL_ERROR, UNAVAILABLE = HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE
BEFORE = "SELECT count(*) FROM exhibitors_booking WHERE created_at >= %s AND created_at < %s"
DOUBLED = """
SELECT count(*) FROM (
    SELECT FROM pavilions_spaceclaim WHERE released_at IS NULL GROUP BY booth_id HAVING count(*) > 1
) AS twice
"""


def _at(ranked: Sequence[float], share: float) -> float:
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("inf")


def _seconds(seconds: Sequence[float]) -> str:
    ranked = sorted(seconds)
    return f"{_at(ranked, 0.5):.2f} / {_at(ranked, 0.95):.2f} / {_at(ranked, 1):.2f} s"


def _first_served(clients: Sequence[Client]) -> str:
    """How many of the booths that several wished for first went to who asked first, and the worst place of a winner."""
    asked = defaultdict(list)
    for client in clients:
        asked[client.first_wish].append(client)
    contested = {booth: sorted(those, key=lambda one: one.asked_at) for booth, those in asked.items() if len(those) > 1}
    places = [those.index(one) for booth, those in contested.items() for one in those if one.booth == booth]
    return f"{places.count(0)} of {len(contested)}; worst place {max(places, default=0) + 1}"


if __name__ == "__main__":
    sys.exit(main())
