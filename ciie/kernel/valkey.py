"""What this process knows of Valkey: whether it answers.

Every caller of Valkey checks this first, and reports the outcome. Nothing that is acknowledged depends on Valkey. If it
is unreachable or hangs, one call finds out, at the cost of `PATIENCE_SECONDS`, and for `PAUSE_SECONDS` nobody else in
this process calls it; then one call tries again.
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
    """Return redis-py's connection options.

    A command is retried once if its connection has ended, and never if it was slow.
    """
    return {
        "socket_timeout": PATIENCE_SECONDS,
        "socket_connect_timeout": PATIENCE_SECONDS,
        "retry": Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
    }


CIRCUIT = Circuit("Valkey", FAILURES, PAUSE_SECONDS)
