"""Where the request being served comes from, for the security log."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings

LONGEST_USER_AGENT = 200


@dataclass(frozen=True)
class RequestOrigin:
    """The address of the visitor, if it is one, and what their program calls itself, shortened."""

    address: str | None = None
    user_agent: str = ""


_headers: ContextVar[Mapping[str, str] | None] = ContextVar("request_headers", default=None)


@contextmanager
def request_headers(meta: Mapping[str, str]) -> Iterator[None]:
    """Put the headers of a request (`request.META`) in force; they are read only if somebody asks."""
    token = _headers.set(meta)
    try:
        yield
    finally:
        _headers.reset(token)


def current_origin() -> RequestOrigin:
    """The origin of the request in force; an empty one outside any request."""
    meta = _headers.get()
    if meta is None:
        return RequestOrigin()
    return RequestOrigin(_address(meta), printable(meta.get("HTTP_USER_AGENT", ""))[:LONGEST_USER_AGENT])


def printable(text: str) -> str:
    """The text without control characters and halves of characters, which neither pages nor columns take."""
    return "".join(character for character in text if character.isprintable())


def _address(meta: Mapping[str, str]) -> str | None:
    """What the last trusted proxy says, or else the socket."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    said = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    address = said[-proxies] if proxies and len(said) >= proxies else meta.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(address))
    except ValueError:
        return None
