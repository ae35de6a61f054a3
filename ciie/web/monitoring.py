"""What those who run the site ask of a process: whether it is up and can work, its figures, and an id for each request.

Answers of `healthz` and `readyz` are JSON for load balancers and supervisors, without any secret. Labels of the
Prometheus figures are route templates, methods and status codes: never a path or a person. The access log has the
same of each request, with its id and the key of the person: never a path, an address or a name.
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
"""Name and description of a figure, and the function of an app that counts it when `/metrics` is asked: by state, or as
one number, which is `None` where there is nothing to count yet."""
WATCHED = {"/healthz", "/readyz", "/metrics"}
"""The paths that load balancers and Prometheus ask all the time."""
log = structlog.get_logger(__name__)
access_log = structlog.get_logger("ciie.access")


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
    """Measure each request, and write one line about it to the access log unless it only watches or asks for a file."""

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
    """Return the primary key of the person or program holder for whom the request was served, if that is known by now.

    A session that the request did not need is not read for this, and one that it could not read is nobody's.
    """
    if holder := getattr(request, "auth", None):
        return str(holder.pk)
    session = getattr(request, "session", None)
    try:
        return session.get(SESSION_KEY) if session is not None and session.accessed else None
    except DatabaseError:
        return None


class WatchingMiddleware:
    """Answer load balancers and Prometheus before the host is checked, since they know each process by its address."""

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
    """Everything measured in this process, or in all that share `PROMETHEUS_MULTIPROC_DIR`, in Prometheus' format."""
    registry = REGISTRY
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        _forget_ended_processes(Path(folder))
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _forget_ended_processes(folder: Path) -> None:
    """Remove the live gauges of processes that were killed: their last values would be added up for ever."""
    for file in folder.glob("gauge_live*.db"):
        pid = int(file.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]


def counted() -> bytes:
    """What `COUNTS` count in the database, in the same format; nothing while it is away."""
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
    """Connections of clients to the whole server; PostgreSQL hides the state of those of other roles."""
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
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "up"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if pages can be served: "ready" where every part works, "degraded" where one fails that is not needed for it.

    503 where the database, without which nothing is decided, does not answer or cannot write. 404 where this machine is
    about to end (`ciie.web.serving`): haproxy sends nothing new there, and lets what was begun be answered. A balancer
    that took a degraded machine away would take all of them away at once, since parts are shared.
    """
    if settings.LEAVING_MARK and Path(settings.LEAVING_MARK).exists():
        return JsonResponse({"status": "leaving"}, status=404)
    failing = failing_parts()
    status = "not ready" if "database" in failing else "degraded" if failing else "ready"
    words = {name: "failing" if name in failing else "ok" for name in PARTS}
    return JsonResponse({"status": status, **words}, status=503 if status == "not ready" else 200)
