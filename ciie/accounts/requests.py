"""Requests behind a sign-in."""

from ciie.accounts.models import User
from ciie.web.htmx import HtmxRequest


class PersonRequest(HtmxRequest):
    """A signed-in person's request: what a view behind `login_required` gets."""

    user: User
