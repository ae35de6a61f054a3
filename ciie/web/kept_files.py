"""Serving what people sent: pictures to everybody, under names that never change their content."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from ciie.uploads.pictures import FOLDER

A_YEAR = 31_536_000


@require_safe
def picture(request: HttpRequest, digest: str) -> FileResponse:
    """A kept picture. Its name is made from its content, so it may be cached for good."""
    response = _open(f"{FOLDER}/{digest}.webp", content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def download(stored_name: str, title: str) -> FileResponse:
    """A stored document; the calling view decides who may have it: saved under its sender's title, never shown."""
    response = _open(stored_name, as_attachment=True, filename=title, content_type="application/octet-stream")
    response["Cache-Control"] = "private, no-store"
    return response


def _open(stored_name: str, **how: object) -> FileResponse:
    try:
        return FileResponse(default_storage.open(stored_name), **how)  # type: ignore[arg-type]
    except FileNotFoundError as error:
        raise Http404 from error
