"""The adapter through which allauth follows this site's own rules."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import linebreaks, urlize
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ciie.accounts.devices import device_of, remember_device
from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.security_log import record_security_event
from ciie.kernel.bilingual import site_name
from ciie.kernel.clock import now
from ciie.kernel.queueing import wake_on_commit
from ciie.web.cookies import remember
from ciie.web.session_expiry import remember_person

SIGNATURE = "\n-- \n"  # the separator of RFC 3676, as in account/email/base_message.txt
LONGEST_EMAIL = 254  # the limit of RFC 5321 and of the columns


@dataclass(frozen=True)
class Sender:
    """The site as the sender of its mails: its name, and the host under which people know it."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        sender = Sender(site_name(), urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": sender})
        wake_on_commit("ciie.mail.deliver_due")

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], **details: Any) -> EmailMessage:
        """Return allauth's mail, whose text exists in every language, with an HTML version.

        The HTML version has the frame that all our mails share.
        """
        message = cast("EmailMultiAlternatives", super().render_mail(template_prefix, email, context, **details))
        text, _, _signature = message.body.partition(SIGNATURE)
        body = linebreaks(urlize(text, nofollow=False, autoescape=True))
        words = {
            "subject": message.subject,
            "body": body,
            "site_name": site_name(),
            "site_url": settings.SITE_URL,
        }
        message.attach_alternative(render_to_string("account/email/frame.html", words), "text/html")
        return message

    def send_account_already_exists_mail(self, email: str) -> None:
        """Write to the address of the account, which may be another address of the same mailbox."""
        known = User.objects.confirmed_at_mailbox_of(email).order_by("pk").first()
        super().send_account_already_exists_mail(known.email if known else email)

    def is_safe_url(self, url: str) -> bool:
        """Return whether a redirect to this address is safe. A malformed URL such as `http://[` is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def clean_email(self, email: str) -> str:
        if len(email) > LONGEST_EMAIL:
            raise ValidationError(
                _("An email address has at most %(most)d characters.") % {"most": LONGEST_EMAIL}, code="too_long"
            )
        return str(super().clean_email(email))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return the key under which wrong passwords are counted.

        It is the browser's if the person has signed in there before, else the account's.
        """
        device = device_of(request, credentials.get("email", ""))
        return f"device:{device}" if device else str(super()._get_login_attempts_cache_key(request, **credentials))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note_failure(SecurityEventKind.THROTTLED, credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._note_failure(SecurityEventKind.SIGN_IN_FAILED, credentials)

    def _note_failure(self, kind: SecurityEventKind, credentials: dict[str, Any]) -> None:
        email = credentials.get("email", "")
        person = User.objects.filter(emailaddress__email__iexact=email).first()
        once = [email] if kind == SecurityEventKind.THROTTLED else None
        record_security_event(kind, at=now(), person=person, details={"email": email}, once_a_minute=once)

    def new_user(self, request: HttpRequest) -> User:
        """Give a new person the language in which they sign up as the language of their mails."""
        user = cast("User", super().new_user(request))
        user.language = get_language() or settings.LANGUAGE_CODE
        return user

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Set the browser's language to the person's unless one was chosen there, and remember whose browser it is."""
        response = cast("HttpResponse", super().post_login(request, user, **details))
        remember_device(request, response, user)
        remember_person(response, user.pk)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response


def remember_language(response: HttpResponse, language: str) -> None:
    remember(response, settings.LANGUAGE_COOKIE_NAME, language)
