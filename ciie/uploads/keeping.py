"""Stored files that are named by their content: written once, and trusted only while they match their name."""

import hashlib
import re
from pathlib import PurePosixPath

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage

DIGEST = re.compile(r"[0-9a-f]{64}")
log = structlog.get_logger(__name__)


def keep(name: str, content: File) -> str:
    """Write a file under its name, `<folder>/<SHA-256 of it>.<ending>`, unless it already exists in full.

    Returns the name. Raises `Busy` (`no_room`).
    """
    if default_storage.exists(name):
        if default_storage.size(name) == content.size:
            return name
        log.error("a kept file was not whole and is written anew", name=name)
        default_storage.delete(name)
    content.seek(0)
    return default_storage.save(name, content)


def kept(name: str, digest: str = "") -> File:
    """Open a file. Raises `FileNotFoundError` if there is none, or if its content does not match its name.

    With `digest`, the SHA-256 on record, the name has to be derived from it.
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
    """Return the content of a file whose SHA-256 is on record. Raises the same errors as `kept`."""
    with kept(name, digest) as file:
        return bytes(file.read())


def digest_of_file(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
