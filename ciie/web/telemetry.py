"""Sends errors to Sentry and traces to OpenTelemetry if settings name them. The extra `telemetry` installs both.

Both contain the request ID, and nothing that people sent: no bodies, no names, no addresses.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

from ciie.kernel.request_context import REQUEST_ID_HEADER, current_request_id

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.trace import Span

REQUEST_ID = "request.id"


def start_telemetry() -> None:
    """Start telemetry, once per process.

    Raises `ImproperlyConfigured` if a setting needs a package that is not installed.
    """
    try:
        if settings.SENTRY_DSN:
            report_errors()
        if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
            from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

            trace(BatchSpanProcessor(OTLPSpanExporter()))
    except ImportError as error:
        sentence = f"SENTRY_DSN or OTEL_EXPORTER_OTLP_ENDPOINT is set, but {error.name} is missing."
        raise ImproperlyConfigured(f"{sentence} Install it: uv sync --extra telemetry") from error


def report_errors(**more: Any) -> None:
    """Start Sentry. `more` are further options of Sentry's."""
    import sentry_sdk  # noqa: PLC0415

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        before_send=_with_request_id,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        **more,
    )


def trace(processor: "SpanProcessor") -> None:
    """Hand spans of requests, tasks and their statements to this processor.

    Traces continue from a request to the tasks that it sent.
    """
    from opentelemetry import trace as traces  # noqa: PLC0415
    from opentelemetry.instrumentation.celery import CeleryInstrumentor  # noqa: PLC0415
    from opentelemetry.instrumentation.django import DjangoInstrumentor  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": settings.OTEL_SERVICE_NAME}))
    provider.add_span_processor(processor)
    traces.set_tracer_provider(provider)
    DjangoInstrumentor().instrument(response_hook=_name_request)
    CeleryInstrumentor().instrument()  # type: ignore[no-untyped-call]
    connection_created.connect(_trace_statements, dispatch_uid="traced statements")


def _trace_statements(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    if _in_span not in connection.execute_wrappers:
        connection.execute_wrappers.append(_in_span)


def _in_span(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement of a request or task in a span, which contains its text and none of its values.

    PostgreSQL's error messages quote values, so the span contains only the type of error. OpenTelemetry's own
    instrumentation of psycopg would not see the statements of `ciie.kernel.statements`.
    """
    from opentelemetry import trace as traces  # noqa: PLC0415

    if not traces.get_current_span().is_recording():
        return execute(sql, params, many, context)
    with traces.get_tracer(__name__).start_as_current_span(
        sql.split(maxsplit=1)[0].upper(),
        kind=traces.SpanKind.CLIENT,
        attributes={"db.system.name": "postgresql", "db.query.text": sql},
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            return execute(sql, params, many, context)
        except DatabaseError as error:
            span.set_status(traces.StatusCode.ERROR)
            span.set_attribute("error.type", type(error).__name__)
            raise


def _with_request_id(event: Any, _hint: Any) -> Any:
    if chosen := current_request_id():
        event.setdefault("tags", {})[REQUEST_ID] = str(chosen)
    return event


def _name_request(span: "Span", _request: HttpRequest, response: HttpResponse) -> None:
    span.set_attribute(REQUEST_ID, response.headers.get(REQUEST_ID_HEADER, ""))
