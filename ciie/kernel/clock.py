"""The clock of the domain.

Only the outer layers (views, API, tasks, commands, admin) read it; operations get the time as an argument. It is the
database's clock, whatever the machine's own says, so that several machines decide alike, however far their clocks are
apart (see `docs/decisions/machines.md`).
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
    """Return the present time, shifted by `CLOCK_OFFSET`.

    The offset is zero except for the sample edition, which is set in May 2024.
    """
    moment: datetime = real_now() + settings.CLOCK_OFFSET
    return moment


def real_now() -> datetime:
    """Return the present time without `CLOCK_OFFSET`, for things that age or wait, such as mails and opened forms."""
    if settings.CLOCK_OF_DATABASE:
        return DATABASE_CLOCK.now()
    moment: datetime = timezone.now()
    return moment


@dataclass
class SharedClock:
    """A remote clock that is read now and then, and advanced in between by the monotonic clock of this machine.

    If `ask` fails with a `DatabaseError`, the last known time is advanced; before the first success, the machine's
    clock is used.
    """

    ask: Callable[[], datetime]
    _known: tuple[datetime, float] | None = None
    _asking: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        """Return the remote time, accurate to within the duration of one question."""
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
