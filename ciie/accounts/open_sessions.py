"""Where people are signed in: one row beside each session, written as it begins and once in a while as it is used."""

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
"""In a session: the key under which it was noted (a new password changes it), and when it last was, in seconds."""
NOTED_EVERY = timedelta(minutes=15)


def sessions_of(user: User) -> QuerySet[UserSession]:
    """A person's sessions that have not expired, the one that was used last first."""
    alive = UserSession.objects.filter(user=user, session__expire_date__gt=timezone.now())
    return alive.order_by("-seen_at", "-pk")


def note_session(request: HttpRequest, user: User) -> None:
    """Note that this session is used, if that was not noted for a while. Costs nothing else."""
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
        with suppress(IntegrityError), transaction.atomic():  # where it ends at this moment, the answer will say so
            UserSession.objects.create(session_id=key, began_at=began_at, **used)
    request.session[NOTED] = (key, present.timestamp())


@receiver(user_logged_in)
def note_beginning(request: HttpRequest, user: User, **_rest: Any) -> None:
    note_session(request, user)
