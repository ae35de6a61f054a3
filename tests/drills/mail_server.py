"""A mail server that takes every letter or fails in a way of its own, counts Message-IDs, and logs as Postfix does."""

import re
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path

RESENT_HEADER = "X-Possible-Duplicate"

MESSAGE_ID = re.compile(rb"^Message-ID:\s+(<\S+>)", re.MULTILINE | re.IGNORECASE)


class Manner(Enum):
    """How a mail server behaves."""

    WELL = auto()
    SILENT = auto()
    """It accepts connections and says nothing."""
    SILENT_AFTER_GREETING = auto()
    REFUSES_RECIPIENTS = auto()
    """With 550, for good."""
    REFUSES_CONTENT = auto()
    """With 554 after the letter, for good."""
    PUTS_OFF = auto()
    """With 450, for now."""
    CUTS_BEFORE_LETTER = auto()
    """The connection ends in place of the reply that asks for the letter."""
    CUTS_IN_LETTER = auto()
    """The connection ends once the server has asked for the letter."""
    TAKES_WITHOUT_ANSWER = auto()
    """It has the whole letter and does not say so."""
    SLOW = auto()
    """It takes every letter, after `SLOW_SECONDS`."""


class MailServer(socketserver.ThreadingTCPServer):
    """`taken` counts the letters by Message-ID; `marked` are those that said that they might be duplicates.

    `connections` counts those that were accepted.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, log: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: Counter[str] = Counter()
        self.marked: Counter[str] = Counter()
        self.manner, self.connections, self.is_over = Manner.WELL, 0, threading.Event()
        self._log, self._one_at_a_time = log, threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed in the middle is what this is for."""

    def take(self, letter: bytes) -> None:
        """Note it before the answer: from here on it will be delivered."""
        found = MESSAGE_ID.search(letter)
        key = found[1].decode() if found else ""
        with self._one_at_a_time, self._log.open("a") as log:
            self.taken[key] += 1
            if f"\n{RESENT_HEADER}:".encode() in letter:
                self.marked[key] += 1
            queue_id, stamp = f"{self.taken.total():010X}", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f%z} mail"
            log.write(f"{stamp} postfix/cleanup[2]: {queue_id}: message-id={key}\n")
            log.write(f"{stamp} postfix/qmgr[3]: {queue_id}: from=<a@b>, size={len(letter)}, nrcpt=1 (queue active)\n")


SLOW_SECONDS = 4.0
TO_RECIPIENTS = {Manner.REFUSES_RECIPIENTS: "550 5.1.1 no such user", Manner.PUTS_OFF: "450 4.2.1 try later"}


class _Conversation(socketserver.StreamRequestHandler):
    """SMTP, as far as a client that behaves asks for it."""

    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.manner is Manner.SILENT:
            self.server.is_over.wait()
            return
        self._say("220 chaos")
        if self.server.manner is Manner.SILENT_AFTER_GREETING:
            self.server.is_over.wait()
            return
        self._converse()

    def _converse(self) -> None:
        while line := self.rfile.readline():
            match line[:4].strip().upper():
                case b"EHLO" | b"HELO":
                    self._say("250 chaos")
                case b"RCPT":
                    self._say(TO_RECIPIENTS.get(self.server.manner, "250 ok"))
                case b"DATA":
                    if not self._take_letter():
                        return
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _take_letter(self) -> bool:
        """Whether the conversation goes on."""
        if self.server.manner is Manner.CUTS_BEFORE_LETTER:
            return False
        self._say("354 go on")
        if self.server.manner is Manner.CUTS_IN_LETTER:
            return False
        lines = []
        while (part := self.rfile.readline()) != b".\r\n":
            if not part:
                return False
            lines.append(part)
        if self.server.manner is Manner.REFUSES_CONTENT:
            self._say("554 5.6.0 not wanted")
            return True
        if self.server.manner is Manner.SLOW:
            self.server.is_over.wait(SLOW_SECONDS)
        self.server.take(b"".join(lines))
        if self.server.manner is Manner.TAKES_WITHOUT_ANSWER:
            self.server.is_over.wait()
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(log: Path) -> Iterator[MailServer]:
    """It runs in a thread of this process."""
    with MailServer(log) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield server
        finally:
            server.is_over.set()
            server.shutdown()
