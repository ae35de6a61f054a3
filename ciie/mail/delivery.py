"""Sending what waits in the outbox: each letter in a transaction of its own, retried with growing pauses."""

from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.db.models import Q
from post_office.models import STATUS, Email, Log

from ciie.mail.composing import Message, compose
from ciie.mail.senders import sender_for, sent_as

logger = structlog.get_logger(__name__)

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""After the first failure, the second, …; after the last pause a letter is given up and marked failed."""


def deliver_due(*, at: datetime, limit: int = 200) -> int:
    """Send up to `limit` letters that are due. Returns how many were sent.

    Several senders may run: a letter that one has in hand is locked and skipped by the others, so none goes twice.
    """
    sent = 0
    for _turn in range(limit):
        outcome = _deliver_next(at)
        if outcome is None:
            break
        sent += outcome
    return sent


def _deliver_next(at: datetime) -> bool | None:
    """Send the next letter that is due: True if it went, False if it failed, None if there is none."""
    due = Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=at)
    waiting = Email.objects.filter(due, status__in=[STATUS.queued, STATUS.requeued]).order_by("pk")
    with transaction.atomic():
        letter = waiting.select_for_update(skip_locked=True).first()
        return None if letter is None else _deliver(letter, at)


def _deliver(letter: Email, at: datetime) -> bool:
    try:
        with transaction.atomic():
            as_written = Message(letter.subject, letter.message, letter.html_message)
            message = compose(letter.context) if letter.context else as_written
            _send(letter, message)
    except Exception as error:  # noqa: BLE001  # whatever a mail server or a template may raise, the next letter still goes
        _note_failure(letter, error, at)
        return False
    letter.status, letter.scheduled_time = STATUS.sent, None
    letter.subject, letter.message, letter.html_message = message.subject, message.text, message.html
    Email.objects.bulk_update([letter], ["status", "scheduled_time", "subject", "message", "html_message"])
    Log.objects.create(email=letter, status=STATUS.sent, message="", exception_type="")
    return True


def _send(letter: Email, message: Message) -> None:
    sender = sender_for(letter.context)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=sent_as(letter.from_email, sender.name),
        to=letter.to,
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment.name, attachment.content, attachment.media_type)
    mailers["transport"].send_messages([mail])


def _note_failure(letter: Email, error: Exception, at: datetime) -> None:
    failures = letter.number_of_retries or 0
    gives_up = failures >= len(PAUSES)
    letter.number_of_retries = failures + 1
    letter.status = STATUS.failed if gives_up else STATUS.requeued
    letter.scheduled_time = None if gives_up else at + PAUSES[failures]
    Email.objects.bulk_update([letter], ["status", "scheduled_time", "number_of_retries"])
    Log.objects.create(email=letter, status=STATUS.failed, message=str(error), exception_type=type(error).__name__)
    logger.warning("mail_failed", letter=letter.pk, failures=failures + 1, gives_up=gives_up, exc_info=error)
