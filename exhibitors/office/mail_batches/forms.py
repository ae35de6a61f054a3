"""Forms to name batches, and to choose letters of one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.mail.models import REASON_LENGTH
from ciie.web.forms import FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.forms import IdsField


class BeginForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("From now on emails wait in the new batch instead of the previous one."),
    )

    helper = FormHelper("name", buttons=[Submit(_("Begin a new batch"), css_class="btn-secondary btn-sm")])


class NameForm(RevisionForm):
    name = forms.CharField(label=_("Name"), max_length=80)

    helper = FormHelper("name", action="name_url", buttons=[Submit(_("Rename"), css_class="btn-secondary btn-sm")])


class LettersForm(forms.Form):
    letters = IdsField(error_messages={"required": _("Select emails first.")})
    reason = forms.CharField(label=_("Reason, if you drop them"), max_length=REASON_LENGTH, required=False)
