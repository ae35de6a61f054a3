"""Is the process up, and can it do its work? Answers for load balancers and supervisors, JSON, without any secret."""

import time
from collections.abc import Callable

import redis
import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEARTBEAT_KEY = "worker-heartbeat"
log = structlog.get_logger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "up"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if database, Redis and a worker answer; 503 otherwise, with the part that does not."""
    parts = {name: _works(name, check) for name, check in CHECKS.items()}
    ready = all(parts.values())
    words = {name: "ok" if works else "failing" for name, works in parts.items()}
    return JsonResponse({"status": "ready" if ready else "not ready", **words}, status=200 if ready else 503)


def record_heartbeat() -> None:
    """Called by a worker; `readyz` believes it for `HEARTBEAT_MAX_AGE`."""
    cache.set(HEARTBEAT_KEY, time.time(), timeout=None)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return True


def _redis() -> bool:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
        return bool(client.ping())


def _worker() -> bool:
    last: float = cache.get(HEARTBEAT_KEY, 0)
    return time.time() - last < settings.HEARTBEAT_MAX_AGE.total_seconds()


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "redis": _redis, "worker": _worker}


def _works(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, redis.RedisError, ValueError) as error:
        log.warning("not ready", part=name, error=str(error))
        return False
