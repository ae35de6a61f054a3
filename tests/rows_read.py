"""How many rows of each table a page's statements read, by their plans."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.bench.visits import Watch


@contextmanager
def rows_read() -> Iterator[Counter[str]]:
    """Filled when the block ends. Tables are read by index where one will do, as large tables are."""
    watch, read = Watch(), Counter[str]()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_seqscan = off")
    with connection.execute_wrapper(watch):
        yield read
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = on")
    for statement in watch.statements:
        read.update(statement.of_loops)
