"""Forms to send a power of attorney to the organizer, and to refuse one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedDocumentField
from ciie.web.forms import FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.mandates.models import NAME_LENGTH, REASON_LENGTH


class MandateForm(forms.Form):
    name = forms.CharField(
        label=_("Your full name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As stated in the document. It will appear under what you sign."),
    )
    file = UploadedDocumentField(label=_("Power of attorney (PDF)"), widget=forms.FileInput(attrs={"accept": ".pdf"}))

    helper = FormHelper(
        "name",
        "file",
        action="mandate_url",
        buttons=[Submit(_("Send to the organizer"), icon_name="send", css_class="btn-secondary")],
    )


class RefuseMandateForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person will see it in the email."),
    )
