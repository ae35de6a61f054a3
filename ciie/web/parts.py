"""The parts of the site that can fail while it runs, and checks of them for balancers, alerts and people."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import redis
import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from ciie.kernel.errors import Sentence
from ciie.kernel.valkey import connection_options
from ciie.uploads.storage import WholeFiles

WORKER = "worker"
SIGN = """
    INSERT INTO kept_in_database (cache_key, value, expires) VALUES (%s, '', now() + make_interval(secs => %s))
    ON CONFLICT (cache_key) DO UPDATE SET expires = excluded.expires
"""
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Part:
    """A part. `works` may raise the exceptions of databases, Valkey and files.

    `sentence` explains to the team what is not being done.
    """

    works: Callable[[], bool]
    sentence: Sentence = ""


def failing_parts() -> list[str]:
    """Return the names of the parts that do not work now."""
    return [name for name, part in PARTS.items() if not _works(name, part)]


def failures_for_people() -> list[Sentence]:
    """Return sentences for the team, with one query for each part that is checked in the database."""
    return [part.sentence for name, part in PARTS.items() if part.sentence and not _works(name, part)]


def measured_parts() -> bytes:
    """Return the current state of the parts for `/metrics`."""
    registry = CollectorRegistry()
    works = Gauge("ciie_part_works", "Whether a part of the site works.", ["part"], registry=registry)
    room = Gauge("ciie_media_free_bytes", "Room that is left for uploads and letters.", registry=registry)
    failing = failing_parts()
    for name in PARTS:
        works.labels(name).set(name not in failing)
    if (free := free_for_media()) is not None:
        room.set(free)
    return generate_latest(registry)


def show_life() -> None:
    """Record that a worker works, which holds for `HEARTBEAT_MAX_AGE` by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(SIGN, [WORKER, settings.HEARTBEAT_MAX_AGE.total_seconds()])


def free_for_media() -> int | None:
    """Return the free bytes of the disk of uploads, or `None` if they are not stored on this machine."""
    folder = Path(default_storage.location) if isinstance(default_storage, WholeFiles) else None
    return shutil.disk_usage(folder).free if folder and folder.is_dir() else None


def _works(name: str, part: Part) -> bool:
    try:
        return part.works()
    except (DatabaseError, redis.RedisError, OSError, ValueError) as error:
        log.warning("a part does not work", part=name, error=str(error))
        return False


def _database_works() -> bool:
    """Return whether the database can write: it is not a standby, and its disk has free space.

    With the least memory, PostgreSQL puts the series into a temporary file, which fails if its disk is full or was
    remounted read-only. Changing a row would not detect this, because it uses free space in an existing page.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64kB'")
        cursor.execute("SELECT count(*), current_setting('transaction_read_only') FROM generate_series(1, 5000)")
        _count, is_read_only = cursor.fetchone()
    if is_read_only == "on":
        log.warning("the database takes no writes, as a standby does not")
    return bool(is_read_only == "off")


def _redis_works() -> bool:
    with redis.Redis.from_url(settings.REDIS_URL, **connection_options()) as client:
        return bool(client.ping())


def _worker_works() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM kept_in_database WHERE cache_key = %s AND expires > now()", [WORKER])
        return cursor.fetchone() is not None


def _disk_has_room() -> bool:
    free = free_for_media()
    return free is None or free >= settings.LEAST_FREE_DISK_MB * 1024 * 1024


PARTS: dict[str, Part] = {
    "database": Part(_database_works),
    "redis": Part(_redis_works),
    "worker": Part(
        _worker_works, _("Background work is at a standstill: emails wait, and holds end later than they should.")
    ),
    "disk": Part(_disk_has_room, _("The disk is nearly full: uploads may be refused.")),
}
"""The parts by name. Apps add theirs when they are loaded."""
