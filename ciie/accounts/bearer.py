"""Who calls the API: the holder of the bearer token. A session cookie is never looked at, so nothing can be forged."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from ciie.accounts.models import User
from ciie.accounts.tokens import holder_of
from ciie.web.problems import TooManyRequests

WINDOW_SECONDS = 60


class ProgramRequest(HttpRequest):
    """A request that `BearerToken` has let in; `auth` is the person for whom the program acts."""

    auth: User


class BearerToken(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The token's holder, or `None` (401). Raises `TooManyRequests` (429) beyond `API_REQUESTS_PER_MINUTE`."""
        holder = holder_of(token)
        if holder is not None and settings.API_REQUESTS_PER_MINUTE:
            _count(holder)
        return holder


def _count(holder: User) -> None:
    window, passed = divmod(int(time.time()), WINDOW_SECONDS)
    key = f"api-requests-{holder.pk}-{window}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    if cache.incr(key) > settings.API_REQUESTS_PER_MINUTE:
        raise TooManyRequests(WINDOW_SECONDS - passed)
