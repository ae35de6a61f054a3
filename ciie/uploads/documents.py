"""Uploaded documents, such as designs. They are stored unchanged, never shown inline, and always downloaded."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import list_words
from ciie.uploads.keeping import keep

LARGEST_FILE_MB = 50
FOLDER = "documents"
LONGEST_TITLE = 120
HEAD_BYTES = 32

# The first bytes of each kind of file. A DXF is text that starts with a group code, or names itself.
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".zip": (b"PK\x03\x04",),
    ".dwg": (b"AC10",),
    ".dxf": (b"AutoCAD Binary DXF", b"0", b"  0", b" 0", b"999"),
    ".ifc": (b"ISO-10303-21",),
}


@dataclass(frozen=True)
class AcceptedDocument:
    """A checked document. `name` is its storage name, from its content; `title` is the name of the upload."""

    name: str
    title: str
    size: int
    upload: UploadedFile


def accept_document(upload: UploadedFile) -> AcceptedDocument:
    """Check a document's size and kind.

    Raises `Invalid`: `document_too_large`, `empty_document` or `unknown_document`.
    """
    title = PurePosixPath((upload.name or "").replace("\\", "/")).name
    ending = PurePosixPath(title).suffix.lower()
    if (upload.size or 0) > LARGEST_FILE_MB * 1024 * 1024:
        sentence = _("The file is larger than %(megabytes)d MB.") % {"megabytes": LARGEST_FILE_MB}
        raise Invalid(sentence, code="document_too_large", field="file")
    if not upload.size:
        raise Invalid(_("The file is empty."), code="empty_document", field="file")
    upload.seek(0)
    if ending not in BEGINNINGS or not upload.read(HEAD_BYTES).startswith(BEGINNINGS[ending]):
        kinds = list_words(sorted(kind[1:].upper() for kind in BEGINNINGS))
        sentence = _("Upload one of these file types, with the matching file extension: %(kinds)s.") % {"kinds": kinds}
        raise Invalid(sentence, code="unknown_document", field="file")
    return AcceptedDocument(f"{FOLDER}/{_digest(upload)}{ending}", title[-LONGEST_TITLE:], upload.size or 0, upload)


def keep_document(document: AcceptedDocument) -> str:
    """Write an accepted document to the storage, once per content. Return its name there."""
    return keep(document.name, document.upload)


def keep_pdf(pdf: bytes, folder: str = FOLDER) -> str:
    """Write a PDF that the site has generated to the storage, once per content. Return its name there."""
    return keep(f"{folder}/{hashlib.sha256(pdf).hexdigest()}.pdf", ContentFile(pdf))


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
