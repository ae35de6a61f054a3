"""The parent's side: a file goes to a child process with limits; a picture or a refusal comes back."""

from typing import Final

from ciie.kernel.concurrency import ConcurrencyLimit
from ciie.kernel.limited_reader import LONGEST_SECONDS, ReadingRefusedError, read_limited
from pavilions.drawings.vector_files.kinds import FileKind, kind_of
from pavilions.drawings.vector_files.picture import Picture, PictureRefusedError

LARGEST_BYTES: Final = 25 * 1024 * 1024
READING: Final = ConcurrencyLimit(waiting=3, seconds=LONGEST_SECONDS)
READERS: Final = {
    FileKind.DXF: "pavilions.drawings.vector_files.dxf:read_dxf",
    FileKind.SVG: "pavilions.drawings.vector_files.svg:read_svg",
}
"""Readers by name, not imported: each import costs half the child's time, and the parent needs neither."""


def read_picture(content: bytes) -> Picture:
    """Return the picture in a file, or raise PictureRefusedError, after `LONGEST_SECONDS` at the latest.

    A child may take much memory, so a process runs only one at a time. Raise `Busy` when too many callers wait.
    """
    kind = kind_of(content)
    if kind is None:
        raise PictureRefusedError("broken")
    if kind is FileKind.DWG:
        raise PictureRefusedError("dwg")
    if len(content) > LARGEST_BYTES:
        raise PictureRefusedError("too_large")
    try:
        with READING.turn():
            picture = Picture.from_json(read_limited(READERS[kind], content))
    except ReadingRefusedError as refusal:
        raise PictureRefusedError(refusal.code) from refusal
    if not (picture.strokes or picture.texts):
        raise PictureRefusedError("draws_nothing")
    return picture
