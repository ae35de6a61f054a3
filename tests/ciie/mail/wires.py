"""Wires to mail servers that fail in a way of their own after, or instead of, taking a letter."""

import os
import signal
import threading
from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from ciie.mail.transport import UnansweredLetterError
from tests.database import superuser


class Killed(BaseException):
    """What SIGKILL comes to: nothing is noted."""


class DiesAfterwards(EmailBackend):
    """The worker is killed between the server's answer and noting it."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        super().send_messages(messages)
        raise Killed


class FallsSilent(EmailBackend):
    """The server takes the letter and never says so."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        super().send_messages(messages)
        raise UnansweredLetterError


class Refuses(EmailBackend):
    """The server says no."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        raise SMTPRecipientsRefused({"guest@example.org": (450, b"4.2.1 try later")})


class ToldToEnd(EmailBackend):
    """SIGTERM arrives in the middle of the letter."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        return super().send_messages(messages)


class LosesTheDatabase(EmailBackend):
    """The connection to the database is ended from outside while the server has the word."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        process = connection.connection.info.backend_pid
        with superuser() as server:
            server.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
        return super().send_messages(messages)


class MeetsARival(EmailBackend):
    """The first letter that is brought waits until a rival brings it too; for a while, since a lease may prevent it."""

    first: ClassVar[list[str]] = []
    met: ClassVar[threading.Event] = threading.Event()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        (brought,) = (message.extra_headers["Message-ID"] for message in messages)
        if not self.first:
            self.first.append(brought)
            self.met.wait(20)
        elif brought == self.first[0]:
            self.met.set()
        return super().send_messages(messages)
