"""The test databases: copies of one migrated database, used as the application's role, emptied as the superuser.

Everything here speaks of the server of the default connection.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models import Model
from psycopg.sql import SQL, Identifier

from ciie.audit.privileges import as_schema_owner
from ciie.local.postgres import SUPERUSER
from ciie.settings.env import BASE_DIR

PREFIX = "migrated_"
COPY = "tests_of_process_"
"""Copies are named by their process, so that several runs share a server."""
OWN_CONNECTION = "tests"
"""The name by which the server knows connections that belong to no part of the application."""
FILLED_BY_MIGRATIONS = {"auth_permission", "django_content_type", "django_migrations"}


def superuser(*, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
    """Connect as the role that made the server, or where `DATABASE_URL` names one, as the role that it names."""
    where = connections["default"].settings_dict
    user = where["USER"] if settings.MIGRATION_DATABASE is None else SUPERUSER
    return psycopg.connect(
        dbname=database,
        user=user,
        password=where["PASSWORD"] or None,
        host=where["HOST"] or None,
        port=where["PORT"] or None,
        options="-c lock_timeout=20s",
        application_name=OWN_CONNECTION,
        autocommit=True,
    )


@contextmanager
def used_database(name: str) -> Iterator[None]:
    """Let the default connection, which has no pool, lead to this database."""
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@contextmanager
def copied_database(folder: Path) -> Iterator[None]:
    """Let the default connection lead to a fresh copy of the migrated database, which is dropped in the end."""
    connection = connections["default"]
    usual, name = connection.settings_dict["NAME"], f"{COPY}{os.getpid()}"
    template = migrated_template(folder)
    with superuser() as server:
        for left in _databases(server, COPY):
            if not psutil.pid_exists(int(left.removeprefix(COPY))):  # its process was killed
                server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(left)))
        _create_database(server, name, template=template)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        _emptier(name).close()
        with superuser() as server:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def migrated_template(folder: Path) -> str:
    """The name of a database that has every migration and no rows.

    Processes that start together make it once: `folder` holds the lock.
    """
    name = PREFIX + _digest_of_migrations()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "template.lock").open("w") as file, superuser() as server:
        fcntl.flock(file, fcntl.LOCK_EX)
        if name not in _databases(server, PREFIX):
            _make(server, name)
    return name


def without_durability() -> None:
    """Let the server forget everything in a crash: test databases are made anew anyway."""
    with superuser() as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        server.execute("SELECT pg_reload_conf()")


def empty_tables() -> None:
    """Delete what a test committed. Append-only tables too: for a superuser who says so, no trigger fires.

    `TRUNCATE`, as Django does it, rewrites every table, full or empty.
    """
    connection = connections["default"]
    if connection.in_atomic_block:
        raise RuntimeError("What the open transaction has written is not committed.")
    server = _emptier(connection.settings_dict["NAME"])
    tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    names = sorted({name for (name,) in tables} - FILLED_BY_MIGRATIONS)
    looks = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names)
    for (name,) in server.execute(looks.encode(), prepare=True).fetchall():
        server.execute(f'DELETE FROM "{name}"'.encode())


@cache
def _emptier(database: str) -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection that stays open: a new one takes longer to look up 250 tables than to read them."""
    server = superuser(database=database)
    server.execute("SET session_replication_role = replica")
    return server


@contextmanager
def without_constraint(model: type[Model], name: str) -> Iterator[None]:
    """For a control: the database without one of its guards. What was committed meanwhile is deleted."""
    constraint = next(each for each in model._meta.constraints if each.name == name)
    with as_schema_owner(), connections["default"].schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        empty_tables()
        with as_schema_owner(), connections["default"].schema_editor() as editor:
            editor.add_constraint(model, constraint)


def _digest_of_migrations() -> str:
    files = [
        BASE_DIR / "uv.lock",
        *sorted(BASE_DIR.glob("ciie/audit/*.py")),  # what is done after each `migrate`
        *sorted(BASE_DIR.glob("ciie/privacy/*.py")),
        *sorted(BASE_DIR.glob("*/personal_data.py")),
        *sorted(BASE_DIR.glob("*/migrations/*.py")),
        *sorted(BASE_DIR.glob("*/*/migrations/*.py")),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _databases(server: psycopg.Connection[tuple[Any, ...]], prefix: str) -> set[str]:
    found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    return {name for (name,) in found.fetchall()}


def _make(server: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    unfinished = f"unfinished_{name}"
    for other in [*_databases(server, PREFIX), unfinished]:
        server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(other)))
    _create_database(server, unfinished)
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(name)))


def _create_database(server: psycopg.Connection[tuple[Any, ...]], name: str, *, template: str = "template1") -> None:
    """Its owner is the role that migrates; who may connect is not copied from the template."""
    application = connections["default"].settings_dict["USER"]
    owner = application if settings.MIGRATION_DATABASE is None else settings.MIGRATION_DATABASE["USER"]
    names = {"name": Identifier(name), "template": Identifier(template), "owner": Identifier(owner)}
    server.execute(SQL("CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}").format(**names))
    server.execute(SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**names))
    server.execute(SQL("GRANT CONNECT ON DATABASE {name} TO {role}").format(**names, role=Identifier(application)))
