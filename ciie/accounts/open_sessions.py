"""Where people are signed in.

One row beside each session is written when the session begins, and updated now and then while it is used.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.signals import user_logged_in
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from ciie.accounts.models import User, UserSession
from ciie.kernel.request_context import current_origin

NOTED = "noted"
"""The session key for a pair: the key under which the session was recorded, and when it last was, in seconds.

A new password changes the key.
"""
NOTED_EVERY = timedelta(minutes=15)


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Return a person's sessions that have not expired, the most recently used first."""
    alive = UserSession.objects.filter(user=user, session__expire_date__gt=timezone.now())
    return alive.order_by("-seen_at", "-pk")


def note_session(request: HttpRequest, user: User) -> None:
    """Record that this session is used, unless that was recorded less than `NOTED_EVERY` ago.

    A session that was recorded recently costs no query.
    """
    key, seen = request.session.get(NOTED, ("", 0.0))
    present = timezone.now()
    if key == request.session.session_key and present.timestamp() - seen < NOTED_EVERY.total_seconds():
        return
    if request.session.session_key is None:
        return
    origin, key = current_origin(), request.session.session_key
    used = {"user": user, "address": origin.address, "user_agent": origin.user_agent, "seen_at": present}
    if not UserSession.objects.filter(session=key).update(**used):
        records = get_authentication_records(request, user)
        began_at = datetime.fromtimestamp(records[-1]["at"], UTC) if records else present
        with suppress(IntegrityError), transaction.atomic():  # the session may end at this moment
            UserSession.objects.create(session_id=key, began_at=began_at, **used)
    request.session[NOTED] = (key, present.timestamp())


@receiver(user_logged_in)
def note_beginning(request: HttpRequest, user: User, **_rest: Any) -> None:
    note_session(request, user)
