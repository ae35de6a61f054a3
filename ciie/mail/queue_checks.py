"""Checks whether a mail server already has a letter, which `MAIL_QUEUE_CHECK` may name.

A check takes the Message-ID of a letter in doubt and returns `True`, `False`, or `None` if it cannot tell. SMTP has no
such command, and the list of a server's queue (`postqueue -j`) has no Message-IDs; a server's log has them.
"""

import re
from pathlib import Path

from django.conf import settings

MOST_BYTES = 256 * 1024 * 1024
"""How much of a log is read, from its end."""


def in_postfix_log(message_id: str) -> bool | None:
    """Return `True` if Postfix's log shows the letter in its queue, else `None`.

    The log is `MAIL_LOG`, with the one before it (`….1`). Postfix logs the Message-ID as it reads a letter (`cleanup`)
    and the same queue ID again once it has accepted it (`qmgr`). That a log does not name a letter proves nothing: it
    may have been rotated, or be late.
    """
    named = re.compile(
        rb"postfix[^ ]*/cleanup\[\d+\]: ([0-9A-Za-z]+): message-id=" + re.escape(message_id.encode()) + rb"\s"
    )
    for path in (Path(settings.MAIL_LOG), Path(f"{settings.MAIL_LOG}.1")):
        content = _end_of(path)
        for found in named.finditer(content):
            taken = rb"postfix[^ ]*/qmgr\[\d+\]: " + re.escape(found[1]) + rb": from=[^\n]*\(queue active\)"
            if re.search(taken, content[found.end() :]):
                return True
    return None


def in_mailbox(message_id: str) -> bool | None:
    """Return whether the letter is in the folder into which a developer's machine delivers, `MAILBOX_DIR`.

    It is `None` if there is no such folder.
    """
    folder = settings.MAILBOX_DIR
    if folder is None:
        return None
    header = re.compile(rb"^Message-ID:\s+" + re.escape(message_id.encode()) + rb"\s", re.MULTILINE)
    return any(header.search(_end_of(path)) for path in folder.glob("*.log"))


def _end_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - MOST_BYTES))
            return file.read()
    except FileNotFoundError:
        return b""
