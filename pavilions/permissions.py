"""Decide who may open a page. Each operation checks its own permission again."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require

type View[**P] = Callable[Concatenate[PersonRequest, P], HttpResponseBase]
type GuardedView[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def only[**P](permission: str) -> Callable[[View[P]], GuardedView[P]]:
    """Require a sign-in and this permission, or respond with 403. The permission must not depend on an object."""

    def decorate(view: View[P]) -> GuardedView[P]:
        @wraps(view)
        def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(permission, request.user)
            return view(request, *args, **kwargs)

        return cast("GuardedView[P]", login_required(guarded))

    return decorate


for_organizers = only("pavilions.enter_organizer_desk")
