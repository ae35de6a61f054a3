"""Uploaded plans on which people draw: a picture, or the first page of a PDF."""

from base64 import b64decode, b64encode
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from ciie.kernel.concurrency import ConcurrencyLimit
from ciie.kernel.errors import Invalid, Sentence
from ciie.kernel.limited_reader import LONGEST_SECONDS, ReadingRefusedError, read_limited
from ciie.uploads.pictures import AcceptedPicture, accept_picture

LARGEST_FILE_MB = 25
KEPT_SIDE_PX = 3_000
READING = ConcurrencyLimit(waiting=3, seconds=LONGEST_SECONDS)
PDF = b"%PDF-"
QUALITY = 90


def accept_page(upload: UploadedFile) -> AcceptedPicture:
    """Return the picture, or the first page of the PDF, with a longer side of at most `KEPT_SIDE_PX`.

    Raises `Invalid` (`document_too_large`, `not_a_page`, or as `accept_picture` does). A PDF is rendered in a limited
    process of its own; raises `Busy` if too many wait.
    """
    upload.seek(0)
    head = upload.read(len(PDF))
    upload.seek(0)
    if head != PDF:
        return accept_picture(upload, longest_px=KEPT_SIDE_PX)
    if (upload.size or 0) > LARGEST_FILE_MB * 1024 * 1024:
        sentence = _("The file is larger than %(megabytes)d MB.") % {"megabytes": LARGEST_FILE_MB}
        raise _refused(sentence, "document_too_large")
    try:
        with READING.turn():
            drawn: str = read_limited("ciie.uploads.pages:draw_first_page", upload.read(), KEPT_SIDE_PX)
    except ReadingRefusedError as refusal:
        raise _refused(
            _("This PDF cannot be read: it is damaged, protected by a password, or too complex. Send a PNG of it."),
            "not_a_page",
        ) from refusal
    return accept_picture(SimpleUploadedFile("page.jpg", b64decode(drawn)), longest_px=KEPT_SIDE_PX)


def draw_first_page(content: bytes, longest_px: int) -> str:
    """Return the first page as a JPEG in Base64. This runs in the child process."""
    import pypdfium2  # noqa: PLC0415  (for the child alone)

    page = pypdfium2.PdfDocument(content)[0]
    picture = page.render(scale=longest_px / max(page.get_size())).to_pil()
    written = BytesIO()
    picture.convert("RGB").save(written, "JPEG", quality=QUALITY)
    return b64encode(written.getvalue()).decode()


def _refused(sentence: Sentence, code: str) -> Invalid:
    return Invalid(sentence, code=code, field="file")
