"""How many rows of each table a page's statements read, by their plans."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.bench.visits import Watch


@contextmanager
def rows_read(*without: str) -> Iterator[Counter[str]]:
    """Filled when the block ends. Tables are read by index where one will do, as large tables are.

    `without` names what PostgreSQL does not do where it can do otherwise, such as `sort`, so that it follows the order
    of an index. Small tables leave it a choice of joins, so a test that is to hold for all of them has but one table.
    """
    watch, read, avoided = Watch(), Counter[str](), ("seqscan", *without)
    with connection.cursor() as cursor:
        for name in avoided:
            cursor.execute(f"SET LOCAL enable_{name} = off")
    with connection.execute_wrapper(watch):
        yield read
    with connection.cursor() as cursor:
        for name in avoided:
            cursor.execute(f"SET LOCAL enable_{name} = on")
    for statement in watch.statements:
        read.update(statement.of_loops)
