"""`make bench-growth`: what the site's past costs its present.

The current edition (50,000 booths, 20,000 bookings) is visited alone, then beside 200 past editions with a million
bookings, 200,000 companies and three million movements of m²; nothing of the current edition differs. Each role asks
for every page and file that it finds by links, once with every statement explained and then for time, each time with
empty caches, as after a change.

An address fails if beside the past

- it takes another number of statements or has another status;
- a statement reads of a big table (100,000 rows and more, beside the past) more rows than the whole table had without
  the past, than one and a half times those that it read then, and 26,000 more, as counting a long list may: rows that
  its scans give and those that their filters drop. So nothing scans or sorts what the past has added, which the clock
  would not prove;
- it reads more blocks than five for each row, than one and a half times those that it read then, and 500 more: then it
  searches an index from end to end.

Its time counts as more where it is above one and a half times the former, and 5 ms more; that is printed, since the
machine's other work shows in it. That pages cope with a current edition of this size is seen in the times themselves.
The tasks of the timetable are run and explained in the same way.
"""

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tests.bench.copies import EDITION, Copies, Copy, without_indexes
from tests.bench.servers import FOLDER, data_servers

PAST_EDITIONS = 200
BIG = 100_000
GENERAL, MONEY = 6, 20
"""How often a past edition has the template's bookings, and those with offers, invoices and payments."""
CURRENT_GENERAL, CURRENT_MONEY = 26, 14
COMPANY_COPIES = 280
MONEY_COMPANIES = 1_000
"""The first copy of the companies of the second template: companies of the first one have copies of their own."""

CHOSEN = """
SELECT holder_id AS id, company_id FROM exhibitors_booking AS booking
WHERE edition_id = {edition} AND block_id IS NULL
    AND (SELECT count(*) FROM pavilions_spaceclaim WHERE holder_id = booking.holder_id) <= 5
"""
BILLED = "SELECT booking_id FROM exhibitors_invoice UNION SELECT booking_id FROM exhibitors_offer"
WITH_MONEY = f"{CHOSEN} AND holder_id IN ({BILLED})"
FIGURES = ("exhibitors_publishedfigure", "exhibitors_publishedfigureevent")


ROLES = {
    "anonymous": ("", ["/"]),
    "exhibitor": ("exhibitor@example.org", ["/desk/"]),
    "pavilion": ("pavilion@example.org", ["/pavilions/"]),
    "reviewer": ("reviewer@example.org", ["/organizer/"]),
    "finance": ("finance@example.org", ["/organizer/"]),
    "organizer": ("organizer@example.org", ["/organizer/"]),
    "admin": ("admin@example.org", ["/admin/"]),
}
"""The sample's logins: director, reviewer and planner are one person; and where they begin."""


def main() -> int:
    options = ArgumentParser(description="What the site's past costs its present.")
    options.add_argument("--editions", type=int, default=PAST_EDITIONS, help="so many past editions")
    options.add_argument("--roles", nargs="*", choices=ROLES, default=list(ROLES), help="only these")
    chosen = options.parse_args()
    with data_servers() as environment:
        os.environ.update(environment)
        import_module("ciie.wsgi")  # it needs the settings first
        return measure(chosen.editions, chosen.roles)


def measure(editions: int, roles: Sequence[str]) -> int:
    from exhibitors.management.sample.loading import BEGINS_AT, load_sample  # noqa: PLC0415  they need the settings
    from tests.bench.growth_report import report  # noqa: PLC0415
    from tests.bench.visits import Visitor, run_tasks  # noqa: PLC0415
    from tests.database import few_renderings, superuser, without_durability  # noqa: PLC0415

    without_durability()
    with superuser() as server:
        server.execute("ALTER SYSTEM SET autovacuum = off")  # everything is vacuumed once it is filled
        server.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
        server.execute("SELECT pg_reload_conf()")
    settings.CLOCK_OFFSET = BEGINS_AT - timezone.now()
    settings.API_REQUESTS_PER_MINUTE = 0
    with few_renderings():
        call_command("migrate", verbosity=0)
    load_sample(with_logins=True)
    growth = Growth(editions, f"host={FOLDER / 'postgres'} user=postgres dbname=ciie")
    visitors = {role: Visitor(role, *login) for role, login in ROLES.items() if role in roles}
    found = [visit for visitor in visitors.values() for visit in visitor.found()]
    _say(f"{len(found):,} addresses of {len(roles)} roles")
    growth.enlarge()
    _say(f"the current edition: {growth.counts()}")
    sizes = growth.sizes()
    run_tasks()  # what has ended by now ends first
    alone = [*(visitors[visit.role].visit(visit) for visit in found), *run_tasks()]
    _say("visited alone")
    growth.add_past()
    _say(f"beside its past: {growth.counts()}")
    beside = [*(visitors[visit.role].visit(visit) for visit in found), *run_tasks()]
    big = {table: sizes[table] for table, rows in growth.sizes().items() if rows > BIG and table in sizes}
    return report(alone, beside, big)


_began = time.perf_counter()


def _say(words: str) -> None:
    sys.stdout.write(f"{time.perf_counter() - _began:6.0f} s  {words}\n")
    sys.stdout.flush()


class Growth:
    """The sample of a database, grown twice."""

    def __init__(self, editions: int, address: str) -> None:
        self.editions, self.address = editions, address
        with psycopg.connect(address, autocommit=True) as server:
            server.execute("SET session_replication_role = replica")
            server.execute("UPDATE pavilions_edition SET number = number + %s", [PAST_EDITIONS])
            row = server.execute(
                "SELECT edition_id FROM exhibitors_booking GROUP BY 1 ORDER BY count(*) DESC"
            ).fetchone()
            assert row is not None
            self.edition = int(row[0])
        self.general = Copies(address, self.edition, CHOSEN.format(edition=self.edition), name="general", free=3)
        self.money = Copies(address, self.edition, WITH_MONEY.format(edition=self.edition), name="money")

    def enlarge(self) -> None:
        """The current edition, with twenty times the sample's bookings."""
        self.general.insert([Copy(n, 0, n, n, 0) for n in range(1, CURRENT_GENERAL + 1)])
        self.money.insert([Copy(10_000 + n, 0, MONEY_COMPANIES + n, 100 + n, 0) for n in range(1, CURRENT_MONEY + 1)])
        self.settle()

    def add_past(self) -> None:
        general, money = [], []
        for edition in range(1, self.editions + 1):
            first = CURRENT_GENERAL + 1 + (edition - 1) * GENERAL
            for place in range(GENERAL):
                company = 1 + (first + place) % COMPANY_COPIES
                general.append(Copy(first + place, edition, company, place, first))
            for place in range(MONEY):
                number = 10_000 + CURRENT_MONEY + 1 + (edition - 1) * MONEY + place
                money.append(Copy(number, edition, MONEY_COMPANIES + 1 + number % 100, 100 + place, first))
        with without_indexes(self.address):
            self.general.insert(general, editions=range(1, self.editions + 1))
            self.money.insert(money)
        self._publish()
        self.settle()

    def _publish(self) -> None:
        """Figures of the past editions, as the sample publishes them of its earlier ones."""
        stride = self.general.tables[EDITION].stride
        with psycopg.connect(self.address, autocommit=True) as server:
            server.execute("SET session_replication_role = replica")
            for table in FIGURES:
                query = "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                names = {str(name) for (name,) in server.execute(query, [table]).fetchall()}
                columns = ", ".join(sorted(names - {"pgh_id" if "pgh_id" in names else "id", "edition_id"}))
                server.execute(
                    f"INSERT INTO {table} (edition_id, {columns}) SELECT {self.edition} + {stride} * copy, {columns} "
                    f"FROM {table} CROSS JOIN generate_series(1, {self.editions}) AS copy "
                    f"WHERE edition_id = (SELECT id FROM {EDITION} WHERE number = {PAST_EDITIONS + 6})".encode()
                )

    def counts(self) -> str:
        """How many rows the largest tables have."""
        tables = {"bookings": "exhibitors_booking", "booths": "pavilions_booth", "companies": "exhibitors_company"}
        tables |= {
            "claims": "pavilions_spaceclaim",
            "movements": "exhibitors_spacemovement",
            "letters": "post_office_email",
        }
        tables |= {"invoices": "exhibitors_invoice", "exhibits": "exhibitors_exhibit", "contexts": "pghistory_context"}
        with psycopg.connect(self.address) as server:
            found = {
                name: server.execute(f"SELECT count(*) FROM {each}".encode()).fetchone()
                for name, each in tables.items()
            }
        return ", ".join(f"{row[0]:,} {name}" for name, row in found.items() if row)

    def sizes(self) -> dict[str, int]:
        """How many rows each table has, as the planner knows it."""
        query = "SELECT relname, reltuples::bigint FROM pg_class"
        query += " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        with psycopg.connect(self.address) as server:
            return {str(name): int(str(rows)) for name, rows in server.execute(query).fetchall()}

    def settle(self) -> None:
        """What sums up what was copied, the sequences, and what the planner knows."""
        with psycopg.connect(self.address, autocommit=True) as server:
            server.execute("SET session_replication_role = replica")
            server.execute(SUMS)
            server.execute(SEQUENCES)
            server.execute("VACUUM ANALYZE")


SUMS = """
UPDATE pavilions_allotment AS allotment
SET claimed_sqm = found.sqm, capacity_sqm = greatest(capacity_sqm, found.sqm * 1.1)
FROM (SELECT allotment_id, sum(area_sqm) AS sqm FROM pavilions_spaceclaim WHERE state <> 'released' GROUP BY 1) AS found
WHERE found.allotment_id = allotment.id
"""
SEQUENCES = """
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT c.oid::regclass AS tab, a.attname AS col,
            pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS seq
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL
    LOOP
        EXECUTE format('SELECT setval(%L, (SELECT coalesce(max(%I), 0) + 1 FROM %s))', one.seq, one.col, one.tab);
    END LOOP;
END $$
"""


if __name__ == "__main__":
    raise SystemExit(main())
