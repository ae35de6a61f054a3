from pathlib import Path

import pytest
from django import forms
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from pytest_django import Settings

from ciie.kernel.errors import Invalid
from ciie.uploads.documents import LARGEST_FILE_MB, accept_document, keep_document
from ciie.uploads.fields import UploadedDocumentField, UploadedPictureField
from ciie.web.downloads import kept_document


@pytest.mark.django_db  # closing a response looks after connections
def test_document_is_kept_as_it_came_under_its_title(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = accept_document(SimpleUploadedFile("C:\\designs\\Pavillon final.PDF", b"%PDF-1.7 design"))
    assert (document.title, document.size) == ("Pavillon final.PDF", 15)
    name = keep_document(document)
    with default_storage.open(name) as kept:
        assert kept.read() == b"%PDF-1.7 design"
    response = kept_document(name, document.title)
    assert response.getvalue() == b"%PDF-1.7 design"
    response.close()
    assert response["Content-Disposition"] == 'attachment; filename="Pavillon final.PDF"'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("design.pdf", b"", "empty_document"),
        ("design.pdf", b"<html>", "unknown_document"),
        ("design.html", b"<html>", "unknown_document"),
        ("design.exe", b"MZ", "unknown_document"),
        ("design", b"%PDF-", "unknown_document"),
    ],
)
def test_other_files_are_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        accept_document(SimpleUploadedFile(name, content))
    assert refusal.value.code == code


def test_document_of_too_many_bytes_is_refused_unread() -> None:
    upload = SimpleUploadedFile("design.pdf", b"%PDF-")
    upload.size = LARGEST_FILE_MB * 1024 * 1024 + 1
    with pytest.raises(Invalid) as refusal:
        accept_document(upload)
    assert refusal.value.code == "document_too_large"


class Sending(forms.Form):
    picture = UploadedPictureField(required=False)
    file = UploadedDocumentField()


def sent(**files: SimpleUploadedFile) -> Sending:
    return Sending({}, MultiValueDict({name: [upload] for name, upload in files.items()}))


def test_fields_say_beside_themselves_what_is_wrong() -> None:
    form = sent(picture=SimpleUploadedFile("a.png", b"no"), file=SimpleUploadedFile("a.pdf", b"%PDF-"))
    assert not form.is_valid()
    assert form.errors == {"picture": ["This is not a JPEG, PNG or WebP picture, or it is damaged."]}


def test_picture_may_be_left_out() -> None:
    form = sent(file=SimpleUploadedFile("a.pdf", b"%PDF-"))
    assert form.is_valid()
    assert form.cleaned_data["picture"] is None
