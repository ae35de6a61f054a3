"""A circuit breaker for services that may be unreachable: one attempt finds out for all threads of a process."""

import threading
import time

import structlog
from prometheus_client import Counter

OLD = 3
"""After this many pauses, the last failure says nothing about the present any more."""
log = structlog.get_logger(__name__)


class Circuit:
    """A circuit breaker. After a failure, nobody asks for a while; then one thread tries on behalf of all.

    `part` is the service's name in logs, `failures` counts failures by asker, and `pause` is the time in seconds for
    which nobody asks after a failure.
    """

    def __init__(self, part: str, failures: Counter, pause: float) -> None:
        self._part, self._failures, self._pause = part, failures, pause
        self._closed_until = self._failed_at = 0.0
        self._changed = threading.Condition()

    @property
    def is_interrupted(self) -> bool:
        """Whether the last known outcome is a failure."""
        return bool(self._closed_until)

    @property
    def pauses(self) -> bool:
        """Whether the last failure was less than a pause ago, and nobody has been let through since."""
        return self.is_interrupted and time.monotonic() < self._failed_at + self._pause

    def lets_through(self, *, patience: float = 0) -> bool:
        """Return whether the caller may ask now. If so, it must report the outcome by `worked` or `failed`.

        A caller that comes while another one tries, long after the last failure, waits up to `patience` seconds for the
        outcome.
        """
        if not self._closed_until:
            return True
        with self._changed:
            present = time.monotonic()
            if present >= self._closed_until:
                self._closed_until = present + self._pause  # nobody else tries until the outcome is known
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
        """Reset the state after the start of a new process."""
        with self._changed:
            self._closed_until = 0.0
            self._changed.notify_all()
