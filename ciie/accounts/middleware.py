"""Middleware for conditions beyond being signed in.

Staff need a second factor, old sessions end, and the admin asks for confirmation after a period of inactivity.
"""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ciie.accounts.models import User
from ciie.accounts.open_sessions import note_session
from ciie.accounts.second_factors import is_staff, lacks_second_factor
from ciie.web.session_expiry import keep_form

SEEN_AT = "admin_seen_at"
KEPT_AT = "kept_at"
"""The session key for the time, in seconds, at which the person ended all other sessions and kept this one."""
NOTED_EVERY_SECONDS = 60
OPEN_WITHOUT_FACTOR = {
    *("account_logout", "account_reauthenticate", "account_email", "account_confirm_email"),
    *("account_email_verification_sent", "account_set_password", "account_change_password"),
    *("set_language", "web:appearance", "healthz", "readyz", "metrics"),
}
"""The views that a person who must set up a second factor may need on the way.

All views whose names begin with `mfa_` are open to them as well.
"""


PROVING = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


class StaffSecondFactorMiddleware:
    """Redirects staff without a second factor to the page where they set one up, from every page that needs one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        view = request.resolver_match.view_name if request.resolver_match else ""
        is_open = view in OPEN_WITHOUT_FACTOR or view.startswith("mfa_")
        if is_open or not settings.STAFF_SECOND_FACTOR_REQUIRED or not isinstance(request.user, User):
            return None
        records = get_authentication_records(request, request.user)  # reads the session alone
        is_proved = any(record["method"] == "mfa" for record in records)  # with a second factor or a passkey
        if is_proved or not lacks_second_factor(request.user):
            return None
        messages.warning(
            request,
            _("Your role requires two-factor authentication. Set up an authenticator app or a passkey to continue."),
        )
        return redirect("mfa_index")


class SessionEndMiddleware:
    """Ends sessions that are too old (`SESSION_HOURS`, `STAFF_SESSION_HOURS`) or that their person has ended elsewhere.

    A session gets a new key when its person proves their identity again, so that a key that leaked before is worthless.

    The request continues as an anonymous visitor's, so that a page that needs a person leads to the sign-in and back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked_at = time.time()
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.view_name in PROVING and isinstance(request.user, User):
            records = get_authentication_records(request, request.user)
            if records and records[-1]["at"] >= asked_at:
                request.session.cycle_key()
                note_session(request, request.user)
        if match and match.view_name == "account_logout" and request.method == "POST":
            response["Clear-Site-Data"] = '"storage"'
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if SESSION_KEY not in request.session or not isinstance(request.user, User):
            return
        records = get_authentication_records(request, request.user)
        began_at = max(records[-1]["at"] if records else 0, request.session.get(KEPT_AT, 0))
        ended_at = request.user.sessions_ended_at
        if (ended_at and began_at < ended_at.timestamp()) or (records and _is_too_old(request.user, began_at)):
            logout(request)
            messages.info(request, _("Your session has ended. Please sign in again."))
            return
        note_session(request, request.user)


def _is_too_old(person: User, began_at: float) -> bool:
    hours = (time.time() - began_at) / 3600
    if settings.SESSION_HOURS and hours > settings.SESSION_HOURS:
        return True
    return bool(settings.STAFF_SESSION_HOURS and hours > settings.STAFF_SESSION_HOURS and is_staff(person))


class AdminIdleMiddleware:
    """Asks on admin pages for confirmation of identity after `ADMIN_IDLE_MINUTES` without a request to the admin.

    Data posted with that request is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or "admin" not in match.app_names or match.url_name in {"login", "logout"}:
            return None
        if not isinstance(request.user, User) or not settings.ADMIN_IDLE_MINUTES:
            return None
        present = time.time()
        records = get_authentication_records(request, request.user)
        proved_at = records[-1]["at"] if records else 0
        seen_at = max(request.session.get(SEEN_AT, 0), proved_at) or present  # a session without either time starts now
        if present - seen_at > settings.ADMIN_IDLE_MINUTES * 60:
            messages.info(request, _("You have been inactive for a while. Please confirm your identity."))
            kept = request.method == "POST" and keep_form(request)
            wanted = reverse("web:kept_form") if kept else request.get_full_path()
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': wanted})}")
        if present - request.session.get(SEEN_AT, 0) > NOTED_EVERY_SECONDS:
            request.session[SEEN_AT] = present
        return None
