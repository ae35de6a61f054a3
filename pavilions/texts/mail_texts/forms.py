"""Forms in which directors write the texts and the senders of mails."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.mail.models import LONGEST_BODY, LONGEST_SUBJECT, MailSender
from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.models.edition import Edition


class MailTextForm(RevisionForm):
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=_("Markdown: **bold**, - for a list, [words]({{ link }}) for a link."),
    )

    helper = FormHelper(
        "subject",
        "body",
        buttons=[
            Submit(_("Save"), icon_name="check"),
            Submit(_("Preview"), css_class="btn-secondary", name="preview", value="on"),
            Submit(_("Send a test email to me"), css_class="btn-secondary", icon_name="send", name="test", value="on"),
            Cancel(),
        ],
    )


class MailSenderForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = MailSender
        fields = ("name", "reply_to")
        help_texts = {
            "name": _("Shown before the address that emails are sent from. Blank: the address alone."),
            "reply_to": _("Where answers go. Blank: to the address that emails are sent from."),
        }

    helper = FormHelper(
        Row("name", "reply_to"), action="sender_url", buttons=[Submit(_("Save the sender"), css_class="btn-secondary")]
    )


class EditionSenderForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = Edition
        fields = ("sender_name", "reply_to")
        help_texts = {
            "sender_name": _("Blank: the name set for the whole site."),
            "reply_to": _("Blank: the address set for the whole site."),
        }

    helper = FormHelper(
        Row("sender_name", "reply_to"),
        action="edition_sender_url",
        buttons=[Submit(_("Save the sender of the edition"), css_class="btn-secondary")],
    )
