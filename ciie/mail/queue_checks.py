"""Whether a mail server has a letter already: what `MAIL_QUEUE_CHECK` may name.

A check is asked about a letter in doubt by its Message-ID and answers True, False, or None where it cannot tell. SMTP
itself has no such question, and the list of a server's queue (`postqueue -j`) names no Message-ID; a server's log does.
"""

import re
from pathlib import Path

from django.conf import settings

MOST_BYTES = 256 * 1024 * 1024
"""Of a log, from its end."""


def in_postfix_log(message_id: str) -> bool | None:
    """By Postfix's log, `MAIL_LOG`, and the one before it (`….1`): True if the letter came into its queue.

    Postfix notes the Message-ID as it reads a letter (`cleanup`) and the same queue id again once it has taken it on
    (`qmgr`). That a log does not name a letter proves nothing: it may be rotated, or late.
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
    """By the folder into which a developer's machine delivers, `MAILBOX_DIR`."""
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
