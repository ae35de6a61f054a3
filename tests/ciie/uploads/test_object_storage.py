"""What people send, kept as objects: written on one machine, read on another, handed out by the site alone."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from moto import mock_aws
from pytest_django import Settings

from ciie.settings.env import media_storage
from ciie.uploads.documents import accept_document, keep_document
from ciie.uploads.pictures import accept_picture, keep_picture
from ciie.web.downloads import kept_document
from tests.ciie.uploads.pictures import upload, written

BUCKET = "expo"
EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"


@pytest.fixture
def objects(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Any]:
    """The storage that `S3_BUCKET` asks for, and a client that looks at it from outside."""
    for name, value in {"S3_BUCKET": BUCKET, "S3_ACCESS_KEY": "key", "S3_SECRET_KEY": "word"}.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="word")
        client.create_bucket(Bucket=BUCKET)
        settings.STORAGES = settings.STORAGES | {"default": media_storage()}
        yield client


@pytest.mark.django_db
def test_a_picture_is_kept_once_and_shown_from_there(objects: Any, client: Client) -> None:
    picture = accept_picture(upload(written((300, 200))))
    for _again in range(2):
        assert keep_picture(picture) == picture.name
    assert [found["Key"] for found in objects.list_objects_v2(Bucket=BUCKET)["Contents"]] == [picture.name]
    response = client.get(f"/{picture.name}")
    assert (response.status_code, response.getvalue()) == (200, picture.content)
    assert client.get(f"/pictures/{'0' * 64}.webp").status_code == 404


@pytest.mark.django_db
def test_a_document_is_private_and_handed_out_by_the_site(objects: Any) -> None:
    document = accept_document(SimpleUploadedFile("Pavillon final.PDF", b"%PDF-1.7 design"))
    name = keep_document(document)
    grants = objects.get_object_acl(Bucket=BUCKET, Key=name)["Grants"]
    assert all(grant["Grantee"].get("URI") != EVERYBODY for grant in grants)
    with default_storage.open(name) as kept:
        assert kept.read() == b"%PDF-1.7 design"
    response = kept_document(name, document.title)
    assert response.getvalue() == b"%PDF-1.7 design"
    assert response["Content-Disposition"] == 'attachment; filename="Pavillon final.PDF"'
    response.close()
    with pytest.raises(Http404):
        kept_document("documents/none.pdf", "none.pdf")
