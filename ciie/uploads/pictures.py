"""Uploaded pictures. The site stores its own copy: upright, without metadata, and no larger than needed."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from ciie.kernel.concurrency import ConcurrencyLimit
from ciie.kernel.errors import Invalid, Sentence
from ciie.uploads.keeping import keep

LARGEST_FILE_MB = 15
LARGEST_SIDE_PX = 12_000
LARGEST_AREA_PX = 60_000_000  # of a JPEG, which can be decoded at a fraction of its size
LARGEST_DECODED_PX = 24_000_000  # of any other picture, which is decoded in full: 4 bytes per pixel, twice
DECODING = ConcurrencyLimit(waiting=3, seconds=20)
KEPT_SIDE_PX = 2_000
SMALL_SIDE_PX = 480
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
FOLDER = "pictures"


@dataclass(frozen=True)
class AcceptedPicture:
    """A picture as it is stored, in WebP. `name` is its name in the storage."""

    name: str
    content: bytes
    width: int
    height: int


def accept_picture(upload: UploadedFile, *, longest_px: int = KEPT_SIDE_PX) -> AcceptedPicture:
    """Read a JPEG, PNG or WebP picture, or raise `Invalid` with what is wrong with it.

    The codes are `picture_too_large` (bytes or pixels; the size is checked before any pixel is read) and
    `not_a_picture`. A process decodes one picture at a time; raises `Busy` if too many wait.
    """
    if (upload.size or 0) > LARGEST_FILE_MB * 1024 * 1024:
        raise _refused(
            _("The picture is larger than %(megabytes)d MB.") % {"megabytes": LARGEST_FILE_MB}, "picture_too_large"
        )
    try:
        with DECODING.turn(), Image.open(upload, formats=FORMATS) as picture:
            _require_small(picture)
            return _kept(picture, longest_px)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        # Pillow's decoders raise any of these for a file that is truncated or not really a picture.
        raise _refused(_("This is not a JPEG, PNG or WebP picture, or it is damaged."), "not_a_picture") from error


def keep_picture(picture: AcceptedPicture) -> str:
    """Write an accepted picture to the storage, once per content. Return its name there."""
    return keep(picture.name, ContentFile(picture.content))


def small_copy(picture: AcceptedPicture) -> AcceptedPicture:
    """Return the picture as lists show it, with a longer side of at most `SMALL_SIDE_PX`."""
    with Image.open(BytesIO(picture.content), formats=["WEBP"]) as kept:
        kept.thumbnail((SMALL_SIDE_PX, SMALL_SIDE_PX))
        return _written(kept)


def _kept(picture: Image.Image, longest_px: int) -> AcceptedPicture:
    """Return the picture to store.

    It is first scaled and then rotated, so that the full size is copied at most once.
    """
    longer = max(picture.size)
    if longer > longest_px:  # a JPEG is decoded at the smallest sufficient fraction of its size
        picture.draft("RGB", (picture.width * longest_px // longer, picture.height * longest_px // longer))
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    kept = picture if picture.mode == mode else picture.convert(mode)
    kept.thumbnail((longest_px, longest_px), reducing_gap=2.0)
    ImageOps.exif_transpose(kept, in_place=True)
    return _written(kept)


def _written(picture: Image.Image) -> AcceptedPicture:
    written = BytesIO()
    picture.save(written, "WEBP", quality=QUALITY)
    content = written.getvalue()
    return AcceptedPicture(f"{FOLDER}/{hashlib.sha256(content).hexdigest()}.webp", content, *picture.size)


def _require_small(picture: ImageFile) -> None:
    is_decoded_smaller = picture.format == "JPEG" and "progressive" not in picture.info
    largest = LARGEST_AREA_PX if is_decoded_smaller else LARGEST_DECODED_PX
    if max(picture.size) > LARGEST_SIDE_PX or picture.width * picture.height > largest:
        raise _too_many_pixels(largest)


def _too_many_pixels(largest: int = LARGEST_DECODED_PX) -> Invalid:
    sentence = _(
        "The picture is too large: at most %(pixels)d pixels on the longer side and %(millions)d million "
        "pixels in total are allowed."
    )
    return _refused(sentence % {"pixels": LARGEST_SIDE_PX, "millions": largest // 1_000_000}, "picture_too_large")


def _refused(sentence: Sentence, code: str) -> Invalid:
    return Invalid(sentence, code=code, field="picture")
