"""Files are kept whole or not at all. The system itself refuses to write beyond a limit, as a full disk does."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from ciie.kernel.errors import Busy
from ciie.uploads.documents import accept_document, keep_document
from ciie.uploads.keeping import keep, kept

CONTENT = b"%PDF-1.7 " + b"design" * 20_000
NAME = f"documents/{sha256(CONTENT).hexdigest()}.pdf"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@contextmanager
def room_for(size: int) -> Iterator[None]:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_without_room_nothing_is_left_and_words_are_said(media: Path) -> None:
    document = accept_document(SimpleUploadedFile("design.pdf", CONTENT))
    with room_for(4_096), pytest.raises(Busy, match="no room to keep files") as refused:
        keep_document(document)
    assert (refused.value.code, files(media)) == ("no_room", [])
    assert keep_document(document) == NAME
    assert [path.read_bytes() for path in files(media)] == [CONTENT]


@pytest.mark.parametrize("rest", [b"", CONTENT[:1_000]], ids=["empty", "cut"])
def test_a_part_of_a_file_is_not_believed_and_written_anew(media: Path, rest: bytes) -> None:
    (media / NAME).parent.mkdir()
    (media / NAME).write_bytes(rest)
    with pytest.raises(FileNotFoundError):
        kept(NAME)
    assert keep(NAME, ContentFile(CONTENT)) == NAME
    with kept(NAME) as file:
        assert file.read() == CONTENT


def test_a_kept_file_is_not_written_again(media: Path) -> None:
    keep(NAME, ContentFile(CONTENT))
    before = (media / NAME).stat().st_ino
    assert keep(NAME, ContentFile(CONTENT)) == NAME
    assert (media / NAME).stat().st_ino == before


def test_a_damaged_picture_is_not_served_for_good(client: Client, media: Path) -> None:
    digest = sha256(b"a picture").hexdigest()
    default_storage.save(f"pictures/{digest}.webp", ContentFile(b"half of a pict"))
    assert client.get(f"/pictures/{digest}.webp").status_code == 404


def test_what_is_kept_is_readable_by_the_web_server_beside(media: Path) -> None:
    default_storage.save(NAME, ContentFile(CONTENT))
    assert (media / NAME).stat().st_mode & 0o777 == 0o644
