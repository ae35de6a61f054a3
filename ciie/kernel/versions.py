"""Versions of stored data: short texts that change whenever any of the data does."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import NewType

from ciie.kernel.statements import row_of

Part = NewType("Part", str)
"""A part of a version: an SQL expression, in which `%(at)s` is the time for which the version is computed."""

LATE = 1_000
"""How many of the latest keys are counted.

Keys are assigned before transactions end, so a row may appear after others whose keys are up to this much higher.
"""


def rows_in(table: str, where: str = "true") -> Part:
    """Return the part for a table with at most some hundred such rows: which versions of which rows exist.

    It reflects every commit, however rows were changed or deleted.
    """
    return Part(
        f"(SELECT md5(coalesce(string_agg(xmin || ':' || ctid, ' ' ORDER BY ctid), '')) FROM {table} WHERE {where})"  # noqa: S608
    )


def newest_in(table: str, key: str = "pgh_id") -> Part:
    """Return the part for an append-only table: its newest key, and the number of rows among the latest keys."""
    newest = f"(SELECT max({key}) FROM {table})"  # noqa: S608
    return Part(f"(SELECT max({key}) || '.' || count(*) FROM {table} WHERE {key} > {newest} - {LATE})")  # noqa: S608


def version_of(parts: Sequence[Part], *, at: datetime) -> str:
    """Return a digest of these parts, computed by one prepared statement."""
    row = row_of(f"SELECT {', '.join(dict.fromkeys(parts))}", {"at": at})
    return blake2b(repr(row).encode(), digest_size=12).hexdigest()
