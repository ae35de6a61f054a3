"""Form fields whose cleaned value is a checked file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ciie.kernel.errors import DomainError
from ciie.uploads.documents import AcceptedDocument, accept_document
from ciie.uploads.pages import accept_page
from ciie.uploads.pictures import AcceptedPicture, accept_picture


class UploadedPictureField(forms.FileField):
    """Cleans to an `AcceptedPicture`, or to `None` if the field is optional and empty."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> AcceptedPicture | None:
        upload = super().clean(data, initial)
        try:
            return accept_picture(upload) if upload else None
        except DomainError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


class UploadedDocumentField(forms.FileField):
    """Cleans to an `AcceptedDocument`, or to `None` if the field is optional and empty."""

    def clean(self, data: Any, initial: Any = None) -> AcceptedDocument | None:
        upload = super().clean(data, initial)
        try:
            return accept_document(upload) if upload else None
        except DomainError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


class UploadedPageField(forms.FileField):
    """Cleans to an `AcceptedPicture` from a picture, or from the first page of a PDF."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> AcceptedPicture | None:
        upload = super().clean(data, initial)
        try:
            return accept_page(upload) if upload else None
        except DomainError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
