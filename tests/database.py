"""The migrated database that every test process copies, made once for each set of migrations."""

import fcntl
import hashlib
from contextlib import AbstractContextManager
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.backends.utils import CursorWrapper

from ciie.settings.env import BASE_DIR

PREFIX = "migrated_"


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


def _digest_of_migrations() -> str:
    files = [
        BASE_DIR / "uv.lock",
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
