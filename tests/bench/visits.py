"""Every page and file that a role finds: which there are, how long each takes, and what its statements read.

Addresses are found as people find them, by the links of pages that they have seen. A page is asked for with nothing
remembered: no cache knows it, as after a change.
"""

import functools
import gc
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.urls import Resolver404, resolve

from ciie.accounts.models import User
from ciie.accounts.operations import issue_token
from ciie.celery import app
from ciie.kernel.actors import SYSTEM
from ciie.kernel.caches import KeyedCache, LatestValues
from ciie.kernel.clock import now
from ciie.kernel.country_names import refresh_names
from ciie.web.paging import MOST_COUNTED
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.states import InvoiceState
from exhibitors.states import BookingState
from pavilions.floor.editions.requests import LISTING
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import PlanState
from pavilions.texts.site_pages.queries import PUBLISHED_KINDS

LINK = re.compile(r'(?:href|hx-get|src)="([/?][^"#]*)')
NEVER = re.compile(
    r"^/(accounts/(logout|login|signup)|static|media|i18n|admin/logout|live|bench|kept|mailbox|appearance|accounts/2fa)|/jsi18n/"
)
MOST_OF_A_ROUTE, MOST_OF_A_FILE = 4, 1
"""So many ways to sort and filter one list, and to take it as a file, are asked for."""


@dataclass
class Statement:
    """What one statement of a page read.

    `rows` are those of each table that its scans gave or dropped, of an inner scan those of one loop: its outer scan
    says how many there are; `of_loops` are those of all loops, and `blocks` are of tables and indexes together.
    """

    text: str
    rows: dict[str, int] = field(default_factory=dict)
    of_loops: dict[str, int] = field(default_factory=dict)
    blocks: int = 0
    plan: str = ""

    @property
    def touched(self) -> int:
        return sum(self.of_loops.values())


@dataclass
class Visit:
    role: str
    address: str
    route: str
    method: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    status: int = 0
    milliseconds: float = 0.0
    statements: list[Statement] = field(default_factory=list)
    lines: int = 0
    """Of the file that it gave, else 0."""
    size: int = 0
    """Bytes of the page, else 0."""


class Watch:
    """An execute wrapper that explains each statement that reads before it runs."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.seconds = 0.0
        """Of the processor, for explaining."""
        self._is_busy = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self._is_busy and not many and isinstance(sql, str) and _reads(sql):
            self._is_busy = True
            began = processor_seconds()
            try:
                self.statements.append(explained(sql, params))
            finally:
                self._is_busy = False
                self.seconds += processor_seconds() - began
        return execute(sql, params, many, context)


READ = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
NO_READING = re.compile("pg_advisory|set_config|clock_timestamp")
READS = re.compile(r"[\s(]*(SELECT|WITH|UPDATE|DELETE|INSERT\s+INTO\s+\S+\s+\([^)]*\)\s+SELECT)\b", re.IGNORECASE)


def _reads(sql: str) -> bool:
    """Whether it is explained. Which answer asks for the time (`ciie.kernel.clock`, now and then) is chance."""
    return (
        "clock_timestamp" not in sql
        and READS.match(sql) is not None
        and "pg_advisory" not in sql
        and "set_config" not in sql
    )


def explained(sql: str, params: object) -> Statement:
    """Run the statement for its plan, and undo what it wrote."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}", params)  # type: ignore[arg-type]
        (answer,) = cursor.fetchone()
        transaction.set_rollback(True)
    (found,) = json.loads(answer) if isinstance(answer, str) else answer
    rows: Counter[str] = Counter()
    of_loops: Counter[str] = Counter()
    for node in _nodes(found["Plan"]):
        if table := node.get("Relation Name"):
            each = sum(node.get(name, 0) for name in READ)
            of_loops[table] += round(each * node["Actual Loops"])
            rows[table] += round(each * (node["Actual Loops"] if node.get("Parallel Aware") else 1))
    top = found["Plan"]
    blocks = top.get("Shared Hit Blocks", 0) + top.get("Shared Read Blocks", 0) + top.get("Temp Read Blocks", 0)
    names = ("Node Type", "Relation Name", "Index Name", "Actual Rows", "Actual Loops")
    lines = [" ".join(str(node.get(name, "")) for name in names) for node in _nodes(top)]
    plain = re.sub(r"\((%s(, )?)+\)", "(%s)", " ".join(sql.split()))
    return Statement(plain, dict(rows), dict(of_loops), blocks, "; ".join(lines))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for each in node.get("Plans", []):
        yield from _nodes(each)


def processor_seconds() -> float:
    """What this process and its connection to the database have had of the processor; other work does not add to it."""
    connection.ensure_connection()
    nanoseconds = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(nanoseconds) / 1e9


KEPT = ("default", "process")


def forget() -> None:
    """Empty every cache of this process and of the site."""
    for name in KEPT:
        caches[name].clear()
    PUBLISHED_KINDS.forget()
    LISTING.forget()
    refresh_names(at_once=True)
    for each in _kept():
        if isinstance(each, KeyedCache):
            each.clear()
        else:
            each._values.clear()


@functools.cache
def _kept() -> list[KeyedCache[Any, Any] | LatestValues[Any]]:
    """What the modules keep; a cache within another goes with it. The collector does not list what it has frozen."""
    gc.unfreeze()
    kinds = (KeyedCache, LatestValues)
    found = [each for each in gc.get_objects() if issubclass(type(each), kinds)]  # a lazy object is not asked itself
    gc.freeze()
    return found


class Visitor:
    """One person, or nobody, what they find in the database in use, and how it answers them.

    Sessions and tokens are rows: one visitor for each database.
    """

    def __init__(self, role: str, email: str, start: str) -> None:
        self.role, self.start = role, start
        self.client = Client(raise_request_exception=False, headers={"host": "localhost"})
        self.headers = dict[str, str]()
        if email:
            person = User.objects.get(email=email)
            self.client.force_login(person, "django.contrib.auth.backends.ModelBackend")
            self.headers["Authorization"] = f"Bearer {issue_token(person.pk, actor=SYSTEM, at=now())}"

    def found(self, ways_of_others: set[tuple[str, ...]]) -> list[Visit]:
        """Pages and files that answer with 200, by the links of those before them.

        Of each route one, and the ways in which its lists are sorted and searched, unless another role asks for them.
        """
        waiting, visits = [self.start], list[Visit]()
        seen = set[tuple[str, ...]]()
        of_route: Counter[str] = Counter()
        while waiting:
            address = waiting.pop(0)
            key = way(address)
            if key is None or key in seen or of_route[key[0]] >= _most_of(key[0]):
                continue
            if key in ways_of_others and of_route[key[0]]:
                continue
            seen.add(key)
            of_route[key[0]] += 1
            answer = self.client.get(address)
            _consumed(answer)
            if answer.status_code in {301, 302}:
                waiting.append(urljoin(address, answer["Location"]).removeprefix("http://localhost"))
            elif answer.status_code == 200:
                visits.append(Visit(self.role, address, key[0]))
                searches, others = _leads_to(address, answer)
                waiting = searches + waiting + others  # before the route has been asked for often enough
            elif answer.status_code >= 500:
                sys.stdout.write(f"{answer.status_code} {self.role} {address}\n")
        ways_of_others |= seen
        return visits

    def calls(self) -> list[Visit]:
        """Every call that the API describes, of things that the API shows this person; a move where it is allowed."""
        root = "/api/v1"

        def items(path: str) -> list[dict[str, Any]]:
            answer = self.client.get(root + path, headers=self.headers)
            return list(answer.json().get("items", [])) if answer.status_code == 200 else []

        edition = Booking.objects.values_list("edition__number").annotate(many=Count("pk")).latest("many")[0]
        bookings = [
            row for state in BookingState for row in items(f"/bookings?edition={edition}&state={state}&limit=1")
        ]
        invoices = [row for kind in InvoiceState for row in items(f"/editions/{edition}/invoices?state={kind}&limit=1")]
        hall = Booth.objects.filter(plan__edition__number=edition, plan__state=PlanState.PUBLISHED).first()
        assert hall is not None
        company = next(iter(items("/companies?limit=1")), {"id": 1})["id"]
        values = {"edition": edition, "hall": hall.plan.hall.name, "number": hall.number}
        spot = f"{hall.plan.hall.name}/{hall.number}"
        many = {"booking_id": [row["id"] for row in bookings] or [1], "invoice": [row["id"] for row in invoices] or [1]}
        body = {"reason": "Tried", "version": 1, "name": "Li Na", "agreed": True, "company": company, "booths": [spot]}
        body |= {"amount": "10.00", "currency": "CNY", "received_on": f"{now().date()}"}
        found = []
        for path, methods in self.client.get(f"{root}/openapi.json").json()["paths"].items():
            for method, described in methods.items():
                wanted = {each["name"] for each in described.get("parameters", []) if each.get("required")}
                key = next((name for name in many if name in wanted), "")
                tried = [
                    Visit(
                        self.role,
                        path.format(**values, **({key: each} if key else {})),
                        f"{method} {path}",
                        method,
                        body,
                    )
                    for each in many.get(key, [0])
                ]
                for each in tried:
                    if {"company", "booths"} <= wanted:
                        each.address += f"?company={company}&booths={spot}"
                    each.status = self._answer(each).status_code
                found.append(min(tried, key=lambda each: each.status))
        return found

    def visit(self, visit: Visit) -> Visit:
        """The answer with nothing remembered, its statements explained; the time is without the explaining."""
        forget()
        watch = Watch()
        began = processor_seconds()
        with connection.execute_wrapper(watch):
            answer = self._answer(visit)
        taken = processor_seconds() - began - watch.seconds
        lines = getattr(answer, "exported", None)
        return replace(
            visit,
            status=answer.status_code,
            milliseconds=1000 * taken,
            statements=watch.statements,
            lines=lines.count if lines else 0,
            size=0 if answer.streaming else len(answer.content),
        )

    def time(self, visit: Visit) -> float:
        """How many milliseconds the answer takes, with nothing remembered and nothing explained."""
        forget()
        began = processor_seconds()
        self._answer(visit)
        return 1000 * (processor_seconds() - began)

    def _answer(self, visit: Visit) -> Any:
        """What a call of the API changes is undone."""
        if not visit.method:
            answer = self.client.get(visit.address)
            _consumed(answer)
            return answer
        with transaction.atomic():
            answer = self.client.generic(
                visit.method.upper(),
                visit.address,
                json.dumps(visit.body) if visit.method == "post" else "",
                content_type="application/json",
                headers=self.headers,
            )
            transaction.set_rollback(True)
        return answer


def _most_of(route: str) -> int:
    return MOST_OF_A_FILE if route.endswith(("export", "drawing", "pdf", "sheets")) else MOST_OF_A_ROUTE


def _leads_to(address: str, answer: Any) -> tuple[list[str], list[str]]:
    """Searches, where a page offers any, and its links."""
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return [], []
    html, path = answer.content.decode().replace("&amp;", "&"), address.partition("?")[0]
    found = [urljoin(address, link) for link in LINK.findall(html)]
    return [f"{path}?{name}=food" for name in ("search", "q") if f'name="{name}"' in html], found


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
ROWS_OF_A_SEARCH = 10
"""Where many rows are looked up, PostgreSQL reads a table in the order of an index instead: it searches once that
would read more than about ten rows for each that is looked up, so a longer past adds no more than the searches cost."""


@dataclass(frozen=True)
class Fault:
    """A statement that reads the past, or an answer that is another one."""

    visit: Visit
    what: str
    statement: str = ""
    plan: str = ""


def faults_of(small: Visit, large: Visit, most: Mapping[str, int]) -> list[Fault]:
    """What of the past an answer reads, by the limits of `make bench-growth`; `most`: rows of big tables when small."""
    found, times = [], growth_of_file(small, large)
    if small.status != large.status:
        found.append(Fault(large, f"answers {large.status} instead of {small.status}"))
    if small.role != "task" and not len(small.statements) <= len(large.statements) <= times * len(small.statements):
        found.append(Fault(large, f"{len(large.statements)} statements instead of {len(small.statements)}"))
    before: dict[str, Statement] = {}
    for each in sorted(small.statements, key=lambda each: each.touched):
        before[each.text] = each
    for each in large.statements:
        was = before.get(each.text, Statement(each.text))
        looked_up = max(was.rows.values(), default=0)
        words = [
            f"{count:,} rows of {table} instead of {was.rows.get(table, 0):,}"
            for table, count in each.rows.items()
            if table in most
            and count
            > max(1.5 * times * was.rows.get(table, 0), ROWS_OF_A_SEARCH * looked_up, most[table]) + ROWS_ALLOWED
        ]
        if each.blocks > max(1.5 * times * was.blocks, BLOCKS_OF_A_ROW * each.touched) + BLOCKS_ALLOWED:
            words.append(f"{each.blocks:,} blocks for {each.touched:,} rows instead of {was.blocks:,}")
        if words:
            found.append(Fault(large, ", ".join(words), each.text, each.plan))
    return found


def is_slower(small: Visit, large: Visit) -> bool:
    return large.milliseconds > 1.5 * growth_of_file(small, large) * small.milliseconds + MILLISECONDS_ALLOWED


def shows_more(small: Visit, large: Visit) -> bool:
    """Whether what took longer is a page that is longer, by at least as much."""
    return bool(small.size) and large.milliseconds <= 1.5 * large.size / small.size * small.milliseconds


def growth_of_file(small: Visit, large: Visit) -> float:
    """How many times as many lines a file has on the large data; 1 where it has no more, and for pages."""
    return max(1.0, large.lines / small.lines) if small.lines else 1.0


def tasks() -> list[Visit]:
    """The tasks of the timetable."""
    app.loader.import_default_modules()
    return [Visit("task", name, entry["task"]) for name, entry in settings.CELERY_BEAT_SCHEDULE.items()]


def run_task(visit: Visit) -> Visit:
    """Run the task with its statements explained. What it wrote stays."""
    watch = Watch()
    began = processor_seconds()
    with connection.execute_wrapper(watch):
        app.tasks[visit.route].run()
    taken = processor_seconds() - began - watch.seconds
    return replace(visit, status=200, milliseconds=1000 * taken, statements=watch.statements)
