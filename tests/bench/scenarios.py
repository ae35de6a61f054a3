"""What is measured, in the order of the table."""

import itertools
import json
import time
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.totals.operations import fold_movements
from tests.bench.expo import BOOTH_SQM, EDITION, BenchExpo
from tests.bench.load import Measured, Questions, ask_for, ask_once, question

SECONDS = 3.0
RUSH_CLIENTS = 500
BOOKINGS = f"/api/v1/editions/{EDITION}/bookings"
PLAN = f"/api/v1/editions/{EDITION}/halls/B0/plan"
PAGE = "/plan/B0/"
HOME = "/"
TOTALS = f"/api/v1/editions/{EDITION}/totals"
MOVEMENTS = 100_000


class Scenarios:
    """The measurements on one running server. Booths are used up as they are booked."""

    def __init__(self, port: int, expo: BenchExpo) -> None:
        self.port, self.expo = port, expo
        self.spread = itertools.chain.from_iterable(zip(*expo.references[1:-1], strict=True))
        self.one_hall = iter(expo.references[-1])

    def constant(self, clients: int) -> Measured:
        return self._all_ask(clients, question("GET", "/bench/constant"))

    def minimal(self, path: str, clients: int) -> Measured:
        rows = itertools.cycle(self.expo.rows)
        bodies = (json.dumps({"row": next(rows), "edition": self.expo.edition.pk}).encode() for _ in itertools.count())
        shared = (question("POST", path, body=body) for body in bodies)
        return ask_for(SECONDS, self.port, [shared] * clients)

    def book(self, clients: int, booths: Iterator[str], *, with_keys: bool = False) -> Measured:
        """Each client books one booth after the other, for one company after the other; no booth is asked for twice."""
        asked = [self._bookings_of(client, booths, with_keys=with_keys) for client in range(clients)]
        return ask_for(SECONDS, self.port, asked)

    def rush_for_sector(self) -> Measured:
        """500 clients at once; there is room for 300."""
        wish = {"sector": "rush", "area_sqm": float(BOOTH_SQM)}
        return ask_once(self.port, [self._booking(n, {"requests": [wish]}) for n in range(RUSH_CLIENTS)])

    def rush_for_booth(self) -> Measured:
        """500 clients at once want the same booth."""
        booth = self.expo.references[0][-1]
        return ask_once(self.port, [self._booking(n, {"booths": [booth]}) for n in range(RUSH_CLIENTS)])

    def plan(self, clients: int) -> Measured:
        return self._all_ask(clients, question("GET", PLAN, token=self.expo.tokens[0]))

    def plan_revalidated(self, clients: int, etag: str) -> Measured:
        headers = [("If-None-Match", etag)]
        return self._all_ask(clients, question("GET", PLAN, token=self.expo.tokens[0], headers=headers))

    def home_revalidated(self, clients: int, etag: str) -> Measured:
        return self._all_ask(clients, question("GET", HOME, headers=[("If-None-Match", etag)]))

    def plan_in_use(self, clients: int) -> Measured:
        """The same plan while one more client books its booths: every look is a new one."""
        readers: list[Questions] = [itertools.repeat(question("GET", PLAN, token=self.expo.tokens[0]))] * clients
        booths = iter(self.expo.references[0][:-1])
        return ask_for(SECONDS, self.port, [*readers, self._bookings_of(0, booths)])

    def page(self, clients: int) -> Measured:
        return self._all_ask(clients, question("GET", PAGE))

    def totals(self, clients: int) -> Measured:
        return self._all_ask(clients, question("GET", TOTALS, token=self.expo.organizer_token))

    def _all_ask(self, clients: int, asked: bytes) -> Measured:
        return ask_for(SECONDS, self.port, [itertools.repeat(asked)] * clients)

    def _bookings_of(self, client: int, booths: Iterator[str], *, with_keys: bool = False) -> Questions:
        for turn, booth in enumerate(booths):
            yield self._booking(16 * client + turn, {"booths": [booth]}, key=booth if with_keys else "")

    def _booking(self, number: int, wanted: dict[str, object], *, key: str = "") -> bytes:
        whose = number % len(self.expo.tokens)
        headers = [("Idempotency-Key", key)] if key else []
        body = json.dumps({"company": self.expo.companies[whose], "submit": True, **wanted}).encode()
        return question("POST", BOOKINGS, token=self.expo.tokens[whose], body=body, headers=headers)


def fold(expo: BenchExpo) -> float:
    """Seconds to fold 100,000 movements of 32 companies in 10 halls."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, {"edition": expo.edition.pk, "companies": expo.companies, "many": MOVEMENTS})
    started = time.perf_counter()
    while fold_movements(actor=SYSTEM, at=timezone.now()):
        pass
    return time.perf_counter() - started


MOVE = """
INSERT INTO exhibitors_spacemovement (allotment_id, company_id, country, state, area_sqm, happened_at)
SELECT places.all_ids[1 + n %% cardinality(places.all_ids)], (%(companies)s::bigint[])[1 + n %% 32], 'FR',
    (ARRAY['draft', 'submitted', 'approved'])[1 + n %% 3], 9, now()
FROM generate_series(1, %(many)s) AS n,
    (SELECT array_agg(id) AS all_ids FROM pavilions_allotment WHERE edition_id = %(edition)s) AS places
"""
