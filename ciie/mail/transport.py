"""The connection to the mail server: how far a letter got, and whether the server answers at all.

While it does not answer, nobody connects for `PAUSE`, so a silent server costs one timeout each time and not one for
each letter. That is noted in the database, where all senders and `/readyz` see it.
"""

from datetime import datetime, timedelta
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import TYPE_CHECKING

import structlog
from django.core.cache import caches
from django.core.mail.backends.smtp import EmailBackend

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

START_MAIL_INPUT = 354
"""The reply of RFC 5321 after which the client sends the letter itself."""
POLICY = "5.7."
FIRST_PERMANENT = 500
"""Replies from here on are final: the same letter will not be accepted later."""
PAUSE = timedelta(seconds=30)
"""Counted from the beginning of the run that failed, which a timeout of 20 s is part of."""
REMEMBERED = timedelta(minutes=5)
"""A failure is believed for so long unless a later attempt says otherwise."""
FAILED_AT = "mail-server-failed-at"
log = structlog.get_logger(__name__)


class UnansweredLetterError(SMTPException):
    """The letter was sent at least in part, and no answer came: the mail server may have accepted it."""


class Connection(SMTP):
    """An SMTP connection that raises `UnansweredLetterError` where it ends after the server has asked for a letter."""

    awaits_letter = False

    def getreply(self) -> tuple[int, bytes]:
        code, reply = super().getreply()
        self.awaits_letter = code == START_MAIL_INPUT
        return code, reply

    def data(self, msg: "ReadableBuffer | str") -> tuple[int, bytes]:
        try:
            return super().data(msg)
        except OSError as error:
            if self.awaits_letter:
                raise UnansweredLetterError(str(error)) from error
            raise


class TlsConnection(Connection, SMTP_SSL):
    """The same by TLS from the first byte."""


class SmtpBackend(EmailBackend):
    """Django's SMTP backend, by connections that know how far a letter got."""

    @property
    def connection_class(self) -> type[Connection]:
        return TlsConnection if self.use_ssl else Connection


def is_final(error: Exception) -> bool:
    """Whether the server has refused this letter for good, at its recipients or at its content.

    A refusal for reasons of policy (RFC 3463, class 7), such as one to relay, is about the sender and may end.
    """
    replies: list[tuple[int, bytes | str]]
    if isinstance(error, SMTPRecipientsRefused):
        replies = list(error.recipients.values())
    elif isinstance(error, SMTPDataError):
        replies = [(error.smtp_code, error.smtp_error)]
    else:
        return False
    return all(code >= FIRST_PERMANENT and not _text(reply).startswith(POLICY) for code, reply in replies)


def is_silence(error: Exception) -> bool:
    """Whether the connection broke or timed out, rather than the server answering something about the letter."""
    return isinstance(error, SMTPServerDisconnected | UnansweredLetterError | ConnectionError | TimeoutError)


def words_of(error: Exception) -> str:
    """What the mail server said, as people read it."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(reply)}" for code, reply in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def note_failure_of_server(error: Exception, *, at: datetime) -> None:
    """It did not answer a run that began at this moment: nobody connects for `PAUSE`, and `/readyz` says so."""
    caches["database"].set(FAILED_AT, at, REMEMBERED.total_seconds())
    log.warning("mail_server_fails", error=words_of(error), again_after_seconds=PAUSE.total_seconds())


def note_answer_of_server() -> None:
    """It answers: runs that paused may connect again."""
    if caches["database"].delete(FAILED_AT):
        log.info("mail_server_answers_again")


def server_fails() -> bool:
    """Whether the last that is known of the mail server is a failure."""
    return caches["database"].get(FAILED_AT) is not None


def server_is_left_alone(*, at: datetime) -> bool:
    """Whether it failed so little before this moment that nobody connects."""
    failed_at: datetime | None = caches["database"].get(FAILED_AT)
    return failed_at is not None and at < failed_at + PAUSE


def _text(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else reply
