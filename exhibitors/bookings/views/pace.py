"""Claiming space at a human pace."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpResponse

from ciie.web.pace import require_pace
from exhibitors.companies.views.access import DeskRequest


def at_human_pace(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a person send this form, and all others like it together, `CLAIMS_PER_MINUTE` times a minute."""

    @wraps(view)
    def paced(request: DeskRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":
            require_pace("claims", request.user.pk, settings.CLAIMS_PER_MINUTE)
        return view(request, *args, **kwargs)

    return paced
