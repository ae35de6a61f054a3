"""Forms for writing terms and for accepting them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.pricing.terms.models import LONGEST_TEXT

MARKDOWN = _("Markdown: # for a heading, **bold**, - for a list, [words](https://…) for a link.")


class TermsForm(RevisionForm):
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

    helper = FormHelper("text", "text_zh", buttons=[Submit(_("Save and preview"), icon_name="check"), Cancel()])


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
