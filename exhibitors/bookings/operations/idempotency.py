"""Idempotency of writes by API: a request that is sent again with its key is answered as before, and done once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.errors import Invalid
from exhibitors.bookings.models import ApiRequest

KEPT_FOR = timedelta(days=30)
"""How long a key and its answer are kept; far longer than any client retries."""


@dataclass(frozen=True)
class Answer:
    """The response to a request: a status and a JSON object. `is_replay`: it was sent before."""

    status: int
    body: Mapping[str, object]
    is_replay: bool = False


CLAIM_KEY = """
INSERT INTO exhibitors_apirequest (user_id, key, fingerprint, created_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (user_id, key) DO NOTHING
"""


def run_once_per_key(key: str, fingerprint: str, work: Callable[[], Answer], *, actor: User, at: datetime) -> Answer:
    """Do the work and keep its answer under the actor's key, in one transaction; or give the answer that is kept.

    A duplicate that arrives meanwhile waits for the first to end. If the work is refused, its key is rolled back too:
    nothing was changed, so the next request with it is a new one. Raises `Invalid` (`idempotency_key_reused`) if the
    key belongs to another request.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM_KEY, [actor.pk, key, fingerprint, at])
            is_first = cursor.rowcount == 1
        if not is_first:
            kept = ApiRequest.objects.get(user=actor, key=key)
            if kept.fingerprint != fingerprint:
                raise Invalid(
                    _("This Idempotency-Key was used for another request. Use a new key for each request."),
                    code="idempotency_key_reused",
                    field="Idempotency-Key",
                )
            return Answer(kept.status or 0, kept.body or {}, is_replay=True)
        answer = work()
        ApiRequest.objects.filter(user=actor, key=key).update(status=answer.status, body=answer.body)
        return answer


@operation("exhibitors.answers.forgotten")
def forget_old_answers(*, actor: Actor, at: datetime, limit: int = 10_000) -> int:
    """Delete up to `limit` kept answers that are older than `KEPT_FOR`; returns how many. Their keys are new again."""
    old = ApiRequest.objects.filter(created_at__lte=at - KEPT_FOR).select_for_update(skip_locked=True)
    deleted, _of_each = ApiRequest.objects.filter(pk__in=old.values("pk")[:limit]).delete()
    return deleted
