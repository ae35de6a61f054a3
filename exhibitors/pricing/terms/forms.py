"""Forms for writing terms and for accepting them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import figure_words
from ciie.tables.decoding import decode
from ciie.tables.table import TableError
from ciie.web.forms import Cancel, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.pricing.terms.models import LONGEST_TEXT

MARKDOWN = _("Markdown: # for a heading, **bold**, - for a list, [words](https://…) for a link.")


FROM_FILE = _("Markdown or plain text (.md, .txt). It replaces the text above.")
LARGEST_FILE = 4 * LONGEST_TEXT
"""In bytes: a character takes up to four."""


class TermsForm(RevisionForm):
    """The texts of a draft, each of which a file may replace."""

    text = forms.CharField(
        label=_("Text in English"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "lang": "en"}),
        help_text=MARKDOWN,
    )
    text_zh = forms.CharField(
        label=_("Text in Chinese"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "lang": "zh-Hans"}),
        help_text=MARKDOWN,
    )

    file = forms.FileField(label=_("English text from a file"), required=False, help_text=FROM_FILE)
    file_zh = forms.FileField(label=_("Chinese text from a file"), required=False, help_text=FROM_FILE)

    helper = FormHelper(
        "text", "file", "text_zh", "file_zh", buttons=[Submit(_("Save and preview"), icon_name="check"), Cancel()]
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for name, text in (("file", "text"), ("file_zh", "text_zh")):
            if file := typed.get(name):
                typed[text] = self._text_of(name, file)
        return typed

    def _text_of(self, name: str, file: UploadedFile) -> str:
        """Return the text of a file, or an empty string if it is not one that fits, with an error on its field."""
        if (file.size or 0) > LARGEST_FILE:
            self.add_error(name, _("The file is too large."))
            return ""
        try:
            text, _note = decode(file.read())
        except TableError:
            self.add_error(name, _("This is not a text file. Save the text as plain text (UTF-8) or Markdown."))
            return ""
        text = text.replace("\r\n", "\n").replace("\x00", "")
        if len(text) > LONGEST_TEXT:
            self.add_error(
                name, _("The text is longer than %(most)s characters.") % {"most": figure_words(LONGEST_TEXT)}
            )
            return ""
        return text


class AcceptanceForm(forms.Form):
    """The checkbox and the version that the page showed. The operation validates them, and `accept.html` renders them.

    `named` records that the company may be named in public once its booking is approved.
    """

    named = forms.BooleanField(required=False)
    terms_accepted = forms.BooleanField(required=False)
    terms_version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    @property
    def accepted_version(self) -> int | None:
        """The version that was accepted; None if the box is not ticked. The form must be bound."""
        typed: dict[str, Any] = getattr(self, "cleaned_data", {})
        return typed.get("terms_version") if typed.get("terms_accepted") else None
