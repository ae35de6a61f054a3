"""Sends the letters that wait in the outbox, and retries after growing pauses.

A letter is taken in hand only once the mail server answers: while it does not, letters wait, and none of them is
charged with an attempt. A letter that the server refuses for good is given up at once.

Handing a letter over and recording this are two steps with a committed state between them (`Handover`): who has been
sending it, and since when. If the worker dies in between, the lease expires and the letter is in doubt. The mail server
is then queried if that is possible (`MAIL_QUEUE_CHECK`); otherwise the letter is sent again, under the same Message-ID,
with a header that says so.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from post_office.models import STATUS, Email, Log

from ciie.kernel.request_context import REQUEST_ID_HEADER
from ciie.mail.composing import Message, compose
from ciie.mail.kinds import without_secrets
from ciie.mail.models import Handover
from ciie.mail.senders import sender_for, sent_as
from ciie.mail.states import HandoverState
from ciie.mail.transport import (
    UnansweredLetterError,
    is_final,
    is_silence,
    note_answer_of_server,
    note_failure_of_server,
    server_is_left_alone,
    words_of,
)

logger = structlog.get_logger(__name__)

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""The pauses after the first failure, the second, and so on. After one more failure, a letter is marked failed."""

RUN_SECONDS = 4.0
"""The time in seconds after which a task ends.

Other tasks then have their turn, and a worker that is to stop can do so. The task is sent again for the rest.
"""
NOTING_PAUSES = (0.2, 0.5, 1, 2, 4, 8, 15, 30)
"""The pauses in seconds between attempts to record what has been sent while the database is unreachable."""
RESENT_HEADER = "X-Possible-Duplicate"
"""The header of a letter that is sent again although it may have been sent before.

Its value is the time of the earlier attempt.
"""


@dataclass(frozen=True)
class InHand:
    """A letter that only this worker may send until its lease expires."""

    letter: Email
    message: Message
    handover: Handover
    doubted_since: datetime | None
    """When the letter may have been sent before, or `None` if it certainly was not."""


def deliver_due(*, at: datetime, limit: int = 200) -> int:
    """Send letters that are due, up to `limit` and for `RUN_SECONDS`. Return how many were sent.

    Several senders may run: a letter that one has in hand is not due for the others, so that none is sent twice. The
    first failure of the connection ends the run.
    """
    sent, end = 0, time.monotonic() + RUN_SECONDS
    for _turn in range(limit):
        with undisturbed():
            outcome = _deliver_next(at)
        sent += outcome or 0
        if outcome is None or time.monotonic() > end:
            break
    return sent


def letters_due(at: datetime) -> QuerySet[Email]:
    """Return the letters in the outbox that need not wait any longer."""
    due = Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=at)
    found: QuerySet[Email] = Email.objects.filter(due, status__in=[STATUS.queued, STATUS.requeued]).order_by("pk")
    return found


@contextmanager
def undisturbed() -> Iterator[None]:
    """Defer a signal that ends the process or the task to the end of the block, when the letter is finished."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {int(each): signal.signal(each, note) for each in (signal.SIGTERM, signal.SIGUSR1)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for number in came:
            signal.raise_signal(number)


def _deliver_next(at: datetime) -> bool | None:
    """Send the next letter that is due.

    Return `True` if it was sent, `False` if it failed, and `None` if there is no letter or the server does not answer.
    """
    if not letters_due(at).exists() or server_is_left_alone(at=at):
        return None
    transport = mailers["transport"]
    try:
        transport.open()
    except OSError as error:  # includes the exceptions of smtplib
        note_failure_of_server(error, at=at)
        return None
    try:
        return _deliver_by(transport, at)
    finally:
        with suppress(Exception):  # the outcome is known already
            transport.close()


def _deliver_by(transport: BaseEmailBackend, at: datetime) -> bool | None:
    """Send the next letter that is due over an open connection, and return what `_deliver_next` does."""
    taken = _take_next(at)
    if not isinstance(taken, InHand):
        return taken
    outcome = None
    if taken.doubted_since:
        answer = _known_to_server(taken.letter)
        outcome = {True: HandoverState.FOUND, False: HandoverState.ABSENT, None: HandoverState.RESENT}[answer]
    if outcome != HandoverState.FOUND:
        try:
            transport.send_messages([_mail(taken, is_marked=outcome == HandoverState.RESENT)])
        except Exception as error:  # noqa: BLE001  # whatever a mail server may raise, the next letter still goes
            reason = error
            _persistently(lambda: _note_failure(taken.letter, reason, at, in_hand=taken))
            note_failure_of_server(error, at=at) if is_silence(error) else note_answer_of_server()
            return False
    _persistently(lambda: _note_sent(taken, outcome))
    note_answer_of_server()
    return True


def _take_next(at: datetime) -> InHand | bool | None:
    """Commit that this worker sends the next letter. Return `False` if it cannot be composed, `None` if there is none.

    Its time is set to the end of the lease, when it becomes due again unless its outcome has been recorded.
    """
    with transaction.atomic():
        letter = letters_due(at).select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        in_doubt = _doubt(letter)
        if in_doubt and (letter.number_of_retries or 0) > len(PAUSES):
            Email.objects.filter(pk=letter.pk).update(status=STATUS.failed, scheduled_time=None)
            return False
        try:
            with transaction.atomic():
                as_written = Message(letter.subject, letter.message, letter.html_message)
                message = compose(letter.context) if letter.context else as_written
        except Exception as error:  # noqa: BLE001  # whatever a template may raise, the next letter still goes
            _note_failure(letter, error, at)
            return False
        worker = f"{socket.gethostname()}:{os.getpid()}"
        handover = Handover.objects.create(letter=letter, worker=worker, since=at, until=at + settings.MAIL_LEASE)
        letter.scheduled_time = handover.until
        letter.subject, letter.message, letter.html_message = message.subject, message.text, message.html
        Email.objects.bulk_update([letter], ["scheduled_time", "subject", "message", "html_message"])
    return InHand(letter, message, handover, in_doubt)


def _doubt(letter: Email) -> datetime | None:
    """Return since when the letter may have been sent, or `None`.

    A letter that a worker left in hand is in doubt from now on.
    """
    for left in Handover.objects.filter(letter=letter, state=HandoverState.SENDING):
        left.state = HandoverState.IN_DOUBT
        left.save(update_fields=["state"])
        letter.number_of_retries = (letter.number_of_retries or 0) + 1
        letter.save(update_fields=["number_of_retries"])
        logger.warning("mail_in_doubt", letter=letter.pk, worker=left.worker, since=left.since.isoformat())
    doubts = Handover.objects.filter(letter=letter, state=HandoverState.IN_DOUBT)
    return doubts.order_by("since").values_list("since", flat=True).first()


def _mail(taken: InHand, *, is_marked: bool) -> EmailMultiAlternatives:
    letter, message = taken.letter, taken.message
    sender = sender_for(letter.context)
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"}
    if asked_by := (letter.headers or {}).get(REQUEST_ID_HEADER):
        headers[REQUEST_ID_HEADER] = asked_by
    if is_marked and taken.doubted_since:
        headers[RESENT_HEADER] = taken.doubted_since.isoformat()
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=sent_as(letter.from_email, sender.name),
        to=letter.to,
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers=headers,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment.name, attachment.content, attachment.media_type)
    return mail


def _known_to_server(letter: Email) -> bool | None:
    """Return whether the mail server knows a letter in doubt, or `None` if it cannot be queried."""
    if not settings.MAIL_QUEUE_CHECK:
        return None
    check: Callable[[str], bool | None] = import_string(settings.MAIL_QUEUE_CHECK)
    try:
        return check(letter.message_id)
    except OSError as error:
        logger.warning("mail_queue_not_asked", letter=letter.pk, exc_info=error)
        return None


def _persistently(note: Callable[[], None]) -> None:
    """Record the outcome of a letter, even if the database is unreachable for a while."""
    for pause in NOTING_PAUSES:
        try:
            return note()
        except (OperationalError, InterfaceError) as error:
            if connection.in_atomic_block:
                raise
            logger.warning("mail_not_noted_yet", error=str(error))
            connection.close()
            time.sleep(pause)
    return note()


@transaction.atomic
def _note_sent(taken: InHand, outcome: HandoverState | None) -> None:
    """Record that the mail server has accepted the letter. `outcome` is the result of its doubts."""
    letter = taken.letter
    context = without_secrets(letter.context)
    Email.objects.filter(pk=letter.pk).update(status=STATUS.sent, scheduled_time=None, context=context)
    own = Handover.objects.filter(pk=taken.handover.pk)
    if not own.filter(state=HandoverState.SENDING).delete()[0]:
        own.filter(state=HandoverState.IN_DOUBT).update(state=HandoverState.FOUND)  # we were slower than our lease
    if outcome:
        doubts = Handover.objects.filter(letter=letter, state=HandoverState.IN_DOUBT)
        doubts.update(state=outcome)
        logger.warning("mail_doubt_ended", letter=letter.pk, outcome=outcome)
    Log.objects.create(
        email=letter, status=STATUS.sent, message=HandoverState(outcome).label if outcome else "", exception_type=""
    )


@transaction.atomic
def _note_failure(letter: Email, error: Exception, at: datetime, *, in_hand: InHand | None = None) -> None:
    """Record that the letter was not sent.

    Only a letter to which the server did not reply may have been accepted nevertheless.
    """
    failures = letter.number_of_retries or 0
    gives_up = is_final(error) or failures >= len(PAUSES)
    Email.objects.filter(pk=letter.pk).exclude(status=STATUS.sent).update(
        number_of_retries=failures + 1,
        status=STATUS.failed if gives_up else STATUS.requeued,
        scheduled_time=None if gives_up else at + PAUSES[failures],
    )
    if in_hand:
        own = Handover.objects.filter(pk=in_hand.handover.pk, state=HandoverState.SENDING)
        own.update(state=HandoverState.IN_DOUBT) if isinstance(error, UnansweredLetterError) else own.delete()
    Log.objects.create(email=letter, status=STATUS.failed, message=words_of(error), exception_type=type(error).__name__)
    logger.warning("mail_failed", letter=letter.pk, failures=failures + 1, gives_up=gives_up, exc_info=error)
