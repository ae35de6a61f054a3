"""The databases of `make bench-growth`: a current edition beside a short past, and a copy of it beside a long one.

They are kept in `.local/growth`, with the sample in which addresses are found, and used again while the migrations are
the same.
"""

import json
import sys
import time
from datetime import UTC, datetime

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ciie.local.postgres import OWNER
from exhibitors.management.sample.loading import load_sample
from exhibitors.office.reconciliation.proofs.proof import COMMON, STATES
from exhibitors.office.reconciliation.queries import PROOFS
from tests.bench.copies import EDITION, Copies, Copy, without_indexes
from tests.bench.growth import DATA, PAST_EDITIONS
from tests.bench.visits import run_task, tasks
from tests.database import superuser, used_database, without_durability

CURRENT_GENERAL, CURRENT_MONEY = 26, 14
"""How often an edition has the template's bookings, and those with offers, invoices and payments."""
LATEST = 50
"""So many past editions are short and beside both, enough to fill the first page of every list."""
LATEST_GENERAL, LATEST_MONEY = 1, 3
EARLIER_GENERAL, EARLIER_MONEY = 8, 26
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


_began = time.perf_counter()


def say(words: str) -> None:
    sys.stdout.write(f"{time.perf_counter() - _began:6.0f} s  {words}\n")
    sys.stdout.flush()


# Three databases of one server: the sample, where addresses are found; the current edition with fifty short past
# editions; and the same with all of them.

SAMPLE, SMALL, LARGE = "ciie", "small", "large"
FILLED = DATA / "filled.json"


def fill(editions: int, *, may_migrate: bool) -> None:
    """Make the databases, unless they are there with as many editions and the present migrations."""
    if editions <= LATEST:
        raise SystemExit(f"--editions must be more than {LATEST}: so many are beside both.")
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    present = [list(key) for key in sorted(loader.disk_migrations)]
    filled = json.loads(FILLED.read_text()) if FILLED.exists() else {}
    if filled.get("editions") == editions:
        if may_migrate and filled["migrations"] != present:
            for name in (SAMPLE, SMALL, LARGE):
                began = time.perf_counter()
                with used_database(name):
                    call_command("migrate", verbosity=0)
                with psycopg.connect(address(name), autocommit=True) as server:
                    server.execute("VACUUM ANALYZE")
                say(f"{name} migrated in {time.perf_counter() - began:.1f} s")
            filled["migrations"] = present
            FILLED.write_text(json.dumps(filled))
        if filled["migrations"] == present:
            say(f"the databases of {filled['made']} are used again")
            return
    _make(editions)
    FILLED.write_text(
        json.dumps({"editions": editions, "migrations": present, "made": f"{datetime.now(UTC):%d %B %Y}"})
    )


def _make(editions: int) -> None:
    FILLED.unlink(missing_ok=True)
    with superuser() as server:
        for name in (SMALL, LARGE, SAMPLE):
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        server.execute(f"CREATE DATABASE {SAMPLE} OWNER {OWNER}".encode())
        server.execute("ALTER SYSTEM SET random_page_cost = 1.1")  # as of the database of `make run`
        server.execute("ALTER SYSTEM SET autovacuum = off")  # everything is vacuumed once it is filled
        server.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
    without_durability()
    call_command("migrate", verbosity=0)
    load_sample(with_logins=True)
    with psycopg.connect(address(SAMPLE), autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        server.execute("UPDATE pavilions_edition SET number = number + %s", [PAST_EDITIONS])
    _copy(SAMPLE, SMALL)
    with used_database(SMALL):
        for each in tasks():  # what has ended by now ends first
            run_task(each)
    growth = Growth(SMALL)
    growth.enlarge()
    growth.add_past(range(1, LATEST + 1))
    say(f"beside {LATEST} past editions: {growth.counts()}")
    _copy(SMALL, LARGE)
    growth.moved_to(LARGE)
    growth.add_past(range(LATEST + 1, editions + 1))
    say(f"beside {editions} past editions: {growth.counts()}")


def _copy(name: str, to: str) -> None:
    connection.close()
    with superuser() as server:
        server.execute(f"CREATE DATABASE {to} OWNER {OWNER} TEMPLATE {name}".encode())


def address(name: str) -> str:
    return f"host={DATA / 'postgres'} user=postgres dbname={name}"


class Growth:
    """The sample of a database, grown twice."""

    def __init__(self, name: str) -> None:
        self.address = address(name)
        with psycopg.connect(self.address, autocommit=True) as server:
            row = server.execute(
                "SELECT edition_id FROM exhibitors_booking GROUP BY 1 ORDER BY count(*) DESC"
            ).fetchone()
            assert row is not None
            self.edition = int(row[0])
        self.general = Copies(self.address, self.edition, CHOSEN.format(edition=self.edition), name="general", free=3)
        self.money = Copies(self.address, self.edition, WITH_MONEY.format(edition=self.edition), name="money")

    def moved_to(self, name: str) -> None:
        """What is added from now on is added to a copy of the database."""
        self.address = self.general.address = self.money.address = address(name)

    def enlarge(self) -> None:
        """The current edition, with twenty times the sample's bookings."""
        self.general.insert([Copy(n, 0, n, n, 0) for n in range(1, CURRENT_GENERAL + 1)])
        self.money.insert([Copy(10_000 + n, 0, MONEY_COMPANIES + n, 100 + n, 0) for n in range(1, CURRENT_MONEY + 1)])

    def add_past(self, editions: range) -> None:
        """Past editions: 1 is the latest."""
        general, money = [], []
        for edition in editions:
            latest, earlier = min(edition - 1, LATEST), max(edition - 1 - LATEST, 0)
            first = CURRENT_GENERAL + 1 + latest * LATEST_GENERAL + earlier * EARLIER_GENERAL
            for place in range(LATEST_GENERAL if edition <= LATEST else EARLIER_GENERAL):
                company = 1 + (first + place) % COMPANY_COPIES
                general.append(Copy(first + place, edition, company, place, first))
            first_money = 10_000 + CURRENT_MONEY + 1 + latest * LATEST_MONEY + earlier * EARLIER_MONEY
            for place in range(LATEST_MONEY if edition <= LATEST else EARLIER_MONEY):
                number = first_money + place
                money.append(Copy(number, edition, MONEY_COMPANIES + 1 + number % 100, 100 + place, first))
        with without_indexes(self.address):
            self.general.insert(general, editions=editions)
            self.money.insert(money)
        self._publish(editions)
        self.settle()

    def _publish(self, editions: range) -> None:
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
                    f"FROM {table} CROSS JOIN generate_series({editions[0]}, {editions[-1]}) AS copy "
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

    def settle(self) -> None:
        """What sums up what was copied, the sequences, and what the planner knows."""
        with psycopg.connect(self.address, autocommit=True) as server:
            server.execute("SET session_replication_role = replica")
            server.execute(BEYOND_COPIES)
            server.execute(SUMS)
            for edition in server.execute("SELECT DISTINCT edition_id FROM exhibitors_dailysnapshot").fetchall():
                server.execute(SNAPSHOTS.encode(), {**STATES, "edition": edition[0]})
            server.execute(SEQUENCES)
            server.execute("VACUUM ANALYZE")


def sizes(name: str) -> dict[str, int]:
    """How many rows each table of a database has, as the planner knows it."""
    query = "SELECT relname, reltuples::bigint FROM pg_class"
    query += " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    with psycopg.connect(address(name)) as server:
        return {str(table): int(str(rows)) for table, rows in server.execute(query).fetchall()}


BEYOND_COPIES = """
SELECT setval(pg_get_serial_sequence('exhibitors_spacemovement', 'id'), greatest(max(id), 10000000000))
FROM exhibitors_spacemovement
"""
"""Movements of our own take keys that no further copy will have."""
SUMS = """
UPDATE pavilions_allotment AS allotment
SET claimed_sqm = found.sqm, capacity_sqm = greatest(capacity_sqm, found.sqm * 1.1)
FROM (
    SELECT place.id, coalesce(sum(area_sqm), 0) AS sqm FROM pavilions_allotment AS place
    LEFT JOIN pavilions_spaceclaim AS claim ON claim.allotment_id = place.id AND claim.state <> 'released' GROUP BY 1
) AS found
WHERE found.id = allotment.id;

INSERT INTO exhibitors_spacemovement (allotment_id, company_id, country, state, area_sqm, happened_at, folded_at)
SELECT allotment_id, company_id, country, state, sum(area_sqm), max(moment), max(moment)
FROM (
    SELECT allotment_id, company_id, country, state, -area_sqm AS area_sqm, happened_at AS moment
    FROM exhibitors_spacemovement
    UNION ALL
    SELECT claim.allotment_id, company_id, country, booking.state, claim.area_sqm, claim.claimed_at
    FROM pavilions_spaceclaim AS claim JOIN exhibitors_booking AS booking USING (holder_id)
    JOIN exhibitors_company AS company ON company.id = company_id
    WHERE claim.state <> 'released'
) AS sides
GROUP BY allotment_id, company_id, country, state HAVING sum(area_sqm) <> 0;

DELETE FROM exhibitors_spacetotal;
INSERT INTO exhibitors_spacetotal (allotment_id, company_id, country, state, area_sqm)
SELECT allotment_id, company_id, country, state, sum(area_sqm) FROM exhibitors_spacemovement
WHERE folded_at IS NOT NULL GROUP BY allotment_id, company_id, country, state
"""
"""Copies of companies come with the movements of all their bookings, some of which are not copied, and what a copy
holds or awaits has ended otherwise (`WRITTEN`): a last movement brings them to what is claimed."""
SNAPSHOTS = f"""
{COMMON}, compared AS ({PROOFS["snapshots"].compared}), counted AS (
    SELECT split_part(what, ', ', 2)::date AS day,
        max(counted) FILTER (WHERE what LIKE '%%, m²') AS booked_sqm,
        max(counted) FILTER (WHERE what LIKE '%%, companies') AS companies,
        max(counted) FILTER (WHERE what LIKE '%%, countries or regions') AS countries
    FROM compared GROUP BY 1
)
UPDATE exhibitors_dailysnapshot AS snapshot
SET booked_sqm = counted.booked_sqm, companies = counted.companies, countries = counted.countries
FROM counted WHERE snapshot.edition_id = %(edition)s AND on_date = day AND source = ''
"""
"""The snapshots of an edition, as its copied movements add up."""
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
