"""The form to check a document by the SHA-256 of its PDF, or by the PDF itself."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ciie.uploads.keeping import DIGEST, digest_of_file
from ciie.web.forms import FormHelper, Submit

LARGEST_MB = 30


class CheckForm(forms.Form):
    digest = forms.CharField(
        label=_("SHA-256"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("64 characters from 0 to 9 and a to f."),
    )
    file = forms.FileField(
        label=_("Or the PDF itself"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=_("Where possible your browser calculates the SHA-256 itself, and the file is not sent."),
    )

    helper = FormHelper(
        "digest",
        "file",
        # Translators: Compare a digest with the record: a verb.
        buttons=[Submit(_("Check"), icon_name="shield-check")],
        css_class="digest-of-file",
    )

    def clean_digest(self) -> str:
        said = "".join(self.cleaned_data["digest"].replace(":", "").split()).lower()
        if said and not DIGEST.fullmatch(said):
            raise forms.ValidationError(
                _("A SHA-256 has 64 characters from 0 to 9 and a to f. This has %(count)d characters."),
                code="no_digest",
                params={"count": len(said)},
            )
        return said

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(megabytes)d MB."), code="too_large", params={"megabytes": LARGEST_MB}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Set `digest` to that of the file, if one was sent."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["file"]:
            cleaned["digest"] = digest_of_file(cleaned["file"])
        if not cleaned["digest"]:
            raise forms.ValidationError(_("Enter the SHA-256 of the PDF, or choose the PDF."), code="nothing_to_check")
        return cleaned
