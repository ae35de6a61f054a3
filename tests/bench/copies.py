"""Editions, companies and bookings by the million: rows of the sample, copied by SQL as often as wanted.

Some of the sample's bookings and their companies are the template. A row belongs to a company, to an edition, or to
both, as its foreign keys say, and is copied with each copy of what it belongs to. Tables, keys and unique columns are
read from the models and from the database, so that a new model is copied without a word here. The key of a copy is the
template's plus a multiple of the table's stride; days and moments of past editions lie earlier.

Triggers do not fire meanwhile and foreign keys are not checked, as for a superuser who restores a dump; unique, check
and exclusion constraints hold as always.
"""

import re
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Field, Model

from exhibitors.management.sample.loading import BEGINS_AT
from tests.bench.growth import PAST_EDITIONS

EDITION, COMPANY, USER = "pavilions_edition", "exhibitors_company", "accounts_user"
HOLDER, BOOTH, CONTEXT = "pavilions_spaceholder", "pavilions_booth", "pghistory_context"
OF_EDITION, OF_COMPANY = frozenset({"edition"}), frozenset({"company"})
OF_BOTH = OF_EDITION | OF_COMPANY
BELONGS = {
    EDITION: OF_EDITION,
    COMPANY: OF_COMPANY,
    USER: OF_COMPANY,
    HOLDER: OF_BOTH,
    BOOTH: OF_BOTH,
    CONTEXT: OF_BOTH,
    "post_office_email": OF_BOTH,
    "exhibitors_bankstatement": OF_BOTH,
    "audit_securityevent": OF_BOTH,
    "pavilions_nationalpavilion": OF_EDITION,
    "pavilions_programmeevent": OF_EDITION,
}
"""What rows of these tables belong to, whatever their foreign keys say."""

PERSONAL = {"account", "accounts", "mfa"}
"""The apps whose rows belong to a person; elsewhere a key of a person says who did something."""

OF_CHOSEN = "SELECT id FROM chosen"
AS_MANY = "row.id IN (SELECT id FROM {table} ORDER BY id DESC LIMIT (SELECT count(*) FROM chosen))"
PICKED = {
    EDITION: "row.id = {edition}",
    COMPANY: "row.id IN (SELECT company_id FROM chosen)",
    USER: "row.id IN (SELECT user_id FROM exhibitors_membership WHERE company_id IN (SELECT company_id FROM chosen))",
    HOLDER: f"row.edition_id = {{edition}} AND (row.kind <> 'booking' OR row.id IN ({OF_CHOSEN}))",
    "exhibitors_booking": f"row.holder_id IN ({OF_CHOSEN})",
    BOOTH: f"(row.id IN (SELECT booth_id FROM pavilions_spaceclaim WHERE holder_id IN ({OF_CHOSEN}))"
    " OR row.id % 8 < {free} AND NOT EXISTS (SELECT FROM pavilions_spaceclaim WHERE booth_id = row.id))",
    "post_office_email": AS_MANY.replace("{table}", "post_office_email"),
    "audit_securityevent": AS_MANY.replace("{table}", "audit_securityevent"),
}
"""Which rows are the template, where their foreign keys do not say it."""

SHIFTED = "polygon(pclose(path(row.core) + point(copy.place * 40000, 0)))"
FOOTPRINT = """(SELECT jsonb_agg(jsonb_build_array((corner->>0)::int + copy.place * 40000, corner->1))
    FROM jsonb_array_elements(row.footprint) AS corner)"""


DAYS_APART = 60
"""So many days before the next one is a past edition."""


def _ended(column: str, undecided: str) -> str:
    """When a copy ended, by `_settled` if it is undecided in the template."""
    ended = f"CASE WHEN copy.edition > 0 AND row.state IN ({undecided}) THEN row.made_at ELSE row.{column} END"
    return f"({ended}) - copy.edition * interval '{DAYS_APART} days'"


def _settled(undecided: str, then: str) -> str:
    """The state of a copy: nothing of a past edition is undecided."""
    return f"CASE WHEN copy.edition > 0 AND row.state IN ({undecided}) THEN '{then}' ELSE row.state END"


def _retained(rule: str, moment: str, column: str, emptied: str) -> str:
    """What a copy has in a column that is emptied once it is older than the days of a rule of retention."""
    oldest = BEGINS_AT - timedelta(days=settings.RETENTION_DAYS[rule])
    copied = f"row.{moment} - copy.edition * interval '{DAYS_APART} days'"
    return f"CASE WHEN {copied} < '{oldest.isoformat()}' THEN {emptied} ELSE row.{column} END"


LETTER, SECURITY_EVENT = "post_office_email", "audit_securityevent"
RETAINED = {
    (LETTER, column): _retained("letters", "last_updated", column, emptied)
    for column, emptied in {
        "subject": "''",
        "message": "''",
        "html_message": "''",
        "headers": "NULL",
        "context": "NULL",
    }.items()
} | {
    (SECURITY_EVENT, column): _retained("security_log", "at", column, emptied)
    for column, emptied in {"address": "NULL", "user_agent": "''"}.items()
}
"""Copies are as retention has left them long ago."""

WRITTEN = RETAINED | {
    (EDITION, "number"): f"{PAST_EDITIONS + 1} - copy.edition",
    (EDITION, "status"): "CASE WHEN copy.edition = 0 THEN row.status ELSE 'archived' END",
    (EDITION, "is_sample"): "false",
    (COMPANY, "name"): "left(row.name, 180) || ' ' || copy.company",
    ("pavilions_spaceclaim", "state"): "CASE WHEN row.state = 'held' THEN 'released' ELSE row.state END",
    (
        "pavilions_spaceclaim",
        "released_at",
    ): "CASE WHEN row.state = 'held' THEN row.claimed_at ELSE row.released_at END",
    ("exhibitors_booking", "state"): _settled("'draft', 'submitted', 'waitlisted'", "expired"),
    ("exhibitors_bankstatement", "state"): _settled("'uploaded'", "discarded"),
    ("exhibitors_statementline", "state"): _settled("'open'", "ignored"),
    ("exhibitors_offer", "state"): _settled("'sent'", "lapsed"),
    ("exhibitors_contract", "state"): _settled("'sent', 'checking'", "void"),
    ("exhibitors_offer", "answered_at"): _ended("answered_at", "'sent'"),
    ("exhibitors_contract", "ended_at"): _ended("ended_at", "'sent', 'checking'"),
    ("post_office_email", "status"): "0",
    (BOOTH, "core"): SHIFTED,
    (BOOTH, "footprint"): FOOTPRINT,
    (BOOTH, "label_x"): "row.label_x + copy.place * 40000",
}
"""Values that the kind of their column does not tell; booths of further copies stand beside those of the first."""

NOT_COPIED = {"contenttypes", "auth", "sessions", "admin", "pghistory"}


SOURCES = {OF_BOTH: "copy_of_both", OF_EDITION: "copy_of_edition", OF_COMPANY: "copy_of_company"}


class Copy(NamedTuple):
    """A copy of the template's bookings in one edition (0: the template's own) by one copy of its companies.

    `number` is its own among all, `place` among those of its edition; `first` is the one with its pavilions.
    """

    number: int
    edition: int
    company: int
    place: int
    first: int


@dataclass
class CopiedTable:
    """One table, and what its copies' columns are made of."""

    model: type[Model]
    belongs: frozenset[str] = frozenset()
    stride: int = 1
    unique: list[set[str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> list["Field[object, object]"]:
        return [each for each in self.model._meta.concrete_fields if not each.generated]

    @cached_property
    def keys(self) -> dict[str, str]:
        """The columns that are foreign keys, and the tables that they lead to."""
        found = {}
        for each in self.columns:
            if each.is_relation and each.related_model is not None:
                found[str(each.column)] = each.related_model._meta.db_table
        return found

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)


class Copies:
    """The template in the database behind `address`, and copies of it.

    `chosen` is a statement that gives `id` and `company_id` of the bookings that are the template; of eight booths that
    nobody claims it has `free`.
    """

    def __init__(self, address: str, edition: int, chosen: str, *, name: str, free: int = 0) -> None:
        self.address, self.edition, self.name, self.free = address, edition, name, free
        self.tables = self._tables()
        self._companies: set[int] = set()
        with self.connected() as server:
            server.execute(f"CREATE SCHEMA {name}".encode())
            server.execute(f"CREATE TABLE {name}.chosen AS {chosen}".encode())
            for table in self.tables.values():
                self._read(server, table)
            for table in self._in_order():
                self._pick(server, table)
            for table in self.tables.values():
                self._keep_template(server, table)
            self._drop_contexts_of_others(server)

    def connected(self) -> psycopg.Connection[tuple[object, ...]]:
        server = psycopg.connect(self.address, autocommit=True)
        server.execute("SET session_replication_role = replica")
        server.execute(f"SET search_path = public, {self.name}".encode())
        server.execute("SET maintenance_work_mem = '1GB'")
        server.execute("SET work_mem = '128MB'")
        return server

    # Which tables, and what their rows belong to

    @staticmethod
    def _tables() -> dict[str, CopiedTable]:
        models = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]
        models += [each for each in apps.get_models() if each._meta.db_table == CONTEXT and not each._meta.managed]
        found: dict[str, CopiedTable] = {}
        for model in models:
            meta = model._meta
            if (
                not meta.proxy
                and meta.db_table not in found
                and (meta.app_label not in NOT_COPIED or meta.db_table == CONTEXT)
            ):
                found[meta.db_table] = CopiedTable(model, BELONGS.get(meta.db_table, frozenset()))
        is_settled = False
        while not is_settled:
            is_settled = True
            for name, table in found.items():
                if name not in BELONGS:
                    is_person = table.model._meta.app_label in PERSONAL
                    leads = [
                        found[to].belongs
                        for to in table.keys.values()
                        if to in found and to != CONTEXT and (to != USER or is_person)
                    ]
                    belongs = frozenset[str]().union(*leads)
                    is_settled = is_settled and belongs == table.belongs
                    table.belongs = belongs
        return {name: table for name, table in found.items() if table.belongs}

    def _in_order(self) -> list[CopiedTable]:
        """Each table after those that its foreign keys lead to, as far as that is possible."""
        ordered: dict[str, CopiedTable] = {}
        begun: set[str] = set()

        def needs(name: str, *, also_optional: bool) -> list[str]:
            nullable = {str(each.column) for each in self.tables[name].columns if each.null}
            keys = self.tables[name].keys.items()
            return [to for column, to in keys if to in self.tables and (also_optional or column not in nullable)]

        def is_needed_by(name: str, other: str, known: set[str]) -> bool:
            known.add(other)
            on = needs(other, also_optional=False)
            return name in on or any(is_needed_by(name, each, known) for each in on if each not in known)

        def visit(name: str) -> None:
            begun.add(name)
            for to in needs(name, also_optional=True):
                if to not in begun and not is_needed_by(name, to, set()):
                    visit(to)
            ordered[name] = self.tables[name]

        for name in self.tables:
            if name not in begun:
                visit(name)
        return list(ordered.values())

    def _read(self, server: psycopg.Connection[tuple[object, ...]], table: CopiedTable) -> None:
        if str(table.model._meta.pk.db_type(connection)) != "uuid":
            row = server.execute(f'SELECT coalesce(max("{table.key}"), 0) + 1 FROM "{table.name}"'.encode()).fetchone()
            table.stride = int(str(row[0])) if row else 1
        names = {str(each.column) for each in table.columns}
        query = "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass AND indisunique"
        for (definition,) in server.execute(query, [table.name]).fetchall():
            listed = str(definition).partition(" USING ")[2].partition(" WHERE ")[0]
            table.unique.append(set(re.findall(r"\w+", listed)) & names)

    # The template

    def _pick(self, server: psycopg.Connection[tuple[object, ...]], table: CopiedTable) -> None:
        """Rows all of whose foreign keys lead to picked rows, as far as those are known by then."""
        conditions = [PICKED.get(table.name, "true").format(edition=self.edition, free=self.free)]
        for column, to in table.keys.items():
            picked = server.execute("SELECT to_regclass(%s)", [f"pick_{to}"]).fetchone()
            if to in self.tables and to not in {USER, CONTEXT} and picked and picked[0] and to != table.name:
                conditions.append(f'(row."{column}" IS NULL OR row."{column}" IN (SELECT key FROM "pick_{to}"))')
            elif to == USER and table.model._meta.app_label in PERSONAL:
                conditions.append(f'row."{column}" IN (SELECT key FROM "pick_{to}")')
        server.execute(
            f'CREATE TABLE {self.name}."pick_{table.name}" AS '
            f'SELECT row."{table.key}" AS key FROM "{table.name}" AS row '
            f"WHERE {' AND '.join(conditions)}".encode()
        )
        server.execute(f'CREATE UNIQUE INDEX ON {self.name}."pick_{table.name}" (key)'.encode())

    def _keep_template(self, server: psycopg.Connection[tuple[object, ...]], table: CopiedTable) -> None:
        """The picked rows, and of each foreign key whether what it leads to is copied too."""
        moves = [
            f'coalesce(row."{column}" IN (SELECT key FROM "pick_{to}"), false) AS "moves_{column}"'
            for column, to in table.keys.items()
            if to in self.tables
        ]
        alone = "row.kind <> 'booking'" if table.name == HOLDER else "false"
        if HOLDER in table.keys.values() and table.belongs == OF_BOTH:
            column = next(column for column, to in table.keys.items() if to == HOLDER)
            alone = f"row.\"{column}\" IN (SELECT id FROM {HOLDER} WHERE kind <> 'booking')"
        server.execute(
            f'CREATE TABLE {self.name}."template_{table.name}" AS '
            f"SELECT {', '.join(['row.*', *moves])}, {alone} AS is_alone "
            f'FROM "{table.name}" AS row WHERE row."{table.key}" IN (SELECT key FROM "pick_{table.name}")'.encode()
        )

    def _drop_contexts_of_others(self, server: psycopg.Connection[tuple[object, ...]]) -> None:
        used = " UNION ".join(
            f'SELECT "{column}" FROM "template_{table.name}" WHERE "{column}" IS NOT NULL'
            for table in self.tables.values()
            for column, to in table.keys.items()
            if to == CONTEXT
        )
        server.execute(f'DELETE FROM "template_{CONTEXT}" WHERE id NOT IN ({used})'.encode())

    # Copies

    def _moved(self, column: str, to: str) -> str:
        """The key in a copy of the row that `column` leads to."""
        target = self.tables[to]
        root = target
        while root.key in root.keys and root.keys[root.key] in self.tables:
            root = self.tables[root.keys[root.key]]
        if target.belongs == OF_BOTH:
            index = "copy.number"
        elif target.belongs == OF_COMPANY:
            index = "copy.company"
        else:
            index = "copy.edition" if root.belongs == OF_EDITION else "copy.first"
        if str(root.model._meta.pk.db_type(connection)) == "uuid":
            return f'md5(row."{column}"::text || {index})::uuid'
        return f'row."{column}" + {root.stride} * {index}'

    def _value(self, table: CopiedTable, each: "Field[object, object]") -> str:  # noqa: PLR0911  one for each kind of column
        """What a copy has in a column."""
        column, kind = str(each.column), str(each.db_type(connection))
        if written := WRITTEN.get((table.name, column)):
            return written
        if column == table.key and column not in table.keys:
            return self._moved(column, table.name)
        if column in table.keys:
            to = table.keys[column]
            plain = f'row."{column}"'
            return (
                f'CASE WHEN row."moves_{column}" THEN {self._moved(column, to)} ELSE {plain} END'
                if to in self.tables
                else plain
            )
        if "edition" in table.belongs and kind in {"date", "timestamp with time zone"}:
            return f"row.\"{column}\" - copy.edition * interval '{DAYS_APART} days'"
        if "edition" in table.belongs and kind == "tstzrange":
            lower, upper = (
                f"{end}(row.\"{column}\") - copy.edition * interval '{DAYS_APART} days'" for end in ("lower", "upper")
            )
            return f"tstzrange({lower}, {upper})"
        if column in self._to_vary(table):
            return self._varied(table, each, kind)
        return f'row."{column}"'

    def _to_vary(self, table: CopiedTable) -> set[str]:
        """For each unique index that two copies would violate, the column that must differ."""
        found = set()
        for unique in table.unique:
            covered = frozenset[str]()
            for column in unique:
                if column == table.key:
                    covered |= OF_BOTH
                elif column in table.keys and table.keys[column] in self.tables:
                    covered |= self.tables[table.keys[column]].belongs
                elif (table.name, column) in WRITTEN:
                    covered |= OF_BOTH
            if not table.belongs <= covered:
                lengths = {str(each.column): getattr(each, "max_length", None) or 10_000 for each in table.columns}
                kinds = {str(each.column): str(each.db_type(connection)) for each in table.columns}
                able = [c for c in unique if c not in table.keys and kinds[c].startswith(("varchar", "text", "uuid"))]
                able = able or [
                    c for c in unique if c not in table.keys and kinds[c] in {"integer", "smallint", "bigint"}
                ]
                able = able or [c for c in unique if c in table.keys]
                if able:
                    found.add(min(able, key=lambda column: (-lengths[column], column)))
        return found

    def _varied(self, table: CopiedTable, each: "Field[object, object]", kind: str) -> str:
        column = str(each.column)
        index = {OF_BOTH: "copy.number", OF_EDITION: "copy.edition", OF_COMPANY: "copy.company"}[table.belongs]
        if kind == "uuid":
            return f'md5(row."{column}"::text || {index})::uuid'
        if kind.startswith(("varchar", "text")):
            length = getattr(each, "max_length", None)
            written = f"{index} || '-' || row.\"{column}\""
            kept = f"left({written}, {length})" if length else written
            return f"CASE WHEN row.\"{column}\" = '' THEN '' ELSE {kept} END"
        return f'row."{column}" + 1000 * {index}' if kind != "smallint" else f'row."{column}"'

    def insert(self, copies: Sequence[Copy], *, editions: Sequence[int] = ()) -> int:
        """Copy the template into these editions, and once for each company of the copies; returns how many rows."""
        firsts = {copy.edition: copy.first for copy in copies}
        companies = sorted({copy.company for copy in copies} - self._companies)
        self._companies.update(companies)
        with self.connected() as server:
            for belongs, rows in {
                OF_BOTH: [(copy.number, copy.edition, copy.company, copy.place, copy.first) for copy in copies],
                OF_EDITION: [(firsts[edition], edition, 0, 0, firsts[edition]) for edition in editions],
                OF_COMPANY: [(0, 0, company, 0, 0) for company in companies],
            }.items():
                table = f"{self.name}.{SOURCES[belongs]}"
                server.execute(f"DROP TABLE IF EXISTS {table}".encode())
                server.execute(
                    f"CREATE TABLE {table} (number int, edition int, company int, place int, first int)".encode()
                )
                with server.cursor().copy(f"COPY {table} FROM STDIN".encode()) as written:
                    for row in rows:
                        written.write_row(row)
        largest_first = sorted(self.tables.values(), key=lambda table: table.stride, reverse=True)
        with ThreadPoolExecutor(2) as pool:
            return sum(pool.map(self._insert_into, largest_first))

    def _insert_into(self, table: CopiedTable) -> int:
        source = SOURCES[table.belongs]
        names = ", ".join(f'"{each.column}"' for each in table.columns)
        values = ", ".join(self._value(table, each) for each in table.columns)
        began = time.perf_counter()
        with self.connected() as server:
            done = server.execute(
                f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM {source} AS copy '
                f'CROSS JOIN "template_{table.name}" AS row WHERE NOT row.is_alone OR copy.number = copy.first'.encode()
            ).rowcount
        if (seconds := time.perf_counter() - began) > 2:
            sys.stderr.write(f"  {table.name}: {done:,} rows in {seconds:.0f} s\n")
        return done


@contextmanager
def without_indexes(address: str) -> Iterator[None]:
    """Plain indexes are made once the tables are filled, two at a time, which is much faster."""
    query = """SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
        JOIN pg_class AS indexed ON indexed.oid = indrelid
        WHERE indexed.relnamespace = 'public'::regnamespace AND NOT indisunique
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""
    with psycopg.connect(address, autocommit=True) as server:
        found = server.execute(query).fetchall()
        for name, _definition in found:
            server.execute(f"DROP INDEX {name}".encode())
    yield

    def make(definition: str) -> None:
        with psycopg.connect(address, autocommit=True) as server:
            server.execute("SET maintenance_work_mem = '1GB'")
            server.execute(definition.encode())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make, [str(definition) for _name, definition in found]))
