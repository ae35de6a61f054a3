"""A limit for work that needs much memory.

Little is done at a time, a short queue waits, and everybody else is refused.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Busy


class ConcurrencyLimit:
    """Lets one thread of this process work at a time. At most `waiting` more wait, none longer than `seconds`."""

    def __init__(self, *, waiting: int, seconds: float) -> None:
        self._places = threading.BoundedSemaphore(1 + waiting)
        self._turn = threading.Lock()
        self._seconds = seconds

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it. Raises `Busy` if too many wait already, or if the turn does not come in time."""
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise _busy()
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()


def _busy() -> Busy:
    sentence = _("Many files are being processed at the moment. Try again in a minute.")
    return Busy(sentence, code="busy", field="file")
