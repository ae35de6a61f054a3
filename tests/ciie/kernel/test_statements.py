import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from ciie.kernel.statements import row_of, rows_of, run
from pavilions.floor.models.venue import Sector

pytestmark = pytest.mark.django_db


def test_statements_give_rows_the_first_row_and_how_many_they_changed() -> None:
    assert rows_of("SELECT n FROM generate_series(1, %s) AS n", [3]) == [(1,), (2,), (3,)]
    assert row_of("SELECT %(word)s::text, %(none)s::text", {"word": "a'b", "none": None}) == ("a'b", None)
    assert row_of("SELECT 1 WHERE %s", [False]) is None
    Sector.objects.bulk_create([Sector(code="a", name="A"), Sector(code="b", name="B")])
    assert run("UPDATE pavilions_sector SET position = %s", [7]) == 2


def test_statement_that_comes_again_is_prepared() -> None:
    for number in range(5):
        assert row_of("SELECT %s::bigint + 1 AS planned_once", [number]) == (number + 1,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%planned_once%%'")
        assert cursor.fetchone() == (1,)


def test_statements_are_counted_and_fail_as_those_of_django(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1) as seen:
        rows_of("SELECT %s::text", ["told"])
    assert seen.captured_queries[0]["sql"] == "SELECT $1::text"
    with pytest.raises(DatabaseError), transaction.atomic():
        rows_of("SELECT %s::integer", ["nonsense"])


def test_statement_is_sent_whole_where_a_wrapper_puts_another_before_it() -> None:
    with pghistory.context(action="x"):
        assert row_of("SELECT %s::int", [7]) == (7,)
