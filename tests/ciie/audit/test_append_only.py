"""History, its contexts, the ledger and issued documents take new rows and nothing else."""

from collections.abc import Iterator
from itertools import chain

import pghistory
import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models
from pghistory.models import Context

from ciie.audit.append_only import append_only_tables, protect_append_only
from ciie.audit.history import events_of
from ciie.audit.privileges import as_schema_owner
from pavilions.floor.models.venue import Hall
from tests.factories import HallFactory

pytestmark = pytest.mark.django_db

BY_TYPE = (
    {
        "ARRAY": "'{}'",
        "USER-DEFINED": "'x'",
        "boolean": "true",
        "date": "current_date",
        "jsonb": "'{}'",
        "bytea": "'x'",
        "numeric": "1",
        "polygon": "'(0,0),(1,0),(1,1)'",
        "text": "'x'",
        "timestamp with time zone": "now()",
        "tstzrange": "'[2024-01-01,2024-01-02)'",
        "uuid": "gen_random_uuid()",
    }
    | dict.fromkeys(["bigint", "integer", "smallint"], "1")
    | dict.fromkeys(["character", "character varying"], "'x'")
)
"""A value of each type of column, for rows that need only be there."""
PROMISED = {  # what the documents call append-only or never deleted, history aside
    "exhibitors_bulletinfigure",
    "exhibitors_confirmationletter",
    "exhibitors_dailysnapshot",
    "exhibitors_exchangerate",
    "exhibitors_spacemovement",
    "pavilions_carriedclaim",
    "pavilions_designcomment",
    "pavilions_paviliondesign",
    "pavilions_pavilionmove",
    "pavilions_planpublication",
    "pavilions_spaceclaim",
    "pghistory_context",
}


@pytest.fixture
def owner(superuser: psycopg.Connection) -> Iterator[psycopg.Cursor]:
    """The database's most powerful role, in a transaction that is rolled back."""
    with superuser.cursor() as cursor:
        yield cursor


def with_one_row(cursor: psycopg.Cursor, table: str) -> None:
    """Write a row of made-up values, whatever the table's checks say of it and without what it refers to."""
    cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'.encode())
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO' AND is_identity = 'NO'",
        [table],
    )
    needed = {name: BY_TYPE[kind] for name, kind in cursor.fetchall()}
    names, values = ", ".join(f'"{name}"' for name in needed), ", ".join(needed.values())
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({values})'.encode())
    cursor.execute("SET session_replication_role = origin")


def key_of(table: str) -> str | None:
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table)


def refused(cursor: psycopg.Cursor, statement: str) -> bool:
    """Whether a trigger raises, even for the owner."""
    try:
        with cursor.connection.transaction():
            cursor.execute(statement.encode())
    except psycopg.errors.RaiseException:
        return True
    return False


def test_every_table_of_history_is_append_only() -> None:
    events = {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert len(events) >= 25
    assert {table for table in events if append_only_tables().get(table) == []} == events


def test_what_the_documents_promise_is_never_deleted() -> None:
    events = {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert PROMISED - append_only_tables().keys() == set()
    assert events & PROMISED == set()


def test_no_append_only_row_can_be_deleted_changed_or_truncated(owner: psycopg.Cursor) -> None:
    outcomes = {}
    for table, updatable in append_only_tables().items():
        if updatable:
            continue
        with_one_row(owner, table)
        change = "id = gen_random_uuid()" if table == Context._meta.db_table else f"{key_of(table)} = -1"
        outcomes[table] = (
            refused(owner, f'UPDATE "{table}" SET {change}'),
            refused(owner, f'DELETE FROM "{table}"'),
            refused(owner, f'TRUNCATE "{table}" CASCADE'),
        )
    assert outcomes == dict.fromkeys(outcomes, (True, True, True))
    assert len(outcomes) >= 30


def test_a_row_that_may_change_in_part_is_neither_deleted_nor_truncated(owner: psycopg.Cursor) -> None:
    partly = [table for table, updatable in append_only_tables().items() if updatable]
    for table in partly:
        with_one_row(owner, table)
    outcomes = {
        table: (refused(owner, f'DELETE FROM "{table}"'), refused(owner, f'TRUNCATE "{table}" CASCADE'))
        for table in partly
    }
    assert outcomes == dict.fromkeys(partly, (True, True))


def test_a_trigger_cannot_be_ignored_by_a_setting_of_the_session(owner: psycopg.Cursor) -> None:
    with_one_row(owner, "exhibitors_companyevent")
    owner.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    owner.execute("SELECT set_config('pgtrigger.ignore', %s, false)", ["{" + ",".join(chain(*owner.fetchall())) + "}"])
    owner.execute("SELECT set_config('ciie.pseudonymises', 'on', false)")
    assert refused(owner, "DELETE FROM exhibitors_companyevent")
    owner.execute("DROP FUNCTION refuse_truncate CASCADE")
    assert not refused(owner, "TRUNCATE exhibitors_companyevent")


@pytest.mark.django_db(transaction=True)
def test_what_is_missing_is_installed_after_a_migration() -> None:
    """A table that a migration has just made has no trigger against TRUNCATE yet."""
    with as_schema_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER never_truncated ON exhibitors_companyevent")
        protect_append_only(connection)
        with pytest.raises(DatabaseError, match="append-only"):
            cursor.execute("TRUNCATE exhibitors_companyevent")


def test_no_append_only_row_is_changed_by_deleting_another() -> None:
    """Deleting a person must not null a column that may not change: it is refused in words, or touches nothing."""
    tables = append_only_tables()
    silent = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.db_table in tables
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete not in {models.PROTECT, models.RESTRICT, models.DO_NOTHING}
        and field.column not in tables[model._meta.db_table]
    }
    assert silent == set()


def test_rows_of_one_operation_share_a_context_that_is_written_once() -> None:
    hall = HallFactory()
    with pghistory.context(action="first"):
        Hall.objects.filter(pk=hall.pk).update(name="one")
        with pghistory.context(more="too late"):
            Hall.objects.filter(pk=hall.pk).update(name="two")
    one, two = events_of(Hall).filter(pgh_obj_id=hall.pk).order_by("pgh_id")[1:]
    assert one.pgh_context_id == two.pgh_context_id
    assert Context.objects.get(pk=two.pgh_context_id).metadata == {"action": "first"}
