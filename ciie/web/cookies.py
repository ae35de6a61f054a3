"""Cookies of our own. All keep the same rules: for this host, by TLS alone where there is TLS, for no other site."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponse

ONE_YEAR = 365 * 24 * 60 * 60


def cookie_name(name: str) -> str:
    """As it is sent: with `__Host-` in production, which browsers take from this very host by TLS and from no other."""
    return f"{settings.COOKIE_PREFIX}{name}"


def remember(response: HttpResponse, name: str, value: str) -> None:
    """Set for a year; `name` is that of `cookie_name` or of a setting. No script reads it."""
    response.set_cookie(
        name, value, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )


class MessageCookie(CookieStorage):
    cookie_name = cookie_name("messages")


class MessageStorage(FallbackStorage):
    """`MESSAGE_STORAGE`: as Django's own, its cookie named like the others."""

    storage_classes = (MessageCookie, SessionStorage)
