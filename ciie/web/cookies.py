"""The site's own cookies. All have the same rules: this host only, TLS only if there is TLS, and no other site."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponse

ONE_YEAR = 365 * 24 * 60 * 60


def cookie_name(name: str) -> str:
    """Return the full name of a cookie.

    In production it starts with `__Host-`, so that browsers accept it from this very host only, and only by TLS.
    """
    return f"{settings.COOKIE_PREFIX}{name}"


def remember(response: HttpResponse, name: str, value: str) -> None:
    """Set a cookie for a year. `name` is a result of `cookie_name` or a setting's value. Scripts cannot read it."""
    response.set_cookie(
        name, value, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )


class MessageCookie(CookieStorage):
    cookie_name = cookie_name("messages")


class MessageStorage(FallbackStorage):
    """The `MESSAGE_STORAGE` of this site: Django's own, with a cookie named like the others."""

    storage_classes = (MessageCookie, SessionStorage)
