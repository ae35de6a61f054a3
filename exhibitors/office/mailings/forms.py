"""The forms for a message to exhibitors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, Fieldset, FormHelper, Note, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.office.mailings.models import BODY_LENGTH, Mailing
from exhibitors.office.mailings.operations import Text
from exhibitors.office.mailings.states import Audience

MAILING_FIELDS = ("audience", "subject_en", "body_en", "subject_zh", "body_zh")
LAYOUT = (
    "audience",
    Note(
        _(
            "Each address receives one email, whatever the number of its bookings. The email opens with a "
            "salutation by name."
        )
    ),
    Fieldset(_("English"), "subject_en", "body_en"),
    Fieldset(_("Chinese (optional)"), "subject_zh", "body_zh"),
)
MARKDOWN_HELP = _("Markdown: **bold**, [link](https://…), lists with a dash.")


class MailingForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Recipients"),
        choices=Audience,
        initial=Audience.CONTACTS,
        help_text=_("Where there is no such contact, the owners of the company receive the email."),
    )
    subject_en = forms.CharField(label=_("Subject"), max_length=150)
    body_en = forms.CharField(
        label=_("Text"), max_length=BODY_LENGTH, help_text=MARKDOWN_HELP, widget=forms.Textarea(attrs={"rows": 10})
    )
    subject_zh = forms.CharField(label=_("Subject"), max_length=150, required=False)
    body_zh = forms.CharField(
        label=_("Text"),
        max_length=BODY_LENGTH,
        required=False,
        help_text=_("For recipients who read Chinese. Without it, they receive the English text."),
        widget=forms.Textarea(attrs={"rows": 8, "lang": "zh-Hans"}),
    )

    helper = FormHelper(*LAYOUT, buttons=[Submit(_("Preview"), icon_name="eye"), Cancel()])

    def text(self) -> Text:
        """Return the text of a valid form."""
        typed = {name: self.cleaned_data[name] for name in MAILING_FIELDS}
        return Text(**typed | {"audience": Audience(typed["audience"])})

    def clean(self) -> None:
        """Require Chinese to be complete or absent."""
        subject, body = self.cleaned_data.get("subject_zh"), self.cleaned_data.get("body_zh")
        if bool(subject) != bool(body) and not {"subject_zh", "body_zh"} & self.errors.keys():
            missing = "body_zh" if subject else "subject_zh"
            self.add_error(missing, _("Enter both subject and text in Chinese, or neither."))


class MailingChangeForm(MailingForm, RevisionForm):
    helper = FormHelper(*LAYOUT, buttons=[Submit(_("Preview"), icon_name="eye"), Cancel()])


def shown_in(mailing: Mailing) -> dict[str, object]:
    """Return the initial values of the form that changes this draft."""
    return {**{name: getattr(mailing, name) for name in MAILING_FIELDS}, "revision": mailing.revision}
