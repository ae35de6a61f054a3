"""The domain's clock. Only translators (views, API, tasks, commands, admin) read it; operations are given the time.

It is the database's, whatever the machine's own says: several machines decide alike, however far their clocks are apart
(see `docs/decisions/machines.md`).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation
from django.db import DatabaseError, connection
from django.utils import timezone

ASKED_EVERY_SECONDS = 15.0


def now() -> datetime:
    """The present, moved by `CLOCK_OFFSET` (zero but for the sample edition, which lives in May 2024)."""
    moment: datetime = real_now() + settings.CLOCK_OFFSET
    return moment


def real_now() -> datetime:
    """The present of the world outside the sample edition, for what ages or waits: letters, opened forms."""
    if settings.CLOCK_OF_DATABASE:
        return DATABASE_CLOCK.now()
    moment: datetime = timezone.now()
    return moment


@dataclass
class SharedClock:
    """Another's clock, asked now and then and carried on by the seconds that pass here, which no clock's setting moves.

    `ask` may fail with a `DatabaseError`; then what was last known is carried on, or before that the machine's clock.
    """

    ask: Callable[[], datetime]
    _known: tuple[datetime, float] | None = None
    _asking: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        """The other's present, right to within the time that one question takes."""
        known = self._known
        if known is None or time.monotonic() - known[1] > ASKED_EVERY_SECONDS:
            known = self._asked(known)
        moment, noted = known
        return moment + timedelta(seconds=time.monotonic() - noted)

    def _asked(self, known: tuple[datetime, float] | None) -> tuple[datetime, float]:
        is_first = self._asking.acquire(blocking=known is None)
        if known and not is_first:
            return known  # another thread is asking
        began = time.monotonic()
        try:
            moment = self.ask()
        except (DatabaseError, SynchronousOnlyOperation):
            return known or (timezone.now(), began)
        else:
            self._known = moment, (began + time.monotonic()) / 2
            return self._known
        finally:
            self._asking.release()


def _database_says() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


DATABASE_CLOCK = SharedClock(_database_says)
