"""Idempotency of API writes: a request repeated with its key gets the same answer and is carried out once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import tried_again
from ciie.kernel.errors import Invalid
from ciie.privacy.retention import Rule, delete, register_retention
from exhibitors.bookings.models import ApiRequest


@dataclass(frozen=True)
class Answer:
    """The response to a request: a status and a JSON object. `is_replay` is whether it was sent before."""

    status: int
    body: Mapping[str, object]
    is_replay: bool = False


CLAIM_KEY = """
INSERT INTO exhibitors_apirequest (user_id, key, fingerprint, created_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (user_id, key) DO NOTHING
"""


def run_once_per_key(key: str, fingerprint: str, work: Callable[[], Answer], *, actor: User, at: datetime) -> Answer:
    """Do the work and store its answer under the actor's key in one transaction, or return the stored answer.

    A duplicate that arrives meanwhile waits for the first to end. If the work is refused, its key is rolled back as
    well: nothing was changed, so the next request with it is a new one. Raise `Invalid` (`idempotency_key_reused`) if
    the key belongs to another request.
    """
    return tried_again(lambda: _run_once(key, fingerprint, work, actor=actor, at=at))


def _run_once(key: str, fingerprint: str, work: Callable[[], Answer], *, actor: User, at: datetime) -> Answer:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM_KEY, [actor.pk, key, fingerprint, at])
            is_first = cursor.rowcount == 1
        if not is_first:
            kept = ApiRequest.objects.get(user=actor, key=key)
            if kept.fingerprint != fingerprint:
                raise Invalid(
                    gettext("This Idempotency-Key was used for another request. Use a new key for each request."),
                    code="idempotency_key_reused",
                    field="Idempotency-Key",
                )
            return Answer(kept.status or 0, kept.body or {}, is_replay=True)
        answer = work()
        ApiRequest.objects.filter(user=actor, key=key).update(status=answer.status, body=answer.body)
        return answer


register_retention(
    Rule(
        "api_answers",
        _("Answers to programs, kept by idempotency key"),
        _("deleted"),
        lambda before: ApiRequest.objects.filter(created_at__lte=before),
        delete,
    )
)
