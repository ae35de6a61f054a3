"""Gives other packages the PDF of an issued document as it was first drawn."""

from collections.abc import Callable

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.uploads.keeping import read_kept
from exhibitors.bookings.issued_pdfs.models import IssuedKind, IssuedPdf
from exhibitors.bookings.issued_pdfs.operations import keep_issued_pdf


def issued_pdf(kind: IssuedKind, number: str, language: str, draw: Callable[[], bytes]) -> bytes:
    """Return the stored bytes, which `draw` makes the first time.

    Raise `FileNotFoundError` if the stored file is missing or has been altered.
    """
    found = IssuedPdf.objects.filter(kind=kind, number=number, language=language).first()
    if found is None:
        found = keep_issued_pdf(kind, number, language, draw(), actor=SYSTEM, at=now())
    return read_kept(found.file, found.digest)
