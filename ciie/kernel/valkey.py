"""What this process knows of Valkey: whether it answers. Everything that asks it looks here first, and tells what came.

Nothing that is acknowledged depends on Valkey. Where it is away or hangs, one question finds out, at the price of
`PATIENCE_SECONDS`, and for `PAUSE_SECONDS` nobody else in this process asks; then one question tries again.
"""

import threading
import time
from typing import Any

import redis
import structlog
from prometheus_client import Counter
from redis.backoff import NoBackoff
from redis.retry import Retry

PATIENCE_SECONDS = 0.5
PAUSE_SECONDS = 5.0
FAILURES = Counter("ciie_valkey_failures", "Questions to Valkey that were not answered, by who asked.", ["asker"])
log = structlog.get_logger(__name__)


def connection_options() -> dict[str, Any]:
    """How redis-py shall connect: anew once where a connection has ended, and never again what is slow."""
    return {
        "socket_timeout": PATIENCE_SECONDS,
        "socket_connect_timeout": PATIENCE_SECONDS,
        "retry": Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
    }


class Circuit:
    """Whether to ask. After a failure nobody does for a while; then one thread tries, while the others still do not."""

    def __init__(self) -> None:
        self._closed_until = 0.0
        self._changing = threading.Lock()

    def lets_through(self) -> bool:
        """Whether the caller may ask now. It has to tell by `worked` or `failed` what came of it."""
        if not self._closed_until:
            return True
        with self._changing:
            present = time.monotonic()
            if present < self._closed_until:
                return False
            self._closed_until = present + PAUSE_SECONDS  # until its outcome is known, nobody else tries
            return True

    def worked(self) -> None:
        if self._closed_until:
            self._closed_until = 0.0
            log.info("Valkey answers again")

    def failed(self, asker: str, error: Exception) -> None:
        FAILURES.labels(asker).inc()
        self._closed_until = time.monotonic() + PAUSE_SECONDS
        log.warning("Valkey does not answer", asker=asker, error=str(error), again_after_seconds=PAUSE_SECONDS)

    def start_afresh(self) -> None:
        """Forget what failed, as a new process begins."""
        self._closed_until = 0.0


CIRCUIT = Circuit()
