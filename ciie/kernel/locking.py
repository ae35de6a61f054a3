"""The one way to lock rows.

A lock taken in the same statement as the look (annotated sub-query, lazily evaluated locked queryset)
oversells under READ COMMITTED: the statement's snapshot is older than its wait. So: lock, then look.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from ciie.kernel.errors import DomainError, NotFound, Sentence
from ciie.kernel.statements import Row, rows_of, run

WAIT_A_MOMENT = "SET LOCAL lock_timeout = '200ms'"
"""Less than the second after which PostgreSQL looks for deadlocks, and would end either transaction."""


def lock[M: Model](rows: QuerySet[M], pks: Iterable[object], *, against_references: bool = False) -> list[M]:
    """Lock the rows with these keys, in key order, in a statement of its own; return them fresh.

    Keys without a row are left out. `NO KEY UPDATE` lets foreign keys to the rows go on being inserted; locked
    `against_references` they wait, and so do we for those whose transactions have not ended.

    A transaction that waits for our rows, as it commits, may already hold a row that we need next. So from here on we
    wait for a moment only; then the operation is tried again.
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
    """Lock the rows with these keys, in key order, without reading them; the look is a statement of its own.

    What `lock` does, for the busiest rows; it costs a tenth. The same statement can share a topic (`share_topic`).
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
    """Lock the rows whose keys the statement `find` has in its column `key`, and return its rows, in one statement.

    They are what was found before any wait, so only what names a row may come from them; the look is a statement of its
    own here too. `sharing` is the topic to share, as an SQL expression of the columns of `found`.
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
    return f'SELECT FROM "{table}" WHERE "{key}" = ANY({keys}) ORDER BY "{key}" FOR NO KEY UPDATE'  # ours


def lock_one[M: Model](rows: QuerySet[M], pk: object, *, missing: Sentence) -> M:
    """Lock one row or raise `NotFound` with the sentence `missing`."""
    found = lock(rows, [pk])
    if not found:
        raise NotFound(missing, code="not_found")
    return found[0]


def require_seen(row: Model | None, seen: int | None, *, column: str = "revision", sentence: Sentence = "") -> None:
    """Raise `DomainError` (`changed_meanwhile`) unless a locked row still has the revision that its reader saw.

    No row has revision 0. `seen=None` says that nobody looked before: tasks, commands, and API calls that leave the
    revision out. `sentence` replaces the usual one.
    """
    require_seen_revision(0 if row is None else getattr(row, column), seen, sentence=sentence)


def require_seen_revision(present: int, seen: int | None, *, sentence: Sentence = "") -> None:
    """The same for a number that stands for several rows, such as the sum of their revisions."""
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
    """Let one transaction at a time work on something that has no row of its own yet."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock_topic() outside a transaction locks nothing.")
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [topic])


def share_topic(topic: str) -> None:
    """Keep what `lock_topic` guards from changing until this transaction ends; any number may do so together."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("share_topic() outside a transaction locks nothing.")
    run(f"SELECT {SHARE}", [topic])


SHARE = "pg_advisory_xact_lock_shared(hashtextextended(%s::text, 0))"
