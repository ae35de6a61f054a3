import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from ciie.kernel.errors import Invalid
from ciie.uploads.pictures import KEPT_SIDE_PX, accept_picture, keep_picture
from tests.ciie.uploads.pictures import declared_png, upload, written


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_kept_as_webp_under_a_name_from_its_content(kind: str) -> None:
    picture = accept_picture(upload(written((300, 200), kind)))
    assert (picture.width, picture.height) == (300, 200)
    assert picture.name == f"pictures/{hashlib.sha256(picture.content).hexdigest()}.webp"
    with Image.open(BytesIO(picture.content)) as kept:
        assert (kept.format, kept.size) == ("WEBP", (300, 200))


def test_large_picture_is_made_smaller_in_proportion() -> None:
    picture = accept_picture(upload(written((4_000, 1_000))))
    assert (picture.width, picture.height) == (KEPT_SIDE_PX, 500)


def test_picture_is_turned_upright_and_loses_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    picture = accept_picture(upload(written((40, 20), "JPEG", exif=exif.tobytes())))
    assert (picture.width, picture.height) == (20, 40)
    with Image.open(BytesIO(picture.content)) as kept:
        assert dict(kept.getexif()) == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture at all",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        written((60, 60))[:80],
        declared_png(100, 100),
        b"GIF89a" + b"\0" * 40,
    ],
    ids=["empty", "text", "svg", "cut short", "without pixels", "gif"],
)
def test_what_is_not_a_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        accept_picture(upload(content))
    assert (refusal.value.code, refusal.value.field) == ("not_a_picture", "picture")


@pytest.mark.parametrize(("width", "height"), [(20_000, 10), (9_000, 9_000), (60_000, 60_000)])
def test_picture_of_too_many_pixels_is_refused_before_any_is_read(width: int, height: int) -> None:
    with pytest.raises(Invalid) as refusal:
        accept_picture(upload(declared_png(width, height)))
    assert refusal.value.code == "picture_too_large"


@pytest.mark.django_db  # closing a response looks after connections
def test_kept_picture_is_served_for_good(settings: Settings, tmp_path: Path, client: Client) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = accept_picture(upload(written((30, 30))))
    assert keep_picture(picture) == keep_picture(picture) == picture.name
    response = client.get("/" + picture.name)
    assert response.getvalue() == picture.content
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "image/webp"
    response.close()


def test_unknown_picture_is_not_found(settings: Settings, tmp_path: Path, client: Client) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert client.get(f"/pictures/{'0' * 64}.webp").status_code == 404
