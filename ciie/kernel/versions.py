"""Versions of what is stored: short texts that are another as soon as anything of it is."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import NewType

from ciie.kernel.statements import row_of

Part = NewType("Part", str)
"""What a version is made of: an SQL expression. `%(at)s` in it is the instant at which the version is asked for."""

LATE = 1_000
"""Keys are given out before transactions end, so a row may appear after others with so much higher keys."""


def rows_in(table: str, where: str = "true") -> Part:
    """For a table with at most some hundred such rows: which versions of which rows there are.

    It sees whatever was committed, however it was changed or deleted.
    """
    return Part(
        f"(SELECT md5(coalesce(string_agg(xmin || ':' || ctid, ' ' ORDER BY ctid), '')) FROM {table} WHERE {where})"  # noqa: S608
    )


def newest_in(table: str, key: str = "pgh_id") -> Part:
    """For a table that only grows: its newest key, and how many rows there are among the latest keys."""
    newest = f"(SELECT max({key}) FROM {table})"  # noqa: S608
    return Part(f"(SELECT max({key}) || '.' || count(*) FROM {table} WHERE {key} > {newest} - {LATE})")  # noqa: S608


def version_of(parts: Sequence[Part], *, at: datetime) -> str:
    """A digest of all these; one prepared statement."""
    row = row_of(f"SELECT {', '.join(dict.fromkeys(parts))}", {"at": at})
    return blake2b(repr(row).encode(), digest_size=12).hexdigest()
