"""What this process knows of Valkey: whether it answers. Everything that asks it looks here first, and tells what came.

Nothing that is acknowledged depends on Valkey. Where it is away or hangs, one question finds out, at the price of
`PATIENCE_SECONDS`, and for `PAUSE_SECONDS` nobody else in this process asks; then one question tries again.
"""

from typing import Any

import redis
from prometheus_client import Counter
from redis.backoff import NoBackoff
from redis.retry import Retry

from ciie.kernel.circuit import Circuit

PATIENCE_SECONDS = 0.5
PAUSE_SECONDS = 5.0
FAILURES = Counter("ciie_valkey_failures", "Questions to Valkey that were not answered, by who asked.", ["asker"])


def connection_options() -> dict[str, Any]:
    """How redis-py shall connect: anew once where a connection has ended, and never again what is slow."""
    return {
        "socket_timeout": PATIENCE_SECONDS,
        "socket_connect_timeout": PATIENCE_SECONDS,
        "retry": Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
    }


CIRCUIT = Circuit("Valkey", FAILURES, PAUSE_SECONDS)
