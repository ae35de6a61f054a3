"""The two roles of the database: the application's, which owns nothing, and the schema owner's, which migrates.

The application's role, which `DATABASES` names, reads and writes rows, but only inserts rows into append-only tables.
`MIGRATION_DATABASE` has the owner's settings for the same database; without it, one role is both.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ciie.audit.append_only import append_only_tables

ONLY_READ = ("django_migrations",)
CONNECTS_WITH = ("USER", "PASSWORD", "HOST", "PORT")


def owns_schema(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the connected role may change the schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('django_migrations')"
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def may_act_as_owner(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the role of `DATABASES` is the connected role, is a member of it, or is a superuser."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(rolname, current_user, 'USAGE') FROM pg_roles WHERE rolname = %s",
            [settings.DATABASES[DEFAULT_DB_ALIAS]["USER"]],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def grant_to_application(connection: BaseDatabaseWrapper) -> None:
    """Grant the role of `DATABASES` the privileges that it needs, and revoke all others.

    Do nothing if it is the connected role. Regardless of settings, triggers and code, the role can then change neither
    history nor the schema.
    """
    application = settings.DATABASES[DEFAULT_DB_ALIAS]["USER"]
    if application == connection.settings_dict["USER"]:
        return
    name = connection.ops.quote_name
    role, database = name(application), name(connection.settings_dict["NAME"])
    statements = [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",  # a temporary table could shadow one of ours
        f"GRANT CONNECT ON DATABASE {database} TO {role}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ]
    for table, updatable in _standing(connection).items():
        statements.append(f"REVOKE UPDATE, DELETE ON {name(table)} FROM {role}")
        if updatable:
            statements.append(f"GRANT UPDATE ({', '.join(map(name, updatable))}) ON {name(table)} TO {role}")
    statements += [f"REVOKE INSERT, UPDATE, DELETE ON {name(table)} FROM {role}" for table in ONLY_READ]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("; ".join(statements))


def _standing(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Return `append_only_tables`, limited to the tables and columns that the migrations so far have created."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        columns = set(cursor.fetchall())
    tables = {table for table, _column in columns}
    return {
        table: [column for column in updatable if (table, column) in columns]
        for table, updatable in append_only_tables().items()
        if table in tables
    }


@contextmanager
def as_schema_owner() -> Iterator[None]:
    """Connect this thread to the default database as its owner. Open connections are closed before and after."""
    connection, owner = connections[DEFAULT_DB_ALIAS], settings.MIGRATION_DATABASE
    usual = connection.settings_dict
    if owner is None or owner["USER"] == usual["USER"]:
        yield
        return
    connection.close()
    options = {name: value for name, value in usual["OPTIONS"].items() if name != "pool"}  # the application's pool
    connection.settings_dict = {**usual, **{key: owner[key] for key in CONNECTS_WITH}, "OPTIONS": options}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = usual
