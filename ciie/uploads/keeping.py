"""Files that are named by what is in them: written once, and believed only while they are what their name says."""

import hashlib
import re
from pathlib import PurePosixPath

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage

DIGEST = re.compile(r"[0-9a-f]{64}")
log = structlog.get_logger(__name__)


def keep(name: str, content: File) -> str:
    """Write a file under its name, `<folder>/<SHA-256 of it>.<ending>`, unless it is there already, whole.

    Raises `Busy` (`no_room`).
    """
    if default_storage.exists(name):
        if default_storage.size(name) == content.size:
            return name
        log.error("a kept file was not whole and is written anew", name=name)
        default_storage.delete(name)
    content.seek(0)
    return default_storage.save(name, content)


def kept(name: str, digest: str = "") -> File:
    """Open a file. Raises `FileNotFoundError` where there is none, or one that is not what its name says.

    With `digest`, the SHA-256 on record, the name has to be made from that one.
    """
    file = default_storage.open(name)
    stem = PurePosixPath(name).stem
    is_named_so = not DIGEST.fullmatch(stem) or digest_of_file(file) == stem
    if not is_named_so or (digest and digest != stem):
        file.close()
        log.error("a kept file is not what its name says", name=name)
        raise FileNotFoundError(name)
    file.seek(0)
    return file


def read_kept(name: str, digest: str) -> bytes:
    """The content of a file whose SHA-256 is on record; raises as `kept` does."""
    with kept(name, digest) as file:
        return bytes(file.read())


def digest_of_file(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
