"""The migrated database that every test process copies, made once for each set of migrations."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from ciie.settings.env import BASE_DIR

PREFIX = "migrated_"
FILLED_BY_MIGRATIONS = {"auth_permission", "django_content_type", "django_migrations"}


def migrated_template(folder: Path) -> str:
    """The name of a database that has every migration and no rows; `CREATE DATABASE … TEMPLATE` copies it.

    It stands on the server of the default connection. Processes that start together make it once: `folder` holds
    the lock.
    """
    name = PREFIX + _digest_of_migrations()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "template.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if name not in _templates():
            _make(name)
    return name


def without_durability() -> None:
    """Let the server of the default connection forget everything in a crash: test databases are made anew anyway."""
    with _server() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"ALTER SYSTEM SET {setting} = off")
        cursor.execute("SELECT pg_reload_conf()")


def superuser_parameters() -> dict[str, Any]:
    """How to connect to the test database as the role that made its server."""
    settings = connections["default"].settings_dict
    names = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return {name: settings[key] for name, key in names.items() if settings[key]} | {"options": "-c lock_timeout=5s"}


def empty_tables() -> None:
    """Delete what a test committed. Append-only tables too: for a superuser who says so, no trigger fires.

    `TRUNCATE`, as Django does it, rewrites every table, full or empty.
    """
    connection = connections["default"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        tables = sorted(set(connection.introspection.table_names(cursor)) - FILLED_BY_MIGRATIONS)
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables))
        for (name,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{name}"')


@contextmanager
def without_constraint(model: type[Model], name: str) -> Iterator[None]:
    """For a control: the database without one of its guards. What was committed meanwhile is deleted."""
    constraint = next(each for each in model._meta.constraints if each.name == name)
    with connections["default"].schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        empty_tables()
        with connections["default"].schema_editor() as editor:
            editor.add_constraint(model, constraint)


def _digest_of_migrations() -> str:
    files = [
        BASE_DIR / "uv.lock",
        *sorted(BASE_DIR.glob("ciie/audit/*.py")),  # what is done after each `migrate`
        *sorted(BASE_DIR.glob("*/migrations/*.py")),
        *sorted(BASE_DIR.glob("*/*/migrations/*.py")),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _server() -> AbstractContextManager[CursorWrapper]:
    return connections["default"]._nodb_cursor()


def _templates() -> set[str]:
    with _server() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        return {name for (name,) in cursor.fetchall()}


def _make(name: str) -> None:
    unfinished = f"unfinished_{name}"
    with _server() as cursor:
        for other in [*_templates(), unfinished]:
            cursor.execute(f'DROP DATABASE IF EXISTS "{other}"')
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    with _server() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
