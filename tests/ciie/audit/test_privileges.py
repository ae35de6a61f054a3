"""What somebody gets who can send any statement as the application's role, as with an SQL injection: rows, no more."""

import pytest
from django.db import ProgrammingError, connection, transaction

from ciie.audit.append_only import append_only_tables
from ciie.local.postgres import APPLICATION, OWNER

pytestmark = pytest.mark.django_db

ATTACKS = [
    "UPDATE exhibitors_bookingevent SET state = 'approved'",
    "DELETE FROM exhibitors_bookingevent",
    "TRUNCATE exhibitors_bookingevent",
    "UPDATE pghistory_context SET metadata = '{}'",
    "DELETE FROM pghistory_context",
    "UPDATE exhibitors_spacemovement SET area_sqm = 0",
    "DELETE FROM exhibitors_spacemovement",
    "UPDATE pavilions_spaceclaim SET area_sqm = 1",
    "DELETE FROM pavilions_spaceclaim",
    "UPDATE exhibitors_confirmationletter SET number = 1",
    "TRUNCATE exhibitors_confirmationletter",
    "DELETE FROM exhibitors_dailysnapshot",
    "DELETE FROM django_migrations",
    "TRUNCATE exhibitors_company CASCADE",
    "DROP TABLE exhibitors_companyevent",
    "ALTER TABLE exhibitors_companyevent DROP COLUMN name",
    "ALTER TABLE exhibitors_companyevent DISABLE TRIGGER ALL",
    "ALTER TABLE exhibitors_companyevent OWNER TO expo",
    "DROP TRIGGER never_truncated ON exhibitors_companyevent",
    "CREATE TRIGGER mine AFTER INSERT ON exhibitors_company EXECUTE FUNCTION refuse_truncate()",
    "CREATE RULE mine AS ON INSERT TO exhibitors_company DO INSTEAD NOTHING",
    "SET session_replication_role = replica",
    "SET ROLE expo_owner",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER ROLE expo SUPERUSER",
    "ALTER ROLE expo_owner PASSWORD 'mine'",
    "GRANT expo_owner TO expo",
    "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql RETURN 1",
    "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql RETURN NULL::uuid",
    "CREATE TABLE mine (id integer)",
    "CREATE TEMPORARY TABLE exhibitors_company (id integer)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION dblink",
    "SELECT setval(pg_get_serial_sequence('exhibitors_company', 'id'), 1)",
    "COPY exhibitors_company TO PROGRAM 'id'",
    "COPY exhibitors_company FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
]
OUTSIDE_TRANSACTIONS = ["ALTER SYSTEM SET fsync = off", "DROP DATABASE postgres", "CREATE DATABASE mine"]
DENIED = r"permission denied|must be owner|must be able to SET ROLE"


@pytest.mark.parametrize("statement", ATTACKS)
def test_an_injected_statement_is_refused(statement: str) -> None:
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APPLICATION,)
    with pytest.raises(ProgrammingError, match=DENIED):
        _send(statement)


def _send(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", OUTSIDE_TRANSACTIONS)
def test_an_injected_statement_that_commits_by_itself_is_refused(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match=DENIED):
        cursor.execute(statement)


def test_the_application_owns_nothing_and_is_member_of_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner, count(*) > 100 FROM pg_tables WHERE schemaname = 'public' GROUP BY tableowner"
        )
        assert cursor.fetchall() == [(OWNER, True)]
        cursor.execute("SELECT 1 FROM pg_shdepend WHERE refobjid = %s::regrole AND deptype = 'o'", [APPLICATION])
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,"
            " (SELECT count(*) FROM pg_auth_members WHERE member = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = ANY(%s) ORDER BY rolname",
            [[APPLICATION, OWNER]],
        )
        assert cursor.fetchall() == [
            (APPLICATION, False, False, False, False, False, 0),
            (OWNER, False, False, False, False, False, 0),
        ]


def test_every_table_is_readable_and_append_only_ones_are_only_added_to() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT tablename, has_table_privilege(name, 'SELECT'), has_table_privilege(name, 'INSERT'),
                has_table_privilege(name, 'UPDATE'), has_table_privilege(name, 'DELETE'),
                has_table_privilege(name, 'TRUNCATE, TRIGGER, REFERENCES'),
                array(SELECT attname::text FROM pg_attribute WHERE attrelid = name::regclass AND attnum > 0
                    AND has_column_privilege(name, attname, 'UPDATE') AND NOT has_table_privilege(name, 'UPDATE')
                    ORDER BY attname)
            FROM pg_tables, LATERAL (SELECT quote_ident(tablename) AS name) AS quoted WHERE schemaname = 'public'
            """
        )
        granted = {table: tuple(privileges) for table, *privileges in cursor.fetchall()}
    kept = append_only_tables()
    assert granted == {
        table: (
            True,
            table != "django_migrations",
            table not in {*kept, "django_migrations"},
            table not in {*kept, "django_migrations"},
            False,
            kept.get(table, []),
        )
        for table in granted
    }
    assert kept.keys() - granted.keys() == set()
