"""Where allauth asks how this site does things."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from ciie.accounts.models import User


@dataclass(frozen=True)
class Sender:
    """This site, as its mails sign: a name for people and the host they know it by."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        sender = Sender(settings.SITE_NAME, urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": sender})

    def new_user(self, request: HttpRequest) -> User:
        """Somebody who signs up reads mail in the language they signed up in."""
        user = cast("User", super().new_user(request))
        user.language = get_language() or settings.LANGUAGE_CODE
        return user

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """A browser that was never told a language speaks the person's own from here on."""
        response = cast("HttpResponse", super().post_login(request, user, **details))
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 60 * 60, samesite="Lax")
