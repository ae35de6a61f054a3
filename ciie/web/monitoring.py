"""What those who run the site ask of a process: whether it is up and can work, its figures, and an id for each request.

Answers of `healthz` and `readyz` are JSON for load balancers and supervisors, without any secret. Labels of the
Prometheus figures are route templates, methods and status codes: never a path or a person.
"""

import os
import time
from collections.abc import Callable, Mapping

import redis
import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from ciie.kernel.request_context import request_headers, request_id

REQUEST_ID_HEADER = "X-Request-ID"
HEARTBEAT_KEY = "worker-heartbeat"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
REQUESTS = Histogram(
    "ciie_request_seconds",
    "Time to answer a request.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
COUNTS: dict[tuple[str, str], Callable[[], Mapping[str, int]]] = {}
"""Name and description of a figure, and the function of an app that counts it by state when `/metrics` is asked."""
log = structlog.get_logger(__name__)


class RequestIdMiddleware:
    """Gives each request an id, takes over the proxy's if it sent one, and hands it back in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_id(request.headers.get(REQUEST_ID_HEADER, "")) as chosen, request_headers(request.META):
            structlog.contextvars.clear_contextvars()
            structlog.contextvars.bind_contextvars(request_id=str(chosen))
            response = self.get_response(request)
            response.headers[REQUEST_ID_HEADER] = str(chosen)
            return response


class MetricsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "other"
        route = request.resolver_match.route if request.resolver_match else "none"
        REQUESTS.labels(method, route, response.status_code).observe(time.perf_counter() - started)
        return response


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(measured() + counted(), content_type=CONTENT_TYPE_LATEST)


def measured() -> bytes:
    """Everything measured in this process, or in all that share `PROMETHEUS_MULTIPROC_DIR`, in Prometheus' format."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def counted() -> bytes:
    """What `COUNTS` count in the database, in the same format; nothing while it is away."""
    registry = CollectorRegistry()
    for (name, what), count in COUNTS.items():
        gauge = Gauge(name, what, ["state"], registry=registry)
        try:
            for state, many in count().items():
                gauge.labels(state).set(many)
        except DatabaseError as error:
            log.warning("not counted", figure=name, error=str(error))
            registry.unregister(gauge)
    return generate_latest(registry)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "up"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if database, Redis and a worker answer; 503 otherwise, with the part that does not."""
    words = {}
    for name, works in CHECKS.items():
        try:
            words[name] = "ok" if works() else "failing"
        except (DatabaseError, redis.RedisError, ValueError) as error:
            log.warning("not ready", part=name, error=str(error))
            words[name] = "failing"
    ready = "failing" not in words.values()
    return JsonResponse({"status": "ready" if ready else "not ready", **words}, status=200 if ready else 503)


def _database_works() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return True


def _redis_works() -> bool:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
        return bool(client.ping())


def _worker_works() -> bool:
    return bool(cache.get(HEARTBEAT_KEY))


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database_works,
    "redis": _redis_works,
    "worker": _worker_works,
}
