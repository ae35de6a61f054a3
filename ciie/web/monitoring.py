"""Monitoring of a process: whether it is up and can work, its figures, and an ID for each request.

Responses of `healthz` and `readyz` are JSON for load balancers and supervisors, without any secret. Labels of the
Prometheus figures are route templates, methods and status codes: never a path or a person. The access log has the same
for each request, with its ID and the person's key: never a path, an address or a name.
"""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import structlog
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from ciie.kernel.request_context import REQUEST_ID_HEADER, request_headers, request_id
from ciie.web.parts import PARTS, failing_parts, measured_parts
from ciie.web.task_figures import measured_tasks

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
REQUESTS = Histogram(
    "ciie_request_seconds",
    "Time to answer a request.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
COUNTS: dict[tuple[str, str], Callable[[], Mapping[str, float] | float | None]] = {}
"""The functions of apps that count a figure for `/metrics`, by its name and description.

They return numbers by state, or one number, which is `None` if there is nothing to count yet.
"""
WATCHED = {"/healthz", "/readyz", "/metrics"}
"""The paths that load balancers and Prometheus request all the time."""
log = structlog.get_logger(__name__)
access_log = structlog.get_logger("ciie.access")


class RequestIdMiddleware:
    """Gives each request an ID, the proxy's if it sent one, and returns it with the response."""

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
    """Measures each request, and writes one line about it to the access log.

    Requests of `WATCHED` and for static files are not logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        method = request.method if request.method in METHODS else "other"
        route = request.resolver_match.route if request.resolver_match else "none"
        REQUESTS.labels(method, route, response.status_code).observe(seconds)
        if request.path_info not in WATCHED and not request.path_info.startswith(settings.STATIC_URL):
            access_log.info(
                "request",
                method=method,
                route=route,
                status=response.status_code,
                ms=round(seconds * 1_000),
                bytes=None if response.streaming else len(response.content),
                person=person_key(request),
            )
        return response


def person_key(request: HttpRequest) -> str | None:
    """Return the primary key of the person or token holder for whom the request was served, if it is known by now.

    A session that the request did not need is not read for this, and one that could not be read is nobody's.
    """
    if holder := getattr(request, "auth", None):
        return str(holder.pk)
    session = getattr(request, "session", None)
    try:
        return session.get(SESSION_KEY) if session is not None and session.accessed else None
    except DatabaseError:
        return None


class WatchingMiddleware:
    """Responds to load balancers and Prometheus before the host is checked, since they use each process's address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in WATCHED:
            return self.get_response(request)
        request.resolver_match = match = resolve(request.path_info)
        response: HttpResponseBase = match.func(request)
        return response


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    figures = measured() + measured_parts() + measured_tasks() + counted()
    return HttpResponse(figures, content_type=CONTENT_TYPE_LATEST)


def measured() -> bytes:
    """Return all figures of this process, or of all that share `PROMETHEUS_MULTIPROC_DIR`, in Prometheus's format."""
    registry = REGISTRY
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        _forget_ended_processes(Path(folder))
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _forget_ended_processes(folder: Path) -> None:
    """Remove the live gauges of killed processes, whose last values would otherwise be added up for ever."""
    for file in folder.glob("gauge_live*.db"):
        pid = int(file.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]


def counted() -> bytes:
    """Return the figures of `COUNTS` from the database in the same format, or nothing if it is unreachable."""
    registry = CollectorRegistry()
    for (name, what), count in COUNTS.items():
        try:
            found = count()
        except DatabaseError as error:
            log.warning("not counted", figure=name, error=str(error))
            continue
        if isinstance(found, Mapping):
            by_state = Gauge(name, what, ["state"], registry=registry)
            for state, many in found.items():
                by_state.labels(state).set(many)
        elif found is not None:
            Gauge(name, what, registry=registry).set(found)
    return generate_latest(registry)


def connections_by_state() -> dict[str, int]:
    """Return the numbers of client connections to the whole server. PostgreSQL hides the state of other roles'."""
    none = dict.fromkeys(["active", "idle", "idle in transaction", "hidden"], 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'hidden'), count(*) FROM pg_stat_activity "
            "WHERE datid IS NOT NULL AND usesysid IS NOT NULL GROUP BY 1"
        )
        return none | dict(cursor.fetchall())


def most_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_connections')::int")
        return int(cursor.fetchone()[0])


COUNTS["ciie_database_connections", "Connections of clients to PostgreSQL."] = connections_by_state
COUNTS["ciie_database_connections_most", "Connections that PostgreSQL takes."] = most_connections


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Return 200 as long as the process responds at all."""
    return JsonResponse({"status": "up"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Return 200 if pages can be served: "ready" if every part works, "degraded" if one fails that pages do not need.

    Return 503 if the database, without which nothing can be decided, does not respond or cannot write, and 404 if this
    machine is about to end (`ciie.web.serving`): haproxy then sends it nothing new and lets current requests finish. A
    balancer that removed a degraded machine would remove all of them at once, since parts are shared.
    """
    if settings.LEAVING_MARK and Path(settings.LEAVING_MARK).exists():
        return JsonResponse({"status": "leaving"}, status=404)
    failing = failing_parts()
    status = "not ready" if "database" in failing else "degraded" if failing else "ready"
    words = {name: "failing" if name in failing else "ok" for name in PARTS}
    return JsonResponse({"status": status, **words}, status=503 if status == "not ready" else 200)
