"""Migrations run while the release before them still serves: they only add, and keep nobody waiting.

squawk reads their SQL. What is dropped waits a release: by then no running code knows it, and the migration is listed
in `WAITED` with the reason.
"""

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from ciie.settings.env import BASE_DIR

BASELINE = {"accounts": 1, "audit": 1, "mail": 1, "pavilions": 1, "exhibitors": 1}
"""The squashed migrations of release 1.0.0: a database that has their tables has them from release 0.9.0."""
READ_BY_NO_RELEASE = "No release reads it: the models have been without it since before 0.9.0."
WAITED: dict[tuple[str, str], dict[str, str]] = {
    ("exhibitors", "0002_leftovers"): {
        "ban-drop-table": READ_BY_NO_RELEASE,
        "ban-drop-column": READ_BY_NO_RELEASE,
        "adding-not-nullable-field": "A constraint that has been validated proves it, so that PostgreSQL reads no row.",
    },
    ("pavilions", "0002_leftovers"): {"ban-drop-column": READ_BY_NO_RELEASE},
    ("pavilions", "0003_fairs"): {
        "require-concurrent-index-creation": "There are as many editions as a fair has years, with as short a history.",
    },
}
"""By app and name of a migration: rules that it may break, and why nobody is hurt."""
RULES = {
    "adding-foreign-key-constraint",
    "adding-not-nullable-field",
    "adding-required-field",
    "ban-concurrent-index-creation-in-transaction",
    "ban-drop-column",
    "ban-drop-table",
    "ban-truncate-cascade",
    "changing-column-type",
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "renaming-column",
    "renaming-table",
    "require-concurrent-index-creation",
    "require-concurrent-index-deletion",
    "syntax-error",
}
TABLE = re.compile(r'(?:TABLE|ON)\s+(?:ONLY\s+)?"?(\w+)"?')
NULLABLE_KEY = re.compile(r"ADD COLUMN \S+ \S+ NULL ", re.IGNORECASE)


def complaints(sql: str) -> set[tuple[str, str]]:
    """Pairs of a rule and the table that it concerns. Tables that the same migration makes have no readers yet."""
    squawk = Path(sys.executable).with_name("squawk")
    how = "--reporter json --pg-version 18 --stdin-filepath migration.sql"
    read = subprocess.run(
        [str(squawk), *how.split()],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )
    new = set(re.findall(r'CREATE TABLE "?(\w+)"?', sql))
    lines = sql.splitlines()
    found = set()
    for each in json.loads(read.stdout):
        line, rule = lines[each["line"]], each["rule_name"]
        table = TABLE.search(line)
        name = table[1] if table else ""
        is_harmless = rule == "adding-foreign-key-constraint" and NULLABLE_KEY.search(line)  # there is nothing to check
        if rule in RULES and name not in new and not is_harmless:
            found.add((rule, name))
    return found


def later_migrations() -> list[tuple[str, str]]:
    nodes = MigrationLoader(None).graph.nodes
    installed = BASE_DIR / ".venv"
    ours = {each.label for each in apps.get_app_configs() if not Path(each.path).is_relative_to(installed)}
    return sorted((app, name) for app, name in nodes if app in ours and int(name[:4]) > BASELINE.get(app, 0))


@pytest.mark.django_db(transaction=True)  # concurrent indexes refuse to be in one
def test_migrations_only_add_and_keep_nobody_waiting() -> None:
    refused = {}
    for app, name in later_migrations():
        sql = StringIO()
        call_command("sqlmigrate", app, name, stdout=sql, no_color=True)
        if found := {each for each in complaints(sql.getvalue()) if each[0] not in WAITED.get((app, name), {})}:
            refused[app, name] = found
    assert refused == {}


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ('ALTER TABLE "a" ADD COLUMN "b" bigint NOT NULL;', {("adding-required-field", "a")}),
        ('ALTER TABLE "a" ADD COLUMN "b" bigint DEFAULT 0 NOT NULL;', set()),
        ('ALTER TABLE "a" ADD COLUMN "b" bigint NULL;', set()),
        ('ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;', {("adding-not-nullable-field", "a")}),
        ('ALTER TABLE "a" ALTER COLUMN "b" TYPE varchar(10);', {("changing-column-type", "a")}),
        ('ALTER TABLE "a" DROP COLUMN "b" CASCADE;', {("ban-drop-column", "a")}),
        ('DROP TABLE "a" CASCADE;', {("ban-drop-table", "a")}),
        ('ALTER TABLE "a" RENAME COLUMN "b" TO "c";', {("renaming-column", "a")}),
        ('CREATE INDEX "b" ON "a" ("c");', {("require-concurrent-index-creation", "a")}),
        ('CREATE INDEX CONCURRENTLY "b" ON "a" ("c");', set()),
        ('CREATE TABLE "a" ("b" bigint NOT NULL);\nCREATE INDEX "c" ON "a" ("b");', set()),
        (
            'ALTER TABLE "a" ADD CONSTRAINT "b" CHECK ("c" > 0);',
            {("constraint-missing-not-valid", "a")},
        ),
        ('ALTER TABLE "a" ADD CONSTRAINT "b" CHECK ("c" > 0) NOT VALID;', set()),
    ],
)
def test_what_is_refused_and_what_is_not(sql: str, found: set[tuple[str, str]]) -> None:
    assert complaints(sql) == found


def test_what_may_break_a_rule_says_why() -> None:
    nodes = MigrationLoader(None).graph.nodes
    assert set(WAITED) <= set(nodes)
    assert all(why for rules in WAITED.values() for why in rules.values())


@pytest.mark.django_db
def test_database_of_the_tests_has_every_migration() -> None:
    """`.ci/check` runs it beside the linters, so that the database is there when all the others begin."""
    executor = MigrationExecutor(connection)
    assert executor.loader.applied_migrations
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
