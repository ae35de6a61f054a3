"""Whether to ask a part of the machinery that may be away: one question finds out, for all threads of a process."""

import threading
import time

import structlog
from prometheus_client import Counter

OLD = 3
"""So many pauses after a failure nothing is known any more."""
log = structlog.get_logger(__name__)


class Circuit:
    """Whether to ask. After a failure nobody does for a while; then one thread tries, while the others still do not.

    `part` is what logs call it, `failures` counts by who asked, and nobody asks for `pause` seconds after a failure.
    """

    def __init__(self, part: str, failures: Counter, pause: float) -> None:
        self._part, self._failures, self._pause = part, failures, pause
        self._closed_until = self._failed_at = 0.0
        self._changed = threading.Condition()

    @property
    def is_interrupted(self) -> bool:
        """Whether the last that is known is a failure."""
        return bool(self._closed_until)

    @property
    def pauses(self) -> bool:
        """Whether the last failure was a moment ago; no longer once somebody has been let through after it."""
        return self.is_interrupted and time.monotonic() < self._failed_at + self._pause

    def lets_through(self, *, patience: float = 0) -> bool:
        """Whether the caller may ask now. It has to tell by `worked` or `failed` what came of it.

        Who comes while another tries, long after the last failure, waits up to `patience` seconds for what comes of it.
        """
        if not self._closed_until:
            return True
        with self._changed:
            present = time.monotonic()
            if present >= self._closed_until:
                self._closed_until = present + self._pause  # until its outcome is known, nobody else tries
                return True
            if self._failed_at + OLD * self._pause < present:
                known = self._failed_at
                self._changed.wait_for(lambda: not self._closed_until or self._failed_at != known, patience)
            return not self._closed_until

    def worked(self) -> None:
        if self._closed_until:
            self.start_afresh()
            log.info("it answers again", part=self._part)

    def failed(self, asker: str, error: Exception) -> None:
        self._failures.labels(asker).inc()
        with self._changed:
            self._failed_at = time.monotonic()
            self._closed_until = self._failed_at + self._pause
            self._changed.notify_all()
        log.warning("no answer", part=self._part, asker=asker, error=str(error), again_after_seconds=self._pause)

    def start_afresh(self) -> None:
        """Forget what failed, as a new process begins."""
        with self._changed:
            self._closed_until = 0.0
            self._changed.notify_all()
