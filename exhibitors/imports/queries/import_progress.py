"""How far an import is. Others cannot read its transaction, so progress is kept outside the database."""

from typing import Final

from django.core.cache import cache

KEPT_SECONDS: Final = 24 * 60 * 60


def note_progress(run_id: int, done: int, total: int) -> None:
    cache.set(_key(run_id), (done, total), KEPT_SECONDS)


def progress_of(run_id: int) -> tuple[int, int]:
    """Rows done and rows in all; zeros before the first are done."""
    done, total = cache.get(_key(run_id)) or (0, 0)
    return int(done), int(total)


def _key(run_id: int) -> str:
    return f"import-progress:{run_id}"
