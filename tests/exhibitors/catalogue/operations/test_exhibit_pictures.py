from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings

from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.uploads.pictures import AcceptedPicture, accept_picture
from exhibitors.promotion.catalogue.operations import exhibits
from exhibitors.promotion.catalogue.operations.exhibits import add_picture, remove_picture
from tests.exhibitors.catalogue.exhibits import shown
from tests.factories import NOON, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(colour: str = "teal", size: tuple[int, int] = (900, 600)) -> AcceptedPicture:
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return accept_picture(SimpleUploadedFile("picture.png", content.getvalue()))


def test_picture_is_kept_large_and_small(tmp_path: Path) -> None:
    exhibit = shown()
    row = add_picture(exhibit.pk, picture(), alt_text=" A wheel of cheese ", actor=owner_of(exhibit.company), at=NOON)
    assert (row.width, row.height, row.small_width, row.small_height) == (900, 600, 480, 320)
    assert row.alt_text == "A wheel of cheese"
    with Image.open(tmp_path / row.small_file) as small:
        assert small.size == (480, 320)
    with Image.open(tmp_path / row.file) as large:
        assert large.size == (900, 600)


def test_picture_without_words_is_refused() -> None:
    exhibit = shown()
    with pytest.raises(Invalid) as refusal:
        add_picture(exhibit.pk, picture(), alt_text=" ", actor=owner_of(exhibit.company), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("alt_text_missing", "alt_text")


def test_same_picture_twice_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exhibits, "MOST_PICTURES", 2)
    exhibit = shown()
    owner = owner_of(exhibit.company)
    add_picture(exhibit.pk, picture(), alt_text="One", actor=owner, at=NOON)
    with pytest.raises(DomainError) as twice:
        add_picture(exhibit.pk, picture(), alt_text="One", actor=owner, at=NOON)
    add_picture(exhibit.pk, picture("navy"), alt_text="Two", actor=owner, at=NOON)
    with pytest.raises(DomainError) as third:
        add_picture(exhibit.pk, picture("maroon"), alt_text="Three", actor=owner, at=NOON)
    assert (twice.value.code, third.value.code) == ("exhibit_picture_once", "too_many_pictures")


def test_pictures_are_for_those_who_show_the_exhibit() -> None:
    exhibit = shown()
    with pytest.raises(NotAllowed):
        add_picture(exhibit.pk, picture(), alt_text="One", actor=owner_of(), at=NOON)
    row = add_picture(exhibit.pk, picture(), alt_text="One", actor=owner_of(exhibit.company), at=NOON)
    with pytest.raises(NotAllowed):
        remove_picture(row.pk, actor=owner_of(), at=NOON)
    remove_picture(row.pk, actor=owner_of(exhibit.company), at=NOON)
    assert not exhibit.pictures.exists()
