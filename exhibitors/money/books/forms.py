from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import DayInput, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.money.approvals.models import REASON_LENGTH


class CloseForm(RevisionForm):
    """Closes the books through a day. `revision` is 0 if they have never been closed."""

    through = forms.DateField(label=_("Close through"), widget=DayInput)

    helper = FormHelper(
        "through", action="close_url", buttons=[Submit(_("Close the books"), css_class="btn-secondary")]
    )


class ReopenForm(RevisionForm):
    through = forms.DateField(label=_("Closed through, from then on"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    helper = FormHelper(
        "through",
        "reason",
        action="reopen_url",
        buttons=[Submit(_("Propose to reopen"), css_class="btn-secondary btn-sm")],
    )


class ExportForm(forms.Form):
    through = forms.DateField(label=_("Everything through"), widget=DayInput)

    helper = FormHelper(
        "through", action="export_url", buttons=[Submit(_("Make the export"), css_class="btn-secondary")]
    )
