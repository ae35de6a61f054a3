"""One run: every scenario, in rounds, so that what is compared is measured close together."""

import statistics
import urllib.request
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial

from tests.bench.expo import RUSH_ROOM, build
from tests.bench.load import Measured
from tests.bench.processor_time import Workers
from tests.bench.report import Line, Target, report
from tests.bench.scenarios import HOME, PLAN, RUSH_CLIENTS, Scenarios, fold

CLIENTS = (1, 8, 32)


@dataclass
class Rounds:
    """All measurements of one scenario."""

    measured: list[Measured] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return statistics.median(one.per_second for one in self.measured)

    def together(self) -> Measured:
        whole = Measured()
        for one in self.measured:
            whole.seconds += one.seconds
            whole.statuses += one.statuses
            whole.took += one.took
            whole.processor.web += one.processor.web
            whole.processor.database += one.processor.database
        return whole


def measure(port: int, workers: Workers, *, rounds: int, only: Collection[str] = ()) -> None:
    """Measure every scenario and hold the figures against their targets; or `only` some, for a quick look."""
    expo = build()
    scenarios = Scenarios(port, expo)
    _warm_up(scenarios)
    asked = _questions(scenarios, port)
    if only:
        found = _in_rounds({name: ask for name, ask in asked.items() if name in only}, rounds, workers)
        report(_lines(found), [])
    else:
        _measure_all(scenarios, _in_rounds(asked, rounds, workers))


def _measure_all(scenarios: Scenarios, rounds: dict[str, Rounds]) -> None:
    lines = _lines(rounds)
    in_use, sector, booth = scenarios.plan_in_use(8), scenarios.rush_for_sector(), scenarios.rush_for_booth()
    lines += [
        Line.of("plan while it is booked, 8", in_use, in_use.per_second),
        Line.of(f"rush for a sector, {RUSH_CLIENTS}", sector, sector.per_second),
        Line.of(f"rush for a booth, {RUSH_CLIENTS}", booth, booth.per_second),
    ]
    report(lines, _targets(rounds, lines, sector, booth, fold(scenarios.expo)))


def _lines(rounds: dict[str, Rounds]) -> list[Line]:
    return [Line.of(name, found.together(), found.per_second) for name, found in rounds.items()]


def _questions(scenarios: Scenarios, port: int) -> dict[str, Callable[[], Measured]]:
    plan = _etag(port, PLAN, scenarios.expo.tokens[0])
    asked: dict[str, Callable[[], Measured]] = {}
    for clients in CLIENTS:
        asked |= {
            f"constant view, {clients}": partial(scenarios.constant, clients),
            f"minimal view in SQL, {clients}": partial(scenarios.minimal, "/bench/sql", clients),
            f"minimal view through the ORM, {clients}": partial(scenarios.minimal, "/bench/orm", clients),
            f"booking, {clients}": partial(scenarios.book, clients, scenarios.spread),
        }
    asked |= {
        "booking in one hall, 8": partial(scenarios.book, 8, scenarios.one_hall),
        "booking with an idempotency key, 8": partial(scenarios.book, 8, scenarios.spread, with_keys=True),
        "plan revalidated, 8": partial(scenarios.plan_revalidated, 8, plan),
        "home revalidated, 8": lambda: scenarios.home_revalidated(
            8, _etag(port, HOME)
        ),  # bookings before it changed the page
        "plan, 8": partial(scenarios.plan, 8),
        "totals, 8": partial(scenarios.totals, 8),
        "plan as a page, 8": partial(scenarios.page, 8),
    }
    return asked


def _in_rounds(asked: dict[str, Callable[[], Measured]], rounds: int, workers: Workers) -> dict[str, Rounds]:
    found = {name: Rounds() for name in asked}
    for _round in range(rounds):
        for name, ask in asked.items():
            with workers.clocked() as spent:
                measured = ask()
            measured.processor = spent
            found[name].measured.append(measured)
    return found


def _targets(
    rounds: dict[str, Rounds], lines: list[Line], sector: Measured, booth: Measured, fold_seconds: float
) -> list[Target]:
    by_name = {line.name: line for line in lines}
    bookings = rounds["booking, 8"].per_second / rounds["minimal view through the ORM, 8"].per_second
    constant = rounds["constant view, 8"].per_second
    return [
        Target.at_least("bookings beside the minimal ORM view, 8 clients", bookings, 0.5),
        *(
            Target.at_least(
                f"revalidated {what} beside the constant view, 8 clients",
                rounds[f"{what} revalidated, 8"].per_second / constant,
                0.5,
            )
            for what in ("plan", "home")
        ),
        Target.below("full plan p95 at 8 clients, ms", by_name["plan, 8"].p95_ms, 150),
        Target.below("plan while it is booked p95, ms", by_name["plan while it is booked, 8"].p95_ms, 150),
        Target.below("plan as a page p95 at 8 clients, ms", by_name["plan as a page, 8"].p95_ms, 150),
        Target.at_least("totals a second, 8 clients", by_name["totals, 8"].per_second, 500),
        Target.below("booking p99 at 32 clients, ms", by_name["booking, 32"].p99_ms, 500),
        Target.exactly("rush for a sector", sector.statuses, {201: RUSH_ROOM, 409: RUSH_CLIENTS - RUSH_ROOM}),
        Target.exactly("rush for a booth", booth.statuses, {201: 1, 409: RUSH_CLIENTS - 1}),
        Target.below("folding 100,000 movements, s", fold_seconds, 10),
    ]


def _warm_up(scenarios: Scenarios) -> None:
    scenarios.constant(8)
    scenarios.minimal("/bench/orm", 8)
    scenarios.book(8, scenarios.spread)
    scenarios.plan(8)


def _etag(port: int, path: str, token: str = "") -> str:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request) as response:  # noqa: S310
        etag: str = response.headers["ETag"]
    return etag
