"""Signing a contract, and running contracts."""

from django import forms
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedDocumentField
from ciie.web.forms import DayInput, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.sales.forms.offers import ReasonForm
from exhibitors.sales.models.contracts import LONGEST_DRAWING


class Pad:
    """A field to draw a signature on, shown where JavaScript runs; it fills the form's hidden `drawing`."""

    def render(self, form: BaseForm, context: Context, **options: object) -> SafeString:
        return SafeString(render_to_string("exhibitors/sales/signature_pad.html"))


class SignForm(RevisionForm):
    """The name typed is the signature; a drawing may come with it."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Recorded as your signature, with the time, your IP address and the SHA-256 of the PDF."),
    )
    drawing = forms.CharField(required=False, max_length=LONGEST_DRAWING, widget=forms.HiddenInput)
    agreed = forms.BooleanField(required=False, label=_("I have read the contract and may sign it for the company."))

    helper = FormHelper(
        "name", Pad(), "agreed", action="sign_url", buttons=[Submit(_("Sign the contract"), icon_name="check")]
    )


class CopyForm(RevisionForm):
    """A contract signed on paper, scanned."""

    name = forms.CharField(
        label=_("Signed by"), max_length=200, help_text=_("The full name of the person who signed on paper.")
    )
    file = UploadedDocumentField(label=_("Signed contract (PDF)"), widget=forms.FileInput(attrs={"accept": ".pdf"}))

    helper = FormHelper(
        "name", "file", action="copy_url", buttons=[Submit(_("Send the signed copy"), css_class="btn-secondary")]
    )


class RejectCopyForm(ReasonForm):
    helper = FormHelper(
        "reason", action="reject_url", buttons=[Submit(_("Reject the copy"), css_class="btn-danger btn-sm")]
    )


class ExtendContractForm(ReasonForm):
    sign_by = forms.DateField(label=_("New last day"), widget=DayInput)
    helper = FormHelper(
        "sign_by", "reason", action="extend_url", buttons=[Submit(_("Extend"), css_class="btn-secondary btn-sm")]
    )
