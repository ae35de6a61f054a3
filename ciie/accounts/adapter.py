"""Where allauth asks how this site does things."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import linebreaks, urlize
from django.utils.translation import get_language

from ciie.accounts.models import User
from ciie.kernel.queueing import ring_on_commit

SIGNATURE = "\n-- \n"  # as RFC 3676 has it, and account/email/base_message.txt


@dataclass(frozen=True)
class Sender:
    """This site, as its mails sign: a name for people and the host they know it by."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        sender = Sender(settings.SITE_NAME, urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": sender})
        ring_on_commit("ciie.mail.deliver_due")

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], **details: Any) -> EmailMessage:
        """The text that allauth has in every language, and the same in the frame of all our letters."""
        message = cast("EmailMultiAlternatives", super().render_mail(template_prefix, email, context, **details))
        text, _, _signature = message.body.partition(SIGNATURE)
        body = linebreaks(urlize(text, nofollow=False, autoescape=True))
        words = {
            "subject": message.subject,
            "body": body,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
        }
        message.attach_alternative(render_to_string("account/email/frame.html", words), "text/html")
        return message

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
