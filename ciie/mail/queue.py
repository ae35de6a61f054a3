"""The outbox, whose rows are written in the operation's own transaction and sent later by a worker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Max, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from post_office.models import PRIORITY, STATUS, Email, Log

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import lock_topic, share_topic
from ciie.kernel.queueing import wake_on_commit
from ciie.kernel.request_context import REQUEST_ID_HEADER, current_request_id
from ciie.kernel.statements import insert
from ciie.mail.models import Handover, HeldLetter, MailBatch
from ciie.mail.states import UNSENT, HandoverState, HeldState

MAY_SETTLE = "mail.settle_letters"


@dataclass(frozen=True)
class Letter:
    """One mail to one person, rendered when it is sent, from `templates/mail/<kind>…` in the person's language.

    `occasion` is a unique, permanent name for what the mail is about (`invitation-12-sent-3`): the same occasion is
    never mailed twice to the same address. `context` is JSON.

    `held_for` names the batches in which the letter waits for somebody to release it (`fair-7`); if it is empty, the
    letter is sent at once.
    """

    kind: str
    to: str
    language: str
    occasion: str
    context: Mapping[str, object]
    held_for: str = ""


def queue_letters(letters: Iterable[Letter]) -> None:
    """Put letters into the outbox or into their batch, once each. Wake the sender when the transaction commits."""
    held: dict[str, list[Letter]] = {}
    leaving: list[Letter] = []
    for letter in letters:
        (held.setdefault(letter.held_for, []) if letter.held_for else leaving).append(letter)
    insert(outbox_rows(leaving), ignore_conflicts=True)
    for scope, waiting in held.items():
        _hold(scope, waiting)


def _hold(scope: str, letters: Iterable[Letter]) -> None:
    """Put letters into the batch that collects.

    Until this transaction ends, no batch of this scope is released or begun.
    """
    batch = collecting_batch(scope)
    insert(
        [
            HeldLetter(
                batch_id=batch,
                kind=letter.kind,
                to=letter.to,
                language=letter.language,
                occasion=letter.occasion,
                context=dict(letter.context),
            )
            for letter in letters
        ],
        ignore_conflicts=True,
    )


def collecting_batch(scope: str) -> int:
    """Return the key of the batch that collects. If there is none, one transaction at a time creates it."""
    share_topic(batch_topic(scope))
    unreleased = MailBatch.objects.filter(scope=scope, released_at=None).order_by("-number")
    found = unreleased.values_list("pk", flat=True).first()
    if found is not None:
        return found
    lock_topic(f"{batch_topic(scope)}-new")
    return unreleased.values_list("pk", flat=True).first() or new_batch(scope).pk


def batch_topic(scope: str) -> str:
    """Return the topic that transactions share to put letters into a batch, and lock to release or begin one."""
    return f"mail-batch-{scope}"


def new_batch(scope: str, name: str = "") -> MailBatch:
    """Create the next batch of this scope. The caller must hold the lock on its topic, or on that of new batches."""
    last = MailBatch.objects.filter(scope=scope).aggregate(last=Max("number"))["last"]
    return MailBatch.objects.create(scope=scope, number=(last or 0) + 1, name=name)


def outbox_rows(letters: Iterable[Letter]) -> list[Model]:
    """Return the rows of these letters for a caller that inserts them itself, and wake the sender on commit.

    This is for occasions that are certainly new, such as the first of a new row: the database refuses an occasion that
    is already in the outbox.
    """
    # The Message-ID doubles as the key that makes a letter unique (see migration 0001 of ciie.mail), and lets mail
    # servers recognize a second delivery after a crash between sending and recording it.
    asked_by = current_request_id()
    rows: list[Model] = [
        Email(
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.to],
            cc=[],
            bcc=[],
            priority=PRIORITY.medium,
            status=STATUS.queued,
            message_id=message_id_of(letter.occasion, letter.to),
            context={**letter.context, "kind": letter.kind, "language": letter.language},
            headers={REQUEST_ID_HEADER: str(asked_by)} if asked_by else None,
        )
        for letter in letters
    ]
    if rows:
        wake_on_commit("ciie.mail.deliver_due")
    return rows


def message_id_of(occasion: str, to: str) -> str:
    return f"<{occasion}.{to.replace('@', '=')}@{settings.MAIL_DOMAIN}>"[:255]


class LetterFate(NamedTuple):
    """Whether a letter has been given up or is no longer in the outbox, and when the mail server accepted it."""

    has_failed: bool
    sent_at: datetime | None


def fate_of_letter(occasion: str, to: str) -> LetterFate:
    """Return what became of the letter to this address about this occasion."""
    letter = Email.objects.filter(message_id=message_id_of(occasion, to)).first()
    if letter is None or letter.status == STATUS.failed:
        return LetterFate(has_failed=True, sent_at=None)
    taken = Log.objects.filter(email=letter, status=STATUS.sent).aggregate(at=Min("date"))["at"]
    return LetterFate(has_failed=False, sent_at=taken)


@operation("mail.letter.sent_again")
def send_letter_again(letter_id: int, *, actor: Actor, at: datetime) -> None:
    """Send a letter that failed at once. If it is in doubt, the mail server is queried first, if possible.

    A letter that has been sent stays so.
    """
    require(MAY_SETTLE, actor)
    _lock_undelivered(letter_id).update(status=STATUS.queued, scheduled_time=None, number_of_retries=0)
    wake_on_commit("ciie.mail.deliver_due")


@operation("mail.letter.found_delivered")
def note_letter_as_delivered(letter_id: int, *, actor: Actor, at: datetime) -> None:
    """Record that a letter in doubt was seen at the mail server or by its recipient, so that it is not sent again."""
    require(MAY_SETTLE, actor)
    letter = _lock_undelivered(letter_id)
    if not Handover.objects.filter(letter=letter_id, state=HandoverState.IN_DOUBT).update(state=HandoverState.FOUND):
        raise DomainError(_("The mail server refused this email. It cannot have been delivered."), code="not_in_doubt")
    letter.update(status=STATUS.sent, scheduled_time=None)
    message = str(HandoverState.FOUND.label)
    Log.objects.create(email_id=letter_id, status=STATUS.sent, message=message, exception_type="")


def _lock_undelivered(letter_id: int) -> QuerySet[Email]:
    """Lock and return a letter that has failed at least once.

    Raises `DomainError` (`not_failed`) if there is none, or if a worker has it in hand.
    """
    found: QuerySet[Email] = Email.objects.filter(pk=letter_id, status__in=[STATUS.failed, STATUS.requeued])
    if found.select_for_update().first() is None:
        raise DomainError(_("This email has already been sent, or is waiting to be sent."), code="not_failed")
    if Handover.objects.filter(letter=letter_id, state=HandoverState.SENDING).exists():
        raise DomainError(_("This email is being sent."), code="not_failed")
    return found


def drop_letters_to(addresses: Iterable[str]) -> None:
    """Ensure, as part of an operation, that unsent letters to these addresses (in lower case) are never sent."""
    for address in addresses:
        Email.objects.exclude(status=STATUS.sent).filter(to__iexact=address).delete()
        HeldLetter.objects.filter(to__iexact=address, state__in=UNSENT).update(state=HeldState.DROPPED)


def letters_given_up() -> int:
    """Return how many letters failed at every attempt and need somebody's attention."""
    failed: int = Email.objects.filter(status=STATUS.failed).count()
    return failed


@dataclass(frozen=True)
class SentLetter:
    """A letter of the outbox. Its `subject` is blank until it is sent; `state` is a key of the badges of letters."""

    at: datetime
    kind: str
    subject: str
    to: str
    state: str


def letters_to(addresses: Iterable[str], about: Q, *, most: int) -> list[SentLetter]:
    """Return the newest letters to any of these addresses, at most so many, in one query.

    `about` is a condition on their rows, such as their `context`.
    """
    to_any = reduce(or_, (Q(to__iexact=address) for address in sorted(set(addresses))), Q(pk__in=[]))
    rows = Email.objects.filter(to_any, about).order_by("-created", "-pk")[:most]
    return [
        SentLetter(created, kind or "", subject, ", ".join(to), STATUS._fields[status])
        for created, kind, subject, to, status in rows.values_list(
            "created", "context__kind", "subject", "to", "status"
        )
    ]


def undelivered_letters() -> QuerySet[Email]:
    """Return letters that failed at least once and have not been sent, those in doubt first.

    They have `doubted_since` and `last_error`.
    """
    doubts = Handover.objects.filter(letter=OuterRef("pk"), state=HandoverState.IN_DOUBT).order_by("since")
    errors = Log.objects.filter(email=OuterRef("pk"), status=STATUS.failed).order_by("-pk")
    found: QuerySet[Email] = Email.objects.filter(status__in=[STATUS.failed, STATUS.requeued]).annotate(
        doubted_since=Subquery(doubts.values("since")[:1]), last_error=Subquery(errors.values("message")[:1])
    )
    return found.order_by(F("doubted_since").asc(nulls_last=True), "status", "pk")
