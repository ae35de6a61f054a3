"""The one way to lock rows.

A lock taken in the same statement as the read (annotated sub-query, lazily evaluated locked queryset) oversells under
READ COMMITTED: the statement's snapshot is older than its wait. Lock first, therefore, and read afterwards.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from ciie.kernel.errors import DomainError, NotFound, Sentence
from ciie.kernel.statements import Row, rows_of, run

WAIT_A_MOMENT = "SET LOCAL lock_timeout = '200ms'"
"""A timeout shorter than the second after which PostgreSQL checks for deadlocks, and would abort either transaction."""


def lock[M: Model](rows: QuerySet[M], pks: Iterable[object], *, against_references: bool = False) -> list[M]:
    """Lock the rows with these keys, in key order, in a statement of its own; return them fresh.

    Keys without a row are left out. `NO KEY UPDATE` allows inserts of foreign keys to the rows. With
    `against_references` such inserts wait, and this lock waits for those whose transactions have not ended.

    A transaction that waits for our rows when it commits may already hold a row that we need next. After such a lock,
    this transaction therefore waits only briefly for others; then the operation is retried.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock() outside a transaction locks nothing.")
    found = list(
        rows.filter(pk__in=list(pks)).order_by("pk").select_for_update(no_key=not against_references, of=("self",))
    )
    if against_references:
        run(WAIT_A_MOMENT, [])
    return found


def lock_keys(model: type[Model], keys: Iterable[object], *, sharing: str = "") -> None:
    """Lock the rows with these keys, in key order, without reading them. Read them in a separate statement.

    It does what `lock` does, at a tenth of the cost, for the busiest rows. The same statement can share a topic
    (`share_topic`).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock_keys() outside a transaction locks nothing.")
    rows = _locking(model, "%s")
    if sharing:
        run(f"WITH locked AS ({rows}) SELECT count(*), {SHARE} FROM locked", [list(keys), sharing])  # noqa: S608  # ours
    else:
        run(rows, [list(keys)])


def lock_found(
    model: type[Model], find: str, values: Mapping[str, object], *, key: str, sharing: str = ""
) -> list[Row]:
    """Lock the rows whose keys are in column `key` of the statement `find`, and return its rows, in one statement.

    They were found before any wait, so only identifiers of rows may be taken from them. Read the rows in a separate
    statement here, too. `sharing` is the topic to share, as an SQL expression of the columns of `found`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock_found() outside a transaction locks nothing.")
    locked = _locking(model, f"ARRAY(SELECT found.{key} FROM found)")  # noqa: S608  # ours
    shared = f", {SHARE.replace('%s', f'({sharing})')}" if sharing else ""
    return rows_of(
        f"WITH found AS MATERIALIZED ({find}), locked AS MATERIALIZED ({locked}) "  # noqa: S608  # all ours
        f"SELECT found.*, locked.many{shared} FROM (SELECT count(*) AS many FROM locked) AS locked CROSS JOIN found",
        values,
    )


def _locking(model: type[Model], keys: str) -> str:
    table, key = model._meta.db_table, model._meta.pk.column
    return f'SELECT FROM "{table}" WHERE "{key}" = ANY({keys}) ORDER BY "{key}" FOR NO KEY UPDATE'  # no user input


def lock_one[M: Model](rows: QuerySet[M], pk: object, *, missing: Sentence) -> M:
    """Lock one row, or raise `NotFound` with the message `missing`."""
    found = lock(rows, [pk])
    if not found:
        raise NotFound(missing, code="not_found")
    return found[0]


def require_seen(row: Model | None, seen: int | None, *, column: str = "revision", sentence: Sentence = "") -> None:
    """Raise `DomainError` (`changed_meanwhile`) unless a locked row still has the revision that its reader saw.

    A missing row counts as revision 0. `seen=None` means that nobody saw a revision: tasks, commands, and API calls
    that leave it out. `sentence` replaces the usual message.
    """
    require_seen_revision(0 if row is None else getattr(row, column), seen, sentence=sentence)


def require_seen_revision(present: int, seen: int | None, *, sentence: Sentence = "") -> None:
    """Raise `DomainError` unless a revision is the one that was seen.

    The number may stand for several rows, such as the sum of their revisions.
    """
    if seen is None or seen == present:
        return
    raise DomainError(
        sentence
        or _(
            "This has been changed since you opened the page, so nothing was saved. Open the page in "
            "another tab to see the current version, and make your changes there."
        ),
        code="changed_meanwhile",
        details={"revision": present},
    )


def lock_topic(topic: str) -> None:
    """Let only one transaction at a time work on something that has no row of its own yet."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock_topic() outside a transaction locks nothing.")
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [topic])


def share_topic(topic: str) -> None:
    """Share the lock on a topic, so that what `lock_topic` guards does not change until this transaction ends.

    Any number of transactions may share it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("share_topic() outside a transaction locks nothing.")
    run(f"SELECT {SHARE}", [topic])


SHARE = "pg_advisory_xact_lock_shared(hashtextextended(%s::text, 0))"
