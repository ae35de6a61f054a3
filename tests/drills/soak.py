"""`make soak`: the site as it ships, under light load in waves, for as long as wanted; nothing may grow.

`make run` with its sample and its own defaults, in a folder of its own. In each wave visitors, exhibitors and
organizers follow links, and a program books and withdraws; then everybody is idle for longer than a server keeps what
is idle. Connections, threads, file descriptors, memory and temporary files are counted after the first waves, when
everything has been loaded, and at the end.
"""

import argparse
import json
import signal
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import psutil

from ciie.local.postgres import APPLICATION
from ciie.local.servers import LOCAL_DIR
from ciie.local.supervisor import MARK, PART
from tests.drills.own_site import OwnSite, connected, emptied, environment_in, own_site, print_table, python
from tests.drills.visitors import Visitor

FOLDER = LOCAL_DIR / "soak"
PREPARING_SECONDS = 600
"""Within which the sample is loaded, on a machine that others use too."""
PASSWORD = "ciie-sample"
ANONYMOUS, SIGNED_IN = 12, ("exhibitor@example.org", "organizer@example.org", "finance@example.org") * 2
PAGES_EACH = 3
PAUSE_SECONDS = 35
"""Longer than web servers, pools and brokers keep what is idle."""
WARM_UP_SECONDS = 10 * 60
"""Until then pages are seen for the first time and kept. A shorter run counts from its second wave."""
LEAST_PAGES_A_WAVE = ANONYMOUS + len(SIGNED_IN)
LEAST_WAVES = 4
LANE_THREADS = 14
"""Of the lanes of one web process together (`ciie.web.lanes.THREADS`, which cannot be read without settings)."""
MORE = {"processes": 0, "connections": 2, "threads": LANE_THREADS, "files": 10}
"""So many more of each may be there at the end: what comes and goes, and threads of lanes that had not been needed."""
MORE_MEMORY, LEAST_MEMORY_MB = 1.2, 60
"""The processes of a kind may grow by a fifth, or by so many MB: pages are kept up to a bound, reached slowly."""


@dataclass(frozen=True)
class Counted:
    """What the processes of one kind hold together."""

    processes: int = 0
    connections: int = 0
    threads: int = 0
    files: int = 0
    memory_mb: int = 0

    def and_also(self, other: "Counted") -> "Counted":
        return Counted(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def growth_since(self, first: "Counted", part: str) -> Iterator[str]:
        """A sentence for each thing of which there is more than before, beyond what comes and goes."""
        for each in fields(self):
            before, after = getattr(first, each.name), getattr(self, each.name)
            allowed = (
                max(before * MORE_MEMORY, before + LEAST_MEMORY_MB)
                if each.name == "memory_mb"
                else before + MORE[each.name]
            )
            if after > allowed:
                yield f"{each.name} of {part}: {before} → {after}"


def main() -> int:
    asked = argparse.ArgumentParser(prog="make soak", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--minutes", type=float, default=30)
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended
    with emptied(FOLDER):
        temporary = FOLDER / "tmp"
        temporary.mkdir()
        environment = environment_in(FOLDER, TMPDIR=str(temporary), DJANGO_SETTINGS_MODULE="ciie.settings.local")
        with own_site(FOLDER, environment) as site:
            site.wait_until_well(patience=PREPARING_SECONDS)
            return 0 if _soaked(site, environment, temporary, 60 * options.minutes) else 1


def _soaked(site: OwnSite, environment: Mapping[str, str], temporary: Path, seconds: float) -> bool:
    visitors = [Visitor(site.address, seed) for seed in range(ANONYMOUS)]
    for seed, email in enumerate(SIGNED_IN):
        visitors.append(Visitor(site.address, 100 + seed, {"login": email, "password": PASSWORD}))
    program = Program(site.address, python(environment, "manage.py", "create_api_token", SIGNED_IN[0]).split()[-1])
    began, waves, most = time.monotonic(), 0, 0
    with ThreadPoolExecutor(len(visitors)) as people:
        while time.monotonic() < began + seconds or waves < LEAST_WAVES:
            list(people.map(lambda visitor: [visitor.visit() for _page in range(PAGES_EACH)], visitors))
            program.book_and_withdraw()
            busy = connections(site.folder)
            time.sleep(PAUSE_SECONDS)
            waves, last = waves + 1, counted(site, temporary)
            most = max(most, busy, last["database"].connections)
            if waves <= LEAST_WAVES / 2 or time.monotonic() < began + min(WARM_UP_SECONDS, seconds / 2):
                first = last
            print(f"wave {waves}: {busy} connections, {last['database'].connections} after the pause", flush=True)
    answers: Counter[int] = sum((visitor.answers for visitor in visitors), Counter())
    failed = [line for visitor in visitors for line in visitor.failed] + program.failed
    grown = sorted(line for part, each in last.items() for line in each.growth_since(first.get(part, Counted()), part))
    names = [each.name for each in fields(Counted)]
    print_table(
        ("first → last", *(name.replace("_", " ") for name in names)),
        [
            (part, *(f"{getattr(first.get(part, Counted()), name)} → {getattr(each, name)}" for name in names))
            for part, each in sorted(last.items())
        ],
    )
    print_table(
        ("what", ""),
        [
            ("waves, minutes", f"{waves}, {(time.monotonic() - began) / 60:.0f}"),
            ("pages by status", dict(sorted(answers.items()))),
            ("bookings made and withdrawn", program.booked),
            ("connections of the site, at most", most),
            ("answers that failed", len(failed)),
            ("what has grown", "; ".join(grown) or "nothing"),
        ],
    )
    for line in failed[:20]:
        print(f"    {line}")
    is_enough = answers[200] >= LEAST_PAGES_A_WAVE * waves and program.booked == waves
    return is_enough and not failed and not grown


class Program:
    """Books the first free booth of a hall by the API and withdraws again."""

    def __init__(self, site: str, token: str) -> None:
        self._api, self._token, self.booked, self.failed = f"{site}/api/v1", token, 0, list[str]()
        self._company = self._ask("companies")["items"][0]["id"]

    def book_and_withdraw(self) -> None:
        """Note what fails, in a line."""
        try:
            plan = self._ask("editions/7/halls/6.1H/plan")
            free = [one["properties"] for one in plan["features"] if one["properties"].get("availability") == "free"]
            wanted = {"company": self._company, "booths": [free[self.booked % len(free)]["ref"]]}
            booking = self._ask("editions/7/bookings", wanted)
            self._ask(f"bookings/{booking['id']}/withdraw", {})
            self.booked += 1
        except HTTPError as error:
            self.failed.append(f"{error.code} {error.url} {error.read()[:200]!r}")

    def _ask(self, path: str, body: Mapping[str, object] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        content = json.dumps(body).encode() if body is not None else None
        asked = urllib.request.Request(f"{self._api}/{path}", content, headers)  # noqa: S310  # our own address
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310  # our own address
            return json.load(answer)


def counted(site: OwnSite, temporary: Path) -> dict[str, Counted]:
    """By the name of each command of the run; what its servers hold is counted as `database`."""
    found: dict[str, Counted] = {"database": Counted(connections=connections(site.folder))}
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            environment = process.environ()
            if environment.get(MARK) == str(site.folder):
                memory = process.memory_info().rss // 1024**2
                one = Counted(1, 0, process.num_threads(), process.num_fds(), memory)
                part = environment.get(PART, "run")
                found[part] = found.get(part, Counted()).and_also(one)
    return found | {"temporary files": Counted(files=sum(1 for _file in temporary.rglob("*")))}


def connections(folder: Path) -> int:
    """How many the processes of the site have."""
    with connected(folder) as database:
        row = database.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", [APPLICATION]).fetchone()
    assert row
    return int(row[0])


if __name__ == "__main__":
    sys.exit(main())
