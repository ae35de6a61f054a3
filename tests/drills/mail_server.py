"""A mail server that takes every letter, counts Message-IDs, and keeps a log as Postfix does."""

import re
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

RESENT_HEADER = "X-Possible-Duplicate"

MESSAGE_ID = re.compile(rb"^Message-ID:\s+(<\S+>)", re.MULTILINE | re.IGNORECASE)


class MailServer(socketserver.ThreadingTCPServer):
    """`taken` counts the letters by Message-ID; `marked` are those that said that they might be duplicates."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, log: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: Counter[str] = Counter()
        self.marked: Counter[str] = Counter()
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


class _Conversation(socketserver.StreamRequestHandler):
    """SMTP, as far as a client that behaves asks for it."""

    server: MailServer

    def handle(self) -> None:
        self._say("220 chaos")
        while line := self.rfile.readline():
            match line[:4].strip().upper():
                case b"EHLO" | b"HELO":
                    self._say("250 chaos")
                case b"DATA":
                    self._say("354 go on")
                    lines = []
                    while (part := self.rfile.readline()) != b".\r\n":
                        if not part:
                            return
                        lines.append(part)
                    self.server.take(b"".join(lines))
                    self._say("250 taken")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(log: Path) -> Iterator[MailServer]:
    """It runs in a thread of this process."""
    with MailServer(log) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
