from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.account.views import ConfirmEmailView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.adapter import remember_language
from ciie.accounts.forms import ProfileForm, TokenForm
from ciie.accounts.middleware import KEPT_AT
from ciie.accounts.models import ApiToken, TokenScope
from ciie.accounts.open_sessions import sessions_of
from ciie.accounts.operations import change_profile, end_session, end_sessions, issue_token, revoke_token
from ciie.accounts.requests import PersonRequest
from ciie.accounts.second_factors import is_readable
from ciie.accounts.tokens import tokens_of
from ciie.kernel.clock import now
from ciie.web.lists import page_of
from ciie.web.refusals import attempt, decided, perform


class ConfirmEmail(ConfirmEmailView):
    """The page to which the link in the mail leads.

    In the browser in which the person has just signed up, following the link is enough: the session proves who follows
    it, which a mail scanner cannot. Anywhere else the page shows a button.
    """

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._is_of_this_signup():
            return cast("HttpResponse", self.post(*args, **kwargs))
        return cast("HttpResponse", super().get(*args, **kwargs))

    def _is_of_this_signup(self) -> bool:
        stage = LoginStageController.enter(self.request, EmailVerificationStage.key)
        if stage is None or self.request.method != "GET":
            return False
        try:
            address = self.get_object().email_address
        except Http404:
            return False
        return bool(stage.login.user.pk == address.user_id and address.can_set_verified())


def _if_readable(show: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Redirect from the recovery codes to the page that makes new ones if no key decrypts them."""

    @wraps(show)
    def shown(request: HttpRequest) -> HttpResponseBase:
        codes = Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.RECOVERY_CODES)
        if all(is_readable(each.data) for each in codes):
            return show(request)
        messages.error(request, _("Your recovery codes are no longer valid. Create new ones."))
        return redirect("mfa_generate_recovery_codes")

    return shown


view_recovery_codes = _if_readable(recovery_codes.view_recovery_codes)
download_recovery_codes = _if_readable(recovery_codes.download_recovery_codes)


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    person = request.user
    shown = {"name": person.name, "language": person.language, "revision": person.revision}
    form = ProfileForm(request.POST or None, initial=shown)
    if saved := decided(form, change_profile, person.pk, actor=person):
        with override(saved.language):
            messages.success(request, _("Your profile has been saved."))
        response = redirect("profile")
        remember_language(response, saved.language)
        return response
    return render(request, "account/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_safe
def sessions(request: PersonRequest) -> HttpResponse:
    """Show where the person is signed in, each with a button that signs out there."""
    context = {"page": page_of(request, sessions_of(request.user)), "current": request.session.session_key}
    return render(request, "account/sessions.html", context)


@login_required
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    """Sign the person out everywhere except in this browser."""
    if perform(
        request,
        lambda: end_sessions(request.user.pk, kept=request.session.session_key or "", actor=request.user, at=now()),
        _("You have been signed out on all other devices."),
    ):
        request.user.refresh_from_db(fields=["sessions_ended_at"])
        ended_at = request.user.sessions_ended_at
        request.session[KEPT_AT] = ended_at.timestamp() if ended_at else 0
    return redirect("sessions")


@login_required
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def end_one_session(request: PersonRequest, pk: int) -> HttpResponse:
    """Sign the person out in one other browser. The menu does so in this one."""
    others = sessions_of(request.user).exclude(session=request.session.session_key)
    ended = get_object_or_404(others, pk=pk)
    perform(request, lambda: end_session(ended.pk, actor=request.user, at=now()), _session_ended)
    return redirect("sessions")


def _session_ended(name: str) -> str:
    return _("You have been signed out: %(device)s.") % {"device": name}


@login_required
@require_safe
def tokens(request: PersonRequest) -> HttpResponse:
    """Show the person's own tokens, each with its last use and a button that revokes it."""
    context = {"page": page_of(request, tokens_of(request.user)), "at": now()}
    return render(request, "account/tokens.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def new_token(request: PersonRequest) -> HttpResponse:
    """Create a token. Only the response to this form shows it."""
    form = TokenForm(request.POST or None)
    token = attempt(
        form,
        lambda: issue_token(
            request.user.pk,
            name=form.cleaned_data["name"],
            scope=TokenScope(form.cleaned_data["scope"]),
            days=form.cleaned_data["days"],
            actor=request.user,
            at=now(),
        ),
    )
    if token:
        name = form.cleaned_data["name"]
        return render(request, "account/token_made.html", {"token": token, "name": name})
    return render(request, "account/new_token.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end_token(request: PersonRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(tokens_of(request.user), pk=pk)
    perform(request, lambda: revoke_token(token.pk, actor=request.user, at=now()), _token_ended)
    return redirect("tokens")


def _token_ended(token: ApiToken) -> str:
    return _("“%(name)s” has ended. Programs that use it are refused from now on.") % {"name": token}
