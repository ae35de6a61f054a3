"""The outbox: rows written in the operation's own transaction, sent later by a worker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from post_office.models import PRIORITY, STATUS, Email

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError, NotAllowed
from ciie.kernel.queueing import wake_on_commit
from ciie.kernel.statements import insert


@dataclass(frozen=True)
class Letter:
    """One mail to one person. It is rendered when sent, from `templates/mail/<kind>…` in the person's language.

    `occasion` names what the mail is about, once and for ever (`invitation-12-sent-3`): the same occasion
    is never mailed twice to the same address. `context` is JSON.
    """

    kind: str
    to: str
    language: str
    occasion: str
    context: Mapping[str, object]


def queue_letters(letters: Iterable[Letter]) -> None:
    """Put letters in the outbox, once each, and wake the sender when the transaction commits."""
    insert(outbox_rows(letters), ignore_conflicts=True)


def outbox_rows(letters: Iterable[Letter]) -> list[Model]:
    """The rows of these letters for a caller who inserts them with rows of its own; wakes the sender as above.

    For occasions that cannot have been before, such as the first of a new row: the database refuses one that is in the
    outbox already.
    """
    # The Message-ID doubles as the key that makes a letter unique (see migration 0001 of ciie.mail),
    # and lets mail servers recognise a second delivery after a crash between sending and noting it.
    rows: list[Model] = [
        Email(
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.to],
            cc=[],
            bcc=[],
            priority=PRIORITY.medium,
            status=STATUS.queued,
            message_id=f"<{letter.occasion}.{letter.to.replace('@', '=')}@{settings.MAIL_DOMAIN}>"[:255],
            context={**letter.context, "kind": letter.kind, "language": letter.language},
        )
        for letter in letters
    ]
    if rows:
        wake_on_commit("ciie.mail.deliver_due")
    return rows


@operation("mail.letter.sent_again")
def send_letter_again(letter_id: int, *, actor: Actor, at: datetime) -> None:
    """Let a letter that failed be sent at once. One that went stays sent. Only for admins."""
    if not actor.is_superuser:
        raise NotAllowed(_("Only an admin can send an email again."), code="not_allowed")
    given_up = Email.objects.filter(pk=letter_id, status__in=[STATUS.failed, STATUS.requeued])
    if not given_up.update(status=STATUS.queued, scheduled_time=None, number_of_retries=0):
        raise DomainError(_("This email has already been sent, or is waiting to be sent."), code="not_failed")
    wake_on_commit("ciie.mail.deliver_due")


def letters_given_up() -> int:
    """How many letters failed at every attempt and wait for somebody to see to them."""
    failed: int = Email.objects.filter(status=STATUS.failed).count()
    return failed
