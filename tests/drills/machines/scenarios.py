"""What the site is asked to do on several machines, each with figures and with what they may be."""

import itertools
import json
import math
import re
import socket
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.drills.machines.bookers import Clients, Watch
from tests.drills.machines.compose import docker_compose, misread
from tests.drills.machines.network import Machine, wait_until
from tests.drills.machines.site import HOST, Site, place_release
from tests.drills.update import release_before

RESERVED = re.compile(rb'"reserved":\[(\d+)')
BALANCER_NOTICES_SECONDS = 4.5
"""Two checks in a row that fail, each asked a second after the other and given a second; then clients hear of it."""
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
LETTERS_PATIENCE = 180
LEAST_LETTERS = 60
"""Bookings whose letters are counted where two beats ring two workers."""
HALLS = 24
"""Of 1,500 booths each; no booth is asked for twice."""
FAKED = ("LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC")
CLOCKS_AGREE_SECONDS = 0.25
PROGRAM = "import django; django.setup()\n"


@dataclass(frozen=True)
class Line:
    """A row of the table: what was tried, what came of it, and whether it may be so. `None`: it could not be tried."""

    what: str
    figure: str
    is_well: bool | None


@dataclass
class Drill:
    """Tries scenarios on a site that runs, and says what came of them."""

    site: Site
    seconds: float
    many: int
    halls: int = HALLS
    lines: list[Line] = field(default_factory=list)

    def try_out(self, name: str) -> None:
        """One scenario. A failure of its own is a line too, so that the others are tried as well."""
        began = time.monotonic()
        try:
            SCENARIOS[name](self)
        except Exception as error:  # noqa: BLE001  any; it is said
            self.note(name, f"{type(error).__name__}: {error}", is_well=False)
        print(f"    ({name}: {time.monotonic() - began:.0f} s)", flush=True)

    def note(self, what: str, figure: str, *, is_well: bool | None) -> None:
        """Say a line and keep it."""
        self.lines.append(Line(what, figure, is_well))
        print(f"{MARKS[is_well]}  {what}: {figure}", flush=True)

    def say(self) -> int:
        """The table; the exit status is 0 where all was well."""
        print("\n| | |\n|---|---|")
        for line in self.lines:
            print(f"| {line.what} | {line.figure}{'' if line.is_well else f' ({MARKS[line.is_well]})'} |")
        return 0 if self.lines and all(line.is_well is not False for line in self.lines) else 1

    @cached_property
    def expo(self) -> dict[str, Any]:
        """The edition of the benchmarks: companies, tokens and booths by their references."""
        made: dict[str, Any] = json.loads(
            self.site.manage("-m", "tests.drills.expo", f"--halls={self.halls}", tests=True).splitlines()[-1]
        )
        return made

    @cached_property
    def booths(self) -> Iterator[str]:
        """Booths that nobody has asked for yet."""
        return iter(self.expo["booths"])

    @cached_property
    def people(self) -> Iterator[int]:
        """Numbers of companies, each in its turn."""
        return itertools.cycle(range(len(self.expo["companies"])))

    def clients(self, url: str = "", *, submit: bool = True) -> Clients:
        """Clients of the balancer, or of one machine."""
        expo = self.expo
        return Clients(
            url or self.site.url,
            self.site.headers,
            expo["edition"],
            expo["companies"],
            expo["tokens"],
            self.booths,
            submit=submit,
        )

    def at(self, name: str) -> str:
        """The address of a machine's web server."""
        return f"http://{self.site.machine(name).address}:8000"

    def python(self, machine: str, program: str) -> str:
        """What a program of the site prints on a machine, with that machine's packages."""
        return self.site.manage("-c", PROGRAM + program, machine=machine).strip()


MARKS = {True: "ok", False: "FAILED", None: "not tried"}


def written(drill: Drill) -> None:
    """Docker Compose reads of `compose.yaml` what the drill does."""
    if not (compose := docker_compose()):
        drill.note("compose.yaml as Docker Compose reads it", "needs docker-compose", is_well=None)
        return
    wrong = misread(drill.site.values, compose)
    many = len(drill.site.services)
    drill.note("compose.yaml as Docker Compose reads it", f"{many - len(wrong)} of {many} services", is_well=not wrong)


def live(drill: Drill) -> None:
    """A booking made on one machine is seen by who watches on the other."""
    took = []
    for booked_on, watched_on in [("a", "b"), ("b", "a")] * 5:
        clients, booth = drill.clients(drill.at(booked_on)), next(drill.booths)
        hall = booth.partition("/")[0]
        with watching(drill, watched_on, hall) as seen:
            booked = clients.book(booth, next(drill.people))
            answered = booked.asked_at + booked.took
            wait_until(partial(bool, seen), what="the booking is on the stream of the other machine", seconds=10)
            took.append(seen[0] - answered)
    worst = max(took)
    drill.note("a booking on A is on B's streams", f"{worst * 1000:.0f} ms at most of {len(took)}", is_well=worst < 1)


@contextmanager
def watching(drill: Drill, name: str, hall: str) -> Iterator[list[float]]:
    """An open plan of a hall on a machine's stream process; yields when booths were reported as reserved."""
    machine, path = drill.site.machine(name), f"/live/plan/{drill.expo['edition']}/{hall}/"
    seen: list[float] = []
    with socket.create_connection((machine.address, 8001), timeout=20) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n\r\n".encode())
        said = b""
        while b"event: hello" not in said:
            said += line.recv(65536)

        def listen() -> None:
            while data := line.recv(65536):
                if RESERVED.search(data):
                    seen.append(time.monotonic())

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        yield seen
        line.shutdown(socket.SHUT_RDWR)
        listener.join(5)


def files(drill: Drill) -> None:
    """What is written on one machine is read on the other, which shares no folder with it."""
    write = (
        "from io import BytesIO\nfrom PIL import Image\nfrom ciie.uploads.pictures import *\n"
        "from django.core.files.uploadedfile import SimpleUploadedFile\n"
        "drawn = BytesIO(); Image.new('RGB', (300, 200), 'teal').save(drawn, 'PNG')\n"
        "print(keep_picture(accept_picture(SimpleUploadedFile('a.png', drawn.getvalue()))))"
    )
    name = drill.python("a", write)
    asked = urllib.request.Request(f"{drill.at('b')}/{name}", headers=drill.site.headers)  # noqa: S310
    began = time.monotonic()
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        size = len(answer.read())
    took = time.monotonic() - began
    local = [
        path
        for machine in drill.site.network.machines.values()
        for path in machine.folder.glob(f"**/{Path(name).name}")
    ]
    drill.note(
        "a picture sent to A is shown by B",
        f"{size} bytes in {took * 1000:.0f} ms, no folder shared",
        is_well=not local,
    )


def mail(drill: Drill) -> None:
    """Two beats ring two mail workers; each letter of many bookings goes out once."""
    clients, before = drill.clients(), len(drill.site.letters())
    clients.start(drill.many)
    wait_until(lambda: len(clients.booked) >= LEAST_LETTERS, what=f"{LEAST_LETTERS} bookings")
    clients.stop()
    sent = letters_sent(drill)
    twice = sum(count - 1 for count in Counter(sent).values())
    figure = f"{len(sent) - before} letters of {len(clients.booked)} bookings, {twice} twice"
    is_well = len(sent) - before >= len(clients.booked) >= LEAST_LETTERS and not twice
    drill.note("two beats and two mail workers send each letter once", figure, is_well=is_well)


def letters_sent(drill: Drill) -> list[str]:
    """Message-IDs at the mail server, once nothing waits any more: for as long as letters leave."""
    waiting = "SELECT count(*) FROM post_office_email WHERE status IS DISTINCT FROM 0"
    least, moved = math.inf, time.monotonic()
    while least:
        with drill.site.connected() as connection:
            row = connection.execute(waiting).fetchone()
        if row and row[0] < least:
            least, moved = row[0], time.monotonic()
        elif time.monotonic() > moved + LETTERS_PATIENCE:
            raise TimeoutError(f"{least} letters wait, and none has left for {LETTERS_PATIENCE} s.")
        time.sleep(0.2)
    return [message for message, _recipients, _subject in drill.site.letters()]


def rush(drill: Drill, what: str, fault: Callable[[Machine], None], repair: Callable[[Machine], None]) -> None:
    """Clients book while machine A is away and comes back; afterwards everything is counted."""
    site, machine = drill.site, drill.site.machine("a")
    holds = held(drill, 5, seconds=4 + drill.seconds / 2)
    clients = drill.clients()
    clients.start(drill.many)
    time.sleep(4)
    began, before = time.monotonic(), len(clients.noted)
    fault(machine)
    time.sleep(drill.seconds)
    during = len(clients.noted) - before
    repaired = time.monotonic()
    repair(machine)
    site.wait_for("web", machine)
    back = time.monotonic() - repaired
    time.sleep(3)
    clients.stop()
    lost, doubled = compared(drill, clients)
    failed = [asked - began for asked in clients.failed_asked]
    until = max(failed, default=0.0)
    longest = max((each.took for each in clients.noted), default=0.0)
    least = least_meanwhile(drill)
    ended = holds_ended(drill, holds)
    proofs = site.manage("manage.py", "reconcile_totals", machine="b").splitlines()[-1]
    refused = [each.refused for each in clients.noted if each.refused]
    figure = (
        f"{len(clients.booked)} acknowledged ({during} meanwhile, at least {least} wanted), {lost} lost, "
        f"{doubled} doubled; {len(failed)} failed answers, "
        f"the last asked {until:.1f} s after; longest wait {longest:.1f} s; {ended} of {len(holds)} holds ended once; "
        f"back after {back:.1f} s; {proofs}"
    )
    is_well = not lost and not doubled and not refused and ended == len(holds) and until < BALANCER_NOTICES_SECONDS
    is_well = is_well and during >= least
    drill.note(what, figure + (f"; refused: {refused[0]}" if refused else ""), is_well=is_well and "0.00" in proofs)


def least_meanwhile(drill: Drill) -> int:
    """How many bookings there must be while a machine is away: one a client and second once the balancer knows."""
    return round(drill.many * max(drill.seconds - BALANCER_NOTICES_SECONDS, 1))


def compared(drill: Drill, clients: Clients) -> tuple[int, int]:
    """Acknowledged bookings that are not there, and their booths that have another one as well."""
    statement = """
        SELECT hall.name || '/' || booth.number, array_agg(claim.holder_id) FROM pavilions_spaceclaim AS claim
        JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
        JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
        JOIN pavilions_hall AS hall ON hall.id = plan.hall_id GROUP BY 1
    """
    with drill.site.connected() as connection:
        found = dict(connection.execute(statement).fetchall())
    lost = sum(booking not in found.get(booth, []) for booth, booking in clients.booked.items())
    return lost, sum(len(found.get(booth, [])) > 1 for booth in clients.booked)


def held(drill: Drill, many: int, *, seconds: float) -> list[int]:
    """So many holds, all of which end in so many seconds."""
    clients = drill.clients(submit=False)
    bookings = [clients.book(next(drill.booths), next(drill.people)).booking for _number in range(many)]
    keys = [booking for booking in bookings if booking is not None]
    with drill.site.connected() as connection:
        ends = "UPDATE pavilions_spaceclaim SET expires_at = clock_timestamp() + %s WHERE holder_id = ANY(%s)"
        connection.execute(ends, [f"{seconds} seconds", keys])
    return keys


def holds_ended(drill: Drill, keys: list[int]) -> int:
    """How many of the holds have ended, with one end in the history, once the worker has had its time."""
    statement = """
        SELECT count(*) FROM exhibitors_booking WHERE holder_id = ANY(%s) AND state = 'expired'
    """

    def ended() -> int:
        with drill.site.connected() as connection:
            row = connection.execute(statement, [keys]).fetchone()
        return int(row[0]) if row else 0

    wait_until(lambda: ended() == len(keys), what="all holds have ended", seconds=60)
    with drill.site.connected() as connection:
        once = """
            SELECT count(*) FROM (SELECT FROM exhibitors_bookingevent WHERE holder_id = ANY(%s) AND state = 'expired'
            GROUP BY holder_id HAVING count(*) = 1) AS ended
        """
        row = connection.execute(once, [keys]).fetchone()
    return int(row[0]) if row else 0


def killed(drill: Drill) -> None:
    """The power of machine A fails, and it is switched on again."""
    rush(drill, "A killed (-9)", Machine.kill, lambda machine: drill.site.start_machine(machine.name))


def paused(drill: Drill) -> None:
    """Machine A stands still with all that it holds, and goes on."""
    rush(drill, "A stopped (SIGSTOP)", Machine.pause, Machine.go_on)


def rolling(drill: Drill) -> None:
    """The release before runs everywhere on the new schema; one machine after the other is updated under load."""
    site, before = drill.site, release_before()
    machines = [site.machine(name) for name in ("a", "b", "w1", "w2")]

    def update(machine: Machine, commit: str) -> float:
        took = machine.end()
        place_release(site, commit, machine)
        site.start_machine(machine.name)
        for service in site.services_of(machine):
            if site.services[service].health:
                site.wait_for(service, machine)
        return took

    drill.expo  # noqa: B018  # made before the releases differ
    for machine in machines:
        update(machine, before)
    clients, letters = drill.clients(), len(letters_sent(drill))
    clients.start(drill.many)
    readers = [Watch(f"{site.url}{path}", site.headers, drill.expo["tokens"][0]) for path in ("/api/v1/companies",) * 2]
    for reader in readers:
        reader.start()
    time.sleep(drill.seconds / 4)
    ended = []
    for machine in machines:
        ended.append(update(machine, ""))
        time.sleep(drill.seconds / 8)
    clients.stop()
    read = Counter(answer.status for reader in readers for answer in reader.stop())
    least = round(drill.many * drill.seconds)
    lost, doubled = compared(drill, clients)
    sent = letters_sent(drill)
    twice = sum(count - 1 for count in Counter(sent).values())
    drill.note(
        f"machines updated one after the other, from {before}",
        f"{len(clients.booked)} bookings acknowledged (at least {least} wanted), {dict(clients.answers)}, "
        f"{lost} lost, {doubled} doubled; "
        f"reading {dict(read)}; {len(sent) - letters} letters, {twice} twice; machines ended within {max(ended):.1f} s",
        is_well=set(clients.answers) == {"201"}
        and set(read) == {200}
        and not (lost or doubled or twice)
        and len(clients.booked) >= least,
    )


def silent(drill: Drill) -> None:
    """PostgreSQL ends, hangs, or cannot be reached: machine A says so, soon and to everybody."""
    network, site = drill.site.network, drill.site
    data, pool, machine = site.machine("data"), site.machine("pool"), site.machine("a")
    faults: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "PostgreSQL killed": (data.kill, lambda: site.start_machine("data")),
        "PostgreSQL hangs (SIGSTOP)": (data.pause, data.go_on),
        "PgBouncer killed": (pool.kill, lambda: site.start_machine("pool")),
    }
    if network.has_namespaces:
        faults["PgBouncer cut off from PostgreSQL"] = (
            lambda: network.cut(pool, data),
            lambda: network.reconnect(pool, data),
        )
        faults["A cut off from PgBouncer"] = (
            lambda: network.cut(machine, pool),
            lambda: network.reconnect(machine, pool),
        )
    drill.expo  # noqa: B018  # made while the database is there
    paths = ("/api/v1/companies", "/accounts/login/", "/")
    for what, (fault, repair) in faults.items():
        watches = [Watch(drill.at("a") + path, site.headers, drill.expo["tokens"][0]) for path in paths * 3]
        for watch in watches:
            watch.start()
        time.sleep(2)
        fault()
        began = time.monotonic()
        time.sleep(drill.seconds / 3)
        repaired = time.monotonic()
        repair()
        wait_until(lambda: all(watch.works(repaired) for watch in watches), what="pages are served again")  # noqa: B023
        back = time.monotonic() - repaired
        during = [answer for watch in watches for answer in watch.stop() if began < answer.asked_at < repaired]
        said = Counter(answer.status for answer in during)
        longest = max((answer.took for answer in during if answer.status != HTTPStatus.OK), default=0.0)
        bare = sum(answer.status == HTTPStatus.SERVICE_UNAVAILABLE and not answer.retry_after for answer in during)
        drill.note(
            f"{what}: what A answers",
            f"{dict(said)} (at least {len(watches)} wanted), the longest wait for other than 200 {longest:.1f} s, "
            f"{bare} of 503 without Retry-After; served again after {back:.1f} s",
            is_well=said[HTTPStatus.SERVICE_UNAVAILABLE] > 0
            and set(said) <= {200, 503}
            and len(during) >= len(watches)
            and longest < 3
            and not bare,
        )


def cut_from(drill: Drill, service: str, what: str) -> None:
    """Nothing of a server reaches machine A for a while."""
    network = drill.site.network
    if not network.has_namespaces:
        drill.note(what, "needs network namespaces", is_well=None)
        return
    server = network.of(service)[0]
    rush(drill, what, lambda machine: network.cut(machine, server), lambda machine: network.reconnect(machine, server))


def clocks(drill: Drill) -> None:
    """A machine and a worker whose clocks are 90 s wrong decide as the others do."""
    what = "clocks 90 s apart: bookings close at the same moment"
    if not FAKETIME.exists():
        drill.note(what, "needs libfaketime (apt-get install libfaketime)", is_well=None)
        return
    with wrong_clocks(drill, {"b": "+90s", "w2": "-90s"}):
        apart = float(drill.python("b", "import time; print(time.time())")) - time.time()
        closes_in, edition = 8.0, drill.expo["edition"]  # made now, if this is the first scenario
        with drill.site.connected() as connection:
            closes = "UPDATE pavilions_edition SET booking_closes_at = %s WHERE number = %s RETURNING booking_closes_at"
            moment = connection.execute("SELECT clock_timestamp() + %s", [f"{closes_in} seconds"]).fetchone()
            began = time.monotonic()
            connection.execute(closes, [*(moment or ()), edition])
        with ThreadPoolExecutor() as both:
            seen = both.map(lambda name: closing_seen_by(drill, name, began + closes_in), ("a", "b"))
            late = dict(zip(("a", "b"), seen, strict=True))
        with drill.site.connected() as connection:
            opens = "UPDATE pavilions_edition SET booking_closes_at = clock_timestamp() + '9 days' WHERE number = %s"
            connection.execute(opens, [edition])
        ends = [hold_ends_in(drill, name) for name in ("a", "b")]
    figure = (
        f"B's clock {apart:+.0f} s; the last booking was taken {late['a'][0]:+.2f} s (A) and "
        f"{late['b'][0]:+.2f} s (B) from the deadline, "
        f"the first refused {late['a'][1]:+.2f} s and {late['b'][1]:+.2f} s; holds of A and B end "
        f"{abs(ends[0] - ends[1]):.2f} s apart"
    )
    # each took some and refused some, none much after the deadline and none much before
    fair = all(
        -math.inf < taken < CLOCKS_AGREE_SECONDS and -CLOCKS_AGREE_SECONDS < refused < math.inf
        for taken, refused in late.values()
    )
    drill.note(what, figure, is_well=fair and abs(ends[0] - ends[1]) < 1 and abs(apart) > 80)


@contextmanager
def wrong_clocks(drill: Drill, wrong: Mapping[str, str]) -> Iterator[None]:
    """These machines, started anew with other clocks, and with right ones afterwards."""

    def start_anew(name: str, environment: Mapping[str, str]) -> None:
        machine = drill.site.machine(name)
        machine.kill()
        for key in FAKED:
            machine.environment.pop(key, None)
        machine.environment |= environment
        drill.site.start_machine(name)

    def wait() -> None:
        for name in wrong:
            drill.site.wait_for(drill.site.machine(name).services[0], drill.site.machine(name))

    for name, offset in wrong.items():
        start_anew(name, dict(zip(FAKED, (str(FAKETIME), offset, "1"), strict=True)))
    wait()
    yield
    for name in wrong:
        start_anew(name, {})
    wait()


def closing_seen_by(drill: Drill, name: str, closes: float) -> tuple[float, float]:
    """When a machine was last asked for what it took, and first gave a refusal: seconds after the deadline."""
    clients, taken, refused = drill.clients(drill.at(name)), -math.inf, math.inf
    while time.monotonic() < closes + 2:
        noted = clients.book(next(drill.booths), next(drill.people))
        if noted.refused:
            refused = min(refused, noted.asked_at + noted.took - closes)
        else:
            taken = max(taken, noted.asked_at - closes)
        time.sleep(0.05)
    return taken, refused


def hold_ends_in(drill: Drill, name: str) -> float:
    """In how many seconds of the database's clock a hold ends that is made now on this machine."""
    booking = drill.clients(drill.at(name), submit=False).book(next(drill.booths), next(drill.people)).booking
    ends = "SELECT extract(epoch FROM expires_at - clock_timestamp()) FROM pavilions_spaceclaim WHERE holder_id = %s"
    with drill.site.connected() as connection:
        row = connection.execute(ends, [booking]).fetchone()
    return float(row[0]) if row else math.inf


def replica(drill: Drill) -> None:
    """Long lists come from the replica where it knows all; they lack nothing where it is behind."""
    for what, delay, wanted in [("follows", "0", "replica"), ("is 5 s behind", "5s", "default")]:
        copied = drill.site.machine("copy").folder / "data" / "postgresql.auto.conf"
        with copied.open("a") as file:
            file.write(f"recovery_min_apply_delay = '{delay}'\n")
        with drill.site.connected("copy") as connection:
            connection.execute("SELECT pg_reload_conf()")
        asked = {
            "url": drill.at("a"),
            "headers": drill.site.headers,
            "booths": list(itertools.islice(drill.booths, 10)),
            **{name: drill.expo[name] for name in ("edition", "companies", "tokens")},
        }
        printed = drill.site.manage("-m", "tests.drills.machines.reader", json.dumps(asked), machine="b", tests=True)
        read = json.loads(printed.splitlines()[-1])
        sources = Counter(source for source, _has_it, _seconds in read)
        lacking, slowest = sum(not has_it for _, has_it, _ in read), max(seconds for _, _, seconds in read)
        said = ", ".join(f"{count} from {name}" for name, count in sources.items())
        drill.note(
            f"the replica {what}: lists right after a booking",
            f"{said}; {lacking} of {len(read)} lack it; {slowest * 1000:.0f} ms at most",
            is_well=not lacking and sources.most_common(1)[0][0] == wanted,
        )


SCENARIOS: dict[str, Callable[[Drill], None]] = {
    "written": written,
    "live": live,
    "files": files,
    "mail": mail,
    "killed": killed,
    "paused": paused,
    "rolling": rolling,
    "silent": silent,
    "database": lambda drill: cut_from(drill, "pgbouncer", f"A cut off from the database for {drill.seconds:.0f} s"),
    "clocks": clocks,
    "replica": replica,
    "valkey": lambda drill: cut_from(drill, "redis", f"A cut off from Valkey for {drill.seconds:.0f} s"),
}
