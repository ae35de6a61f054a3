"""Who calls the API: the holder of the bearer token. A session cookie is never looked at, so nothing can be forged."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from ciie.accounts.models import User
from ciie.accounts.tokens import live_token
from ciie.kernel.clock import now
from ciie.kernel.errors import NotAllowed
from ciie.web.problems import TooManyRequests

WINDOW_SECONDS = 60
READING = {"GET", "HEAD", "OPTIONS"}


class ProgramRequest(HttpRequest):
    """A request that `BearerToken` has let in; `auth` is the person for whom the program acts."""

    auth: User


class BearerToken(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The token's holder, or `None` (401).

        Raises `TooManyRequests` (429) beyond `API_REQUESTS_PER_MINUTE`, and `NotAllowed` (403, `token_read_only`) where
        a token that may only read is used to write.
        """
        live = live_token(token, at=now())
        if live is None:
            return None
        if settings.API_REQUESTS_PER_MINUTE:
            _count(live.holder)
        if request.method not in READING and not live.may_write:
            request.auth = live.holder  # type: ignore[attr-defined]  # for the security log
            raise NotAllowed(_("This token may only read. Use one that may write as well."), code="token_read_only")
        return live.holder


def _count(holder: User) -> None:
    window, passed = divmod(int(time.time()), WINDOW_SECONDS)
    key = f"api-requests-{holder.pk}-{window}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    if cache.incr(key) > settings.API_REQUESTS_PER_MINUTE:
        raise TooManyRequests(WINDOW_SECONDS - passed)
