"""Reads the folder into which a developer's machine delivers its mail (`MAILBOX_DIR`).

Django's file backend appends mails to files, each mail followed by a line of 79 dashes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

END = b"\n" + b"-" * 79 + b"\n"
BOUNDARY = re.compile(re.escape(END) + rb"(?=[A-Za-z][A-Za-z0-9-]*:|\Z)")
KEY = re.compile(r"(?P<file>[0-9]{8}-[0-9]{6}-[0-9]+)\.(?P<offset>[0-9]{1,12})")
MOST_LISTED = 200
MOST_BYTES_LISTED = 32 * 1024 * 1024
MOST_BYTES_OF_A_MAIL = 16 * 1024 * 1024


@dataclass(frozen=True)
class Listed:
    key: str
    subject: str
    to: str
    at: datetime
    has_attachments: bool


@dataclass(frozen=True)
class Enclosed:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    key: str
    subject: str
    sender: str
    to: str
    at: datetime
    text: str
    html: str
    attachments: tuple[Enclosed, ...]


def newest_mails(folder: Path) -> list[Listed]:
    """Return at most 200 mails, newest first, from the last 32 MB of the folder."""
    found = sorted(_listed(folder), key=lambda mail: mail.at, reverse=True)
    return found[:MOST_LISTED]


def find_mail(folder: Path, key: str) -> Mail | None:
    """Return the mail with this key, or `None`. A key names a file by digits only, so it cannot leave the folder."""
    named = KEY.fullmatch(key)
    path = folder / f"{named['file']}.log" if named else None
    if named is None or path is None or not path.is_file():
        return None
    with path.open("rb") as file:
        file.seek(int(named["offset"]))
        raw = BOUNDARY.split(file.read(MOST_BYTES_OF_A_MAIL), maxsplit=1)[0]
    return _read(key, raw) if raw.strip() else None


def _listed(folder: Path) -> Iterator[Listed]:
    left = MOST_BYTES_LISTED
    for path in sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True):
        size = path.stat().st_size
        if left <= 0:
            return
        yield from _listed_in(path, size, left)
        left -= size


def _listed_in(path: Path, size: int, budget: int) -> Iterator[Listed]:
    """Return the mails of one file, or of its end if it is larger than the budget.

    The first mail of such an end is cut off and therefore left out.
    """
    start = max(0, size - budget)
    with path.open("rb") as file:
        file.seek(start)
        content = file.read(budget)
    places = [0, *(match.end() for match in BOUNDARY.finditer(content)), len(content)]
    for place, following in list(pairwise(places))[1 if start else 0 :]:
        raw = content[place:following]
        if raw.strip():
            yield _head(f"{path.stem}.{start + place}", raw)


def _head(key: str, raw: bytes) -> Listed:
    head = BytesHeaderParser(policy=default).parsebytes(raw)
    return Listed(
        key, str(head["Subject"]), str(head["To"]), _sent_at(head), b"\nContent-Disposition: attachment" in raw
    )


def _read(key: str, raw: bytes) -> Mail:
    message = BytesParser(policy=default).parsebytes(raw)
    return Mail(
        key=key,
        subject=str(message["Subject"]),
        sender=str(message["From"]),
        to=str(message["To"]),
        at=_sent_at(message),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(_enclosed(message)),
    )


def _sent_at(message: EmailMessage) -> datetime:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _enclosed(message: EmailMessage) -> Iterator[Enclosed]:
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield Enclosed(part.get_filename("attachment"), part.get_content_type(), content)
