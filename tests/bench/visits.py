"""Every page and file that a role finds: which there are, how long each takes, and what its statements read.

Addresses are found as people find them, by the links of pages that they have seen. A page is asked for with nothing
remembered: no cache knows it, as after a change.
"""

import gc
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from ciie.accounts.models import User
from ciie.kernel.caches import KeyedCache, LatestValues
from ciie.kernel.country_names import refresh_names
from ciie.web.paging import MOST_COUNTED
from pavilions.site_pages.queries import PUBLISHED_KINDS

LINK = re.compile(r'(?:href|hx-get|src)="([/?][^"#]*)')
NEVER = re.compile(
    r"^/(accounts/(logout|login|signup)|static|media|i18n|admin/logout|live|bench|kept|mailbox|appearance|accounts/2fa)|/jsi18n/"
)
MOST_OF_A_ROUTE, MOST_OF_A_FILE = 4, 1
"""So many ways to sort and filter one list, and to take it as a file, are asked for."""
MOST_ADDRESSES = 700
TIMES = 3
ENOUGH_SECONDS = 0.5


@dataclass
class Statement:
    """What one statement of a page read.

    `rows` are those of each table that its scans gave or dropped, of an inner scan those of one loop: its outer scan
    says how many there are; `touched` are those of all loops, and `blocks` are of tables and indexes together.
    """

    text: str
    rows: dict[str, int] = field(default_factory=dict)
    touched: int = 0
    blocks: int = 0
    plan: str = ""


@dataclass
class Visit:
    role: str
    address: str
    route: str
    status: int = 0
    milliseconds: float = 0.0
    statements: list[Statement] = field(default_factory=list)


class Watch:
    """An execute wrapper that explains each statement that reads before it runs."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self._is_busy = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self._is_busy and not many and isinstance(sql, str) and _reads(sql):
            self._is_busy = True
            try:
                self.statements.append(explained(sql, params))
            finally:
                self._is_busy = False
        return execute(sql, params, many, context)


READ = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
READS = re.compile(r"\s*(SELECT|WITH|UPDATE|DELETE|INSERT\s+INTO\s+\S+\s+\([^)]*\)\s+SELECT)\b", re.IGNORECASE)


def _reads(sql: str) -> bool:
    return READS.match(sql) is not None and "pg_advisory" not in sql and "set_config" not in sql


def explained(sql: str, params: object) -> Statement:
    """Run the statement for its plan, and undo what it wrote."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}", params)  # type: ignore[arg-type]
        (answer,) = cursor.fetchone()
        transaction.set_rollback(True)
    (found,) = json.loads(answer) if isinstance(answer, str) else answer
    rows: Counter[str] = Counter()
    touched = 0.0
    for node in _nodes(found["Plan"]):
        if table := node.get("Relation Name"):
            each = sum(node.get(name, 0) for name in READ)
            touched += each * node["Actual Loops"]
            rows[table] += round(each * (node["Actual Loops"] if node.get("Parallel Aware") else 1))
    top = found["Plan"]
    blocks = top.get("Shared Hit Blocks", 0) + top.get("Shared Read Blocks", 0) + top.get("Temp Read Blocks", 0)
    names = ("Node Type", "Relation Name", "Index Name", "Actual Rows", "Actual Loops")
    lines = [" ".join(str(node.get(name, "")) for name in names) for node in _nodes(top)]
    plain = re.sub(r"\((%s(, )?)+\)", "(%s)", " ".join(sql.split()))
    return Statement(plain, dict(rows), round(touched), blocks, "; ".join(lines))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for each in node.get("Plans", []):
        yield from _nodes(each)


def forget() -> None:
    """Empty every cache of this process and of the site."""
    cache.clear()
    PUBLISHED_KINDS.until = -inf
    refresh_names(at_once=True)
    for each in gc.get_objects():
        kind = type(each)  # a lazy object would be made if it were asked itself
        if issubclass(kind, KeyedCache):
            each.clear()
        elif issubclass(kind, LatestValues):
            each._values.clear()


class Visitor:
    """One person, or nobody, and the addresses that they find."""

    def __init__(self, role: str, email: str, starts: list[str]) -> None:
        self.role = role
        self.client = Client(raise_request_exception=False, headers={"host": "localhost"})
        if email:
            self.client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
        self.starts = starts

    def found(self) -> list[Visit]:
        """Addresses that answer with 200: of each route one, and one for each way in which its lists are asked for."""
        waiting, visits = list(self.starts), list[Visit]()
        seen = set[tuple[str, ...]]()
        of_route: Counter[str] = Counter()
        while waiting and len(visits) < MOST_ADDRESSES:
            address = waiting.pop(0)
            key = way(address)
            if key is None or key in seen or of_route[key[0]] >= _most_of(key[0]):
                continue
            seen.add(key)
            of_route[key[0]] += 1
            answer = self.client.get(address)
            _consumed(answer)
            if answer.status_code in {301, 302}:
                waiting.append(urljoin(address, answer["Location"]).removeprefix("http://localhost"))
            elif answer.status_code == 200:
                visits.append(Visit(self.role, address, key[0], 200))
                waiting += _leads_to(address, answer)
            elif answer.status_code >= 500:
                sys.stdout.write(f"{answer.status_code} {self.role} {address}\n")
        return visits

    def visit(self, visit: Visit) -> Visit:
        """Once with plans, then for time."""
        forget()
        watch = Watch()
        with connection.execute_wrapper(watch):
            answer = self.client.get(visit.address)
            _consumed(answer)
        again = Visit(self.role, visit.address, visit.route, answer.status_code, 0.0, watch.statements)
        taken: list[float] = []
        while len(taken) < TIMES and sum(taken) < ENOUGH_SECONDS:
            forget()
            began = time.perf_counter()
            _consumed(self.client.get(visit.address))
            taken.append(time.perf_counter() - began)
        again.milliseconds = 1000 * statistics.median(taken)
        return again


def _most_of(route: str) -> int:
    return MOST_OF_A_FILE if route.endswith(("export", "drawing", "pdf", "sheets")) else MOST_OF_A_ROUTE


def _leads_to(address: str, answer: Any) -> list[str]:
    """The links of a page, and searches where it offers any."""
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    html, path = answer.content.decode().replace("&amp;", "&"), address.partition("?")[0]
    found = [urljoin(address, link) for link in LINK.findall(html)]
    found += [f"{path}?{name}=food" for name in ("search", "q") if f'name="{name}"' in html]
    return found


def _consumed(answer: Any) -> None:
    if answer.streaming:
        for _part in answer:
            pass


def way(address: str) -> tuple[str, ...] | None:
    """The route of an address, the names of what it asks for, and by what it sorts; None for what is not visited."""
    parts = urlsplit(address)
    if parts.netloc or NEVER.search(parts.path):
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    asked = parse_qsl(parts.query)
    sorts = [value for name, value in asked if name in {"sort", "o"}]
    kinds = [str(match.kwargs.get("kind", "")), str(match.kwargs.get("shown_by", ""))]
    return (match.view_name or match.route, *kinds, *sorted({name for name, _value in asked}), *sorts)


ROWS_ALLOWED, BLOCKS_ALLOWED, MILLISECONDS_ALLOWED = MOST_COUNTED + 1_000, 500, 5
BLOCKS_OF_A_ROW = 5


@dataclass(frozen=True)
class Fault:
    """A statement that reads the past, or an answer that is another one."""

    visit: Visit
    what: str
    statement: str = ""
    plan: str = ""


def faults_of(small: Visit, large: Visit, most: Mapping[str, int]) -> list[Fault]:
    """What of the past an answer reads, by the limits of `make bench-growth`; `most`: rows of big tables without it."""
    found = []
    if small.status != large.status:
        found.append(Fault(large, f"answers {large.status} instead of {small.status}"))
    if small.role != "task" and len(small.statements) != len(large.statements):
        found.append(Fault(large, f"{len(large.statements)} statements instead of {len(small.statements)}"))
    before: dict[str, Statement] = {}
    for each in sorted(small.statements, key=lambda each: each.touched):
        before[each.text] = each
    for each in large.statements:
        was = before.get(each.text, Statement(each.text))
        words = [
            f"{count:,} rows of {table} instead of {was.rows.get(table, 0):,}"
            for table, count in each.rows.items()
            if table in most and count > max(1.5 * was.rows.get(table, 0), most[table]) + ROWS_ALLOWED
        ]
        if each.blocks > max(1.5 * was.blocks, BLOCKS_OF_A_ROW * each.touched) + BLOCKS_ALLOWED:
            words.append(f"{each.blocks:,} blocks for {each.touched:,} rows instead of {was.blocks:,}")
        if words:
            found.append(Fault(large, ", ".join(words), each.text, each.plan))
    return found


def is_slower(small: Visit, large: Visit) -> bool:
    return large.milliseconds > 1.5 * small.milliseconds + MILLISECONDS_ALLOWED


def run_tasks() -> list[Visit]:
    """Each task of the timetable once, with its statements explained; what it wrote stays."""
    from ciie.celery import app  # noqa: PLC0415  it needs the settings first

    app.loader.import_default_modules()
    done = []
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        watch = Watch()
        began = time.perf_counter()
        with connection.execute_wrapper(watch):
            app.tasks[entry["task"]].run()
        milliseconds = 1000 * (time.perf_counter() - began)
        done.append(Visit("task", name, entry["task"], 200, milliseconds, watch.statements))
    return done
