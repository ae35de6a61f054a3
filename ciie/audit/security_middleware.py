"""Requests that the security log keeps whatever view answered: refusals, too many requests, and files sent out."""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import partial
from http import HTTPStatus

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.security_log import record_security_event
from ciie.kernel.actors import person_of
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError


class SecurityLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.FORBIDDEN:
            _record_refusal(request, response)
        elif response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            _record(SecurityEventKind.THROTTLED, request)
        elif _is_file(response) and request.method != "HEAD" and _person(request):
            _record_export(request, response)
        return response


def _record_refusal(request: HttpRequest, response: HttpResponseBase) -> None:
    refusal: DomainError | None = getattr(response, "refusal", None)
    if not getattr(refusal, "is_logged", False):
        _record(SecurityEventKind.REFUSED, request, code=refusal.code if refusal else "", **_permission_of(refusal))


def _permission_of(refusal: DomainError | None) -> dict[str, object]:
    return {"permission": refusal.details["permission"]} if refusal and "permission" in refusal.details else {}


def _record(kind: SecurityEventKind, request: HttpRequest, **details: object) -> None:
    """Noted once a minute for each person or address and view, whatever stands in the address."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    record_security_event(
        kind,
        at=now(),
        person=_person(request),
        details={"method": request.method, "path": request.path, **details},
        once_a_minute=[request.method, view, *details.values()],
    )


def _is_file(response: HttpResponseBase) -> bool:
    """Everything that leaves as a file: lists, documents, drawings, exports of the admin."""
    is_attached = response.headers.get("Content-Disposition", "").startswith("attachment")
    is_pdf = response.headers.get("Content-Type", "").startswith("application/pdf")
    return response.status_code == HTTPStatus.OK and (is_attached or is_pdf)


def _record_export(request: HttpRequest, response: HttpResponseBase) -> None:
    """A list that is sent row by row is noted when it has been sent, or broken off, with the rows sent by then."""
    person = _person(request)
    details: dict[str, object] = {"path": request.path, "filter": request.GET.dict()}
    exported = getattr(response, "exported", None)

    def record() -> None:
        rows = exported.count if exported else getattr(request, "exported_rows", None)
        shown = details if rows is None else details | {"rows": rows}
        record_security_event(SecurityEventKind.EXPORTED, at=now(), person=person, details=shown)

    if exported and isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
        lines: Iterator[bytes] = response.streaming_content  # type: ignore[assignment]  # served by WSGI
        response.streaming_content = _followed(lines, partial(copy_context().run, record))
    else:
        record()


def _followed(lines: Iterator[bytes], record: Callable[[], None]) -> Iterator[bytes]:
    try:
        yield from lines
    finally:
        record()


def _person(request: HttpRequest) -> User | None:
    """Who is signed in, or for whom a program acts."""
    user = getattr(request, "auth", None) or getattr(request, "user", None)
    return person_of(user)
