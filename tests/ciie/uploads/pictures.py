"""Pictures as files that browsers send."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("picture.png", content)


def written(size: tuple[int, int], kind: str = "PNG", **options: object) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, kind, **options)
    return content.getvalue()


def declared_png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0")

    def chunk(part: bytes) -> bytes:
        return struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))

    return b"\x89PNG\r\n\x1a\n" + chunk(header) + chunk(data) + chunk(b"IEND")
