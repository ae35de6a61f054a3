"""Validators of public pages for visitors who are not signed in; what others see is about themselves."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from ciie.web.appearance import theme_of

PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}


def is_personal(request: HttpRequest) -> bool:
    """Whether the page may say something about whoever asks for it."""
    return bool(request.COOKIES.keys() & PERSONAL_COOKIES)


def etag_of(request: HttpRequest, version: str) -> str:
    """A version of what a page tells, in the language and the colours in which it is shown."""
    return f'"{version}-{get_language()}-{theme_of(request)}"'
