"""Each address and each task on the small and on the large data, one right after the other."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from exhibitors.management.sample.loading import BEGINS_AT
from tests.bench.growth import DATA
from tests.bench.growth_databases import LARGE, SAMPLE, SMALL, fill, say, sizes
from tests.bench.growth_report import report
from tests.bench.visits import Visit, Visitor, is_slower, run_task, tasks

FOUND = DATA / "found.json"
BIG = 100_000
TIMES = 3
NOT_THERE = {302, 404}
"""The admin leads to its first page where there is no such row."""


def measure(
    logins: Mapping[str, tuple[str, str]],
    *,
    editions: int,
    only: str,
    every: int,
    has_tasks: bool,
    may_migrate: bool,
    are_found: bool,
) -> int:
    """Fill what is not filled, visit and report. `logins`: address and first page of each role."""
    settings.CLOCK_OFFSET = BEGINS_AT - timezone.now()
    settings.API_REQUESTS_PER_MINUTE = settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN = 0
    fill(editions, may_migrate=may_migrate)
    before, beside = sizes(SMALL), sizes(LARGE)
    if not (are_found and FOUND.exists()):
        with used(SAMPLE):
            FOUND.write_text(json.dumps([asdict(visit) for visit in _found(logins)]))
    found = [Visit(**each) for each in json.loads(FOUND.read_text())]
    found = [visit for visit in found if visit.role in logins and re.search(only, visit.address)][::every]
    say(f"{len(found):,} addresses of {len(logins)} roles")
    visitors = {}
    for name in (SMALL, LARGE):
        with used(name):
            visitors[name] = {role: Visitor(role, *login) for role, login in logins.items()}
    pairs = []
    for role in logins:
        of_role = [each for each in found if each.role == role]
        pairs += [pair(each, {name: visitors[name][role] for name in visitors}) for each in of_role]
        say(f"visited as {role}: {len(of_role):,}")
    if has_tasks:
        pairs += [_both(partial(_run, each)) for each in tasks() if re.search(only, each.address)]
        say("tasks run")
    others = [small.address for small, large in pairs if small.status in NOT_THERE and large.status == 200]
    if others:  # made in the sample while addresses were looked for; on the large data a past row has that number
        say(f"not compared, since only the sample has the row: {', '.join(others)}")
        pairs = [(small, large) for small, large in pairs if small.address not in others]
    return report(pairs, {table: before[table] for table, rows in beside.items() if rows > BIG and table in before})


def _found(logins: Mapping[str, tuple[str, str]]) -> Iterator[Visit]:
    ways = set[tuple[str, ...]]()
    for role, login in logins.items():
        visitor = Visitor(role, *login)
        yield from visitor.found(ways)
        yield from visitor.calls()


def _run(task: Visit, _database: str) -> Visit:
    return run_task(task)


def pair(visit: Visit, visitors: Mapping[str, Visitor]) -> tuple[Visit, Visit]:
    """What took longer on the large data is asked again, and the shortest times are compared.

    What took another number of statements is visited again too: pages keep some things for a second or two, which may
    end during one of the visits. Only what never takes the same number does so because of its data.
    """
    small, large = _both(lambda name: visitors[name].visit(visit))
    for _time in range(TIMES):
        if len(small.statements) == len(large.statements) or large.lines > small.lines:
            break
        small, large = _both(lambda name: visitors[name].visit(visit))
    for _time in range(TIMES):
        if not is_slower(small, large):
            break
        times = _both(lambda name: visitors[name].time(visit))
        small.milliseconds, large.milliseconds = (
            min(each.milliseconds, taken) for each, taken in zip((small, large), times, strict=True)
        )
    return small, large


def _both[Answer](ask: Callable[[str], Answer]) -> tuple[Answer, Answer]:
    answers = []
    for name in (SMALL, LARGE):
        with used(name):
            answers.append(ask(name))
    return answers[0], answers[1]


_connections: dict[str, BaseDatabaseWrapper] = {}


@contextmanager
def used(name: str) -> Iterator[None]:
    """Let the default connection be one to this database, which stays open for the next time."""
    usual = connections["default"]
    if name not in _connections:
        _connections[name] = connections.create_connection("default")
        _connections[name].settings_dict = {**usual.settings_dict, "NAME": name}
    connections["default"] = _connections[name]
    try:
        yield
    finally:
        connections["default"] = usual
