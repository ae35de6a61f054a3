"""Pictures that are small as files and huge once decoded, many at once; measured in a process of their own."""

import json
import os
import subprocess
import sys
import threading
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ciie.kernel.concurrency import ConcurrencyLimit
from ciie.kernel.errors import Busy, Invalid
from ciie.settings.env import BASE_DIR
from ciie.uploads.pictures import LARGEST_DECODED_PX, accept_picture
from tests.ciie.uploads.pictures import upload

MEGABYTE = 1024 * 1024
BYTES_A_PIXEL = 4
AT_ONCE = 8
BESIDES = 64 * MEGABYTE
"""What the kept copies, the encoder and the allocator take, whatever is sent."""

MEASURE = """
import json, resource, sys, threading
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from ciie.kernel.errors import DomainError
from ciie.uploads.pictures import accept_picture

content, at_once = open(sys.argv[1], "rb").read(), int(sys.argv[2])
small = open(sys.argv[3], "rb").read()
accept_picture(SimpleUploadedFile("small", small))
before, codes, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, [], threading.Barrier(at_once)

def send():
    begun.wait()
    try:
        accept_picture(SimpleUploadedFile("large", content))
        codes.append("accepted")
    except DomainError as refusal:
        codes.append(refusal.code)

threads = [threading.Thread(target=send) for _each in range(at_once)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps({"codes": codes, "grown": grown * 1024}))
"""


def png(side: int) -> bytes:
    """A PNG with an alpha channel, all of it one colour: a few hundred KB."""
    packer, row = zlib.compressobj(1), b"\0" + b"\x10\x20\x30\xff" * side
    data = b"".join([packer.compress(row) for _row in range(side)]) + packer.flush()

    def chunk(part: bytes) -> bytes:
        return (len(part) - 4).to_bytes(4) + part + zlib.crc32(part).to_bytes(4)

    size = side.to_bytes(4) * 2
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR" + size + bytes([8, 6, 0, 0, 0])) + chunk(b"IDAT" + data) + chunk(b"IEND")
    )


def written(size: tuple[int, int], kind: str, **options: object) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, kind, **options)
    return content.getvalue()


def sent_at_once(content: bytes, folder: Path) -> tuple[list[str], int]:
    """The answers that eight threads of a fresh process get, and by how many bytes its memory grew at most."""
    large, small = folder / "large", folder / "small"
    large.write_bytes(content)
    small.write_bytes(written((50, 50), "PNG"))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MEASURE, str(large), str(AT_ONCE), str(small)],
        cwd=BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ciie.settings.test", "MALLOC_ARENA_MAX": "1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    actual = json.loads(done.stdout.splitlines()[-1])
    return actual["codes"], actual["grown"]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "progressive JPEG"])
def test_eight_of_the_largest_at_once_take_the_memory_of_one(kind: str, tmp_path: Path) -> None:
    side = int(LARGEST_DECODED_PX**0.5)
    content = {
        "PNG": lambda: png(side),
        "WEBP": lambda: written((side, side), "WEBP", lossless=True, method=0),
        "progressive JPEG": lambda: written((side, side), "JPEG", progressive=True, subsampling=0),
    }[kind]()
    codes, grown = sent_at_once(content, tmp_path)
    copies = 4 if kind == "WEBP" else 2  # libwebp decodes into buffers of its own
    assert set(codes) <= {"accepted", "busy"}
    assert codes.count("accepted") >= 1
    assert grown < LARGEST_DECODED_PX * BYTES_A_PIXEL * copies + BESIDES


def test_eight_photographs_of_sixty_million_pixels_take_little_more(tmp_path: Path) -> None:
    codes, grown = sent_at_once(written((7_745, 7_745), "JPEG"), tmp_path)
    assert set(codes) <= {"accepted", "busy"}
    assert codes.count("accepted") >= 1
    assert grown < LARGEST_DECODED_PX * BYTES_A_PIXEL + BESIDES


def test_the_eight_that_took_all_memory_are_refused_by_their_head(tmp_path: Path) -> None:
    codes, grown = sent_at_once(png(7_745), tmp_path)
    assert set(codes) <= {"picture_too_large", "busy"}
    assert grown < BESIDES


def test_animations_text_and_profiles_are_not_kept() -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("teal", "red", "blue")]
    content = BytesIO()
    frames[0].save(content, "WEBP", save_all=True, append_images=frames[1:], icc_profile=b"x" * 100_000)
    picture = accept_picture(upload(content.getvalue()))
    with Image.open(BytesIO(picture.content)) as kept:
        assert (getattr(kept, "n_frames", 1), kept.info.get("icc_profile"), kept.size) == (1, None, (60, 40))


def test_text_that_inflates_without_end_is_refused() -> None:
    part = b"zTXt" + b"note\0\0" + zlib.compress(b"x" * 80 * MEGABYTE)
    bomb = (len(part) - 4).to_bytes(4) + part + zlib.crc32(part).to_bytes(4)
    plain = written((10, 10), "PNG")
    with pytest.raises(Invalid) as refusal:
        accept_picture(SimpleUploadedFile("picture.png", plain[:33] + bomb + plain[33:]))
    assert refusal.value.code == "not_a_picture"


def test_who_comes_when_the_queue_is_full_is_asked_to_try_again() -> None:
    limit, inside, leave = ConcurrencyLimit(waiting=0, seconds=5), threading.Event(), threading.Event()

    def work() -> None:
        with limit.turn():
            inside.set()
            leave.wait(10)

    worker = threading.Thread(target=work)
    worker.start()
    assert inside.wait(10)
    with pytest.raises(Busy) as refusal, limit.turn():
        pass
    assert (refusal.value.status, refusal.value.code) == (503, "busy")
    leave.set()
    worker.join()
    with limit.turn():
        pass


def test_who_waits_too_long_is_asked_to_try_again() -> None:
    limit = ConcurrencyLimit(waiting=1, seconds=0.01)
    with limit.turn(), pytest.raises(Busy), limit.turn():
        pass
    with limit.turn():
        pass
