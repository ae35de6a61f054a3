"""The operation that stores the PDF of an issued document."""

from datetime import datetime

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.canonical import digest_of
from ciie.kernel.locking import lock_topic
from ciie.uploads.documents import keep_pdf
from exhibitors.bookings.issued_pdfs.models import IssuedKind, IssuedPdf

FOLDER = "issued"


@operation("exhibitors.document.drawn")
def keep_issued_pdf(
    kind: IssuedKind, number: str, language: str, pdf: bytes, *, actor: Actor, at: datetime
) -> IssuedPdf:
    """Store the PDF of an issued document and return it, or the one that was stored in the meantime."""
    require("exhibitors.keep_issued_pdf", actor)
    lock_topic(f"issued PDF {kind} {number} {language}")
    found = IssuedPdf.objects.filter(kind=kind, number=number, language=language).first()
    if found is not None:
        return found
    return IssuedPdf.objects.create(
        kind=kind, number=number, language=language, file=keep_pdf(pdf, FOLDER), digest=digest_of(pdf), made_at=at
    )
