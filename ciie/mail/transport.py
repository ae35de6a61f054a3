"""The connection to the mail server, which knows how far a letter got and whether the server answers at all.

While it does not answer, nobody connects for `PAUSE`, so that a server that hangs costs one timeout each time and not
one for each letter. This is stored in the database, where all senders and `/readyz` see it.
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
"""The pause after a failure. It is counted from the start of the run that failed, which includes a timeout of 20 s."""
REMEMBERED = timedelta(minutes=5)
"""How long a failure is assumed to persist unless a later attempt shows otherwise."""
FAILED_AT = "mail-server-failed-at"
log = structlog.get_logger(__name__)


class UnansweredLetterError(SMTPException):
    """The letter was sent at least in part, and no reply came: the mail server may have accepted it."""


class Connection(SMTP):
    """An SMTP connection that raises `UnansweredLetterError` if it ends after the server has asked for a letter."""

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
    """The same connection with TLS from the first byte."""


class SmtpBackend(EmailBackend):
    """Django's SMTP backend, with connections that know how far a letter got."""

    @property
    def connection_class(self) -> type[Connection]:
        return TlsConnection if self.use_ssl else Connection


def is_final(error: Exception) -> bool:
    """Return whether the server has refused this letter for good, because of its recipients or its content.

    A refusal for reasons of policy (RFC 3463, class 7), such as a refusal to relay, concerns the sender and may end.
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
    """Return whether the connection broke or timed out, without a reply about the letter."""
    return isinstance(error, SMTPServerDisconnected | UnansweredLetterError | ConnectionError | TimeoutError)


def words_of(error: Exception) -> str:
    """Return the mail server's reply as a text for people."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(reply)}" for code, reply in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def note_failure_of_server(error: Exception, *, at: datetime) -> None:
    """Record that the server did not answer a run that started at `at`.

    Nobody then connects for `PAUSE`, and `/readyz` reports it.
    """
    caches["database"].set(FAILED_AT, at, REMEMBERED.total_seconds())
    log.warning("mail_server_fails", error=words_of(error), again_after_seconds=PAUSE.total_seconds())


def note_answer_of_server() -> None:
    """Record that the server answers, so that paused runs may connect again."""
    if caches["database"].delete(FAILED_AT):
        log.info("mail_server_answers_again")


def server_fails() -> bool:
    """Return whether the last known outcome of the mail server is a failure."""
    return caches["database"].get(FAILED_AT) is not None


def server_is_left_alone(*, at: datetime) -> bool:
    """Return whether it failed so recently that nobody connects."""
    failed_at: datetime | None = caches["database"].get(FAILED_AT)
    return failed_at is not None and at < failed_at + PAUSE


def _text(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else reply
