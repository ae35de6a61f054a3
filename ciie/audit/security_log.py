"""Writing to the security log.

An event is part of the transaction that causes it, except for refusals, which roll theirs back. The middleware adds
what any view may respond with: refusals, too many requests, and downloads of files.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from datetime import datetime
from functools import partial
from hashlib import blake2b
from http import HTTPStatus

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.kernel.actors import Visitor, person_of
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.request_context import current_origin, current_request_id, printable

LONGEST_DETAIL = 300


def record_security_event(
    kind: SecurityEventKind,
    *,
    at: datetime,
    person: Visitor | None = None,
    actor: Visitor | None = None,
    details: Mapping[str, object] | None = None,
    once_a_minute: object = None,
) -> None:
    """Record an event: the person concerned, and the actor if that is somebody else.

    The address, browser and request come from the request context. With `once_a_minute`, a second event of the same
    kind for the same person, address and value within the same minute is left out, so that nobody can flood the log.
    """
    origin, by = current_origin(), actor or person
    event = SecurityEvent(
        at=at,
        kind=kind,
        person_id=person.pk if isinstance(person, User) else None,
        person_email=person.email if isinstance(person, User) else "",
        actor_id=by.pk if isinstance(by, User) else None,
        actor_name=_name_of(by),
        address=origin.address,
        user_agent=origin.user_agent,
        request_id=current_request_id(),
        details={name: _shortened(value) for name, value in (details or {}).items()},
    )
    if once_a_minute is not None:
        identity = json.dumps([event.actor_id or event.person_id or event.address, once_a_minute], default=str)
        digest = blake2b(identity.encode(errors="replace"), digest_size=12).hexdigest()
        event.once = f"{event.kind}:{event.at:%Y%m%d%H%M}:{digest}"
    SecurityEvent.objects.bulk_create([event], ignore_conflicts=bool(event.once))


def record_role(
    kind: SecurityEventKind,
    role: object,
    of: object,
    *,
    person: User | None = None,
    email: str = "",
    actor: Visitor,
    at: datetime,
) -> None:
    """Record that a person was given or lost a role, or that it was offered to an address. `of` says where it holds."""
    details = {"role": role, "of": of} | ({"email": email} if email else {})
    record_security_event(kind, at=at, person=person, actor=actor, details=details)


def _name_of(actor: Visitor | None) -> str:
    if actor is None or not actor.is_authenticated:
        return ""
    return actor.email if isinstance(actor, User) else str(actor)


def _shortened(value: object) -> object:
    """Return a JSON-ready value. Visitors' input is shortened, and characters that a column refuses are removed."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Mapping):
        return {printable(str(name))[:LONGEST_DETAIL]: _shortened(inner) for name, inner in list(value.items())[:50]}
    return printable(str(value))[:LONGEST_DETAIL]


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
    refusal = getattr(response, "refusal", None)
    if not isinstance(refusal, DomainError):
        _record(SecurityEventKind.REFUSED, request, code="")
    elif not getattr(refusal, "is_logged", False):
        permission = {name: value for name, value in refusal.details.items() if name == "permission"}
        _record(SecurityEventKind.REFUSED, request, code=refusal.code, **permission)


def _record(kind: SecurityEventKind, request: HttpRequest, **details: object) -> None:
    """Record an event once a minute for each person or address and view, whatever the URL contains."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    record_security_event(
        kind,
        at=now(),
        person=_person(request),
        details={"method": request.method, "path": request.path, **details},
        once_a_minute=[request.method, view, *details.values()],
    )


def _is_file(response: HttpResponseBase) -> bool:
    """Return whether the response is a file: a list, a document, a drawing or an export of the admin."""
    is_attached = response.headers.get("Content-Disposition", "").startswith("attachment")
    is_pdf = response.headers.get("Content-Type", "").startswith("application/pdf")
    return response.status_code == HTTPStatus.OK and (is_attached or is_pdf)


def _record_export(request: HttpRequest, response: HttpResponseBase) -> None:
    """Record an export.

    A list that is streamed row by row is recorded when it has been sent or interrupted, with the number of rows sent.
    """
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
    """Return the person who is signed in, or for whom a program acts."""
    user = getattr(request, "auth", None) or getattr(request, "user", None)
    return person_of(user)
