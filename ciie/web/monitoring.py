"""What those who run the site ask of a process: whether it is up and can work, its figures, and an id for each request.

Answers of `healthz` and `readyz` are JSON for load balancers and supervisors, without any secret. Labels of the
Prometheus figures are route templates, methods and status codes: never a path or a person.
"""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from ciie.kernel.request_context import REQUEST_ID_HEADER, request_headers, request_id
from ciie.web.parts import PARTS, failing_parts, measured_parts

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
    return HttpResponse(measured() + measured_parts() + counted(), content_type=CONTENT_TYPE_LATEST)


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
    """200 if pages can be served: "ready" where every part works, "degraded" where one fails that is not needed for it.

    503 where the database, without which nothing is decided, does not answer. 404 where this machine is about to end
    (`ciie.web.serving`): haproxy sends nothing new there, and lets what was begun be answered. A balancer that took a
    degraded machine away would take all of them away at once, since parts are shared.
    """
    if settings.LEAVING_MARK and Path(settings.LEAVING_MARK).exists():
        return JsonResponse({"status": "leaving"}, status=404)
    failing = failing_parts()
    status = "not ready" if "database" in failing else "degraded" if failing else "ready"
    words = {name: "failing" if name in failing else "ok" for name in PARTS}
    return JsonResponse({"status": status, **words}, status=503 if status == "not ready" else 200)
