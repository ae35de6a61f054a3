"""The two roles of the database: the application's, which owns nothing, and the schema owner's, which migrates.

`DATABASES` names the application's. `MIGRATION_DATABASE` says how the owner connects to the same database; without it
one role is both.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

CONNECTS_WITH = ("USER", "PASSWORD", "HOST", "PORT")


@contextmanager
def as_schema_owner() -> Iterator[None]:
    """Connect this thread to the default database as its owner. What is open is closed before and after."""
    connection, owner = connections[DEFAULT_DB_ALIAS], settings.MIGRATION_DATABASE
    usual = connection.settings_dict
    if owner is None or owner["USER"] == usual["USER"]:
        yield
        return
    connection.close()
    options = {name: value for name, value in usual["OPTIONS"].items() if name != "pool"}  # the application's sockets
    connection.settings_dict = {**usual, **{key: owner[key] for key in CONNECTS_WITH}, "OPTIONS": options}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = usual
