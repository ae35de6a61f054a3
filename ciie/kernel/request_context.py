"""The request (or task) being served: its origin, and its ID, which logs, audit rows and problem responses carry."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from uuid import UUID, uuid4

from django.conf import settings

REQUEST_ID_HEADER = "X-Request-ID"  # of requests, responses and mails
LONGEST_USER_AGENT = 200

_request_id: ContextVar[UUID | None] = ContextVar("request_id", default=None)
_headers: ContextVar[Mapping[str, str] | None] = ContextVar("request_headers", default=None)


def current_request_id() -> UUID | None:
    """Return the current ID, or `None` outside any request or task."""
    return _request_id.get()


@contextmanager
def request_id(given: str = "") -> Iterator[UUID]:
    """Set the current ID: the given one if it is a UUID, else a new one."""
    try:
        chosen = UUID(given)
    except ValueError:
        chosen = uuid4()
    token = _request_id.set(chosen)
    try:
        yield chosen
    finally:
        _request_id.reset(token)


@dataclass(frozen=True)
class RequestOrigin:
    """A visitor's IP address, if it is valid, and the user agent, shortened."""

    address: str | None = None
    user_agent: str = ""


@contextmanager
def request_headers(meta: Mapping[str, str]) -> Iterator[None]:
    """Set the headers of the current request (`request.META`), which are parsed only if needed."""
    token = _headers.set(meta)
    try:
        yield
    finally:
        _headers.reset(token)


def current_origin() -> RequestOrigin:
    """Return the origin of the current request, or an empty one outside any request."""
    meta = _headers.get()
    if meta is None:
        return RequestOrigin()
    user_agent = printable(meta.get("HTTP_USER_AGENT", ""))[:LONGEST_USER_AGENT]
    try:
        address = str(ip_address(visitor_address(meta.get("HTTP_X_FORWARDED_FOR", ""), meta.get("REMOTE_ADDR", ""))))
    except ValueError:
        return RequestOrigin(None, user_agent)
    return RequestOrigin(address, user_agent)


def visitor_address(forwarded_for: str, peer: str) -> str:
    """Return the client address that the last trusted proxy reports (`TRUSTED_PROXY_COUNT`), or else the peer's."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    named = [part.strip() for part in forwarded_for.split(",")]
    return named[-proxies] if proxies and len(named) >= proxies else peer


def printable(text: str) -> str:
    """Return the text without control characters and lone surrogates, which neither pages nor columns accept."""
    return "".join(character for character in text if character.isprintable())
