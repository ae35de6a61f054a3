"""Requests of signed-in people, and of programs that call the API.

A program acts as the holder of its bearer token. The API never reads the session cookie, so requests cannot be forged.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from ciie.accounts.models import User
from ciie.accounts.tokens import live_token
from ciie.kernel.clock import now
from ciie.kernel.errors import NotAllowed
from ciie.web.api import require_body
from ciie.web.htmx import HtmxRequest
from ciie.web.rate_limits import count_known, count_unknown

READING = {"GET", "HEAD", "OPTIONS"}


class PersonRequest(HtmxRequest):
    """A signed-in person's request, as a view behind `login_required` gets it."""

    user: User


class ProgramRequest(HttpRequest):
    """A request that `BearerToken` has authenticated. `auth` is the person for whom the program acts."""

    auth: User


class BearerToken(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the token's holder, or `None` (401).

        Raises `TooManyRequests` (429) for too many requests, and `NotAllowed` (403, `token_read_only`) for a write with
        a token that may only read. The body is checked only after that (`BodyRefused`).
        """
        live = live_token(token, at=now())
        if live is None:
            count_unknown(request)
            return None
        count_known(live.holder.pk)
        if request.method not in READING and not live.may_write:
            request.auth = live.holder  # type: ignore[attr-defined]  # for the security log
            raise NotAllowed(_("This token may only read. Use one that may write as well."), code="token_read_only")
        require_body(request)
        return live.holder
