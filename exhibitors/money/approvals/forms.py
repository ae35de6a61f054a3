from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.web.forms import FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.money.approvals.models import REASON_LENGTH


class DeclineForm(RevisionForm):
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    helper = FormHelper(
        "reason",
        action="decline_url",
        buttons=[Submit(pgettext_lazy("approval", "Decline"), css_class="btn-secondary btn-sm")],
    )
