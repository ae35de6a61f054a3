"""What somebody says who claims a company, and what the organizer says who declines it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.company_ownership.models import STATEMENT_LENGTH

REASON_LENGTH = 2000


class ProvenClaimForm(forms.Form):
    """Nothing to fill in: a confirmed address proves enough."""

    helper = FormHelper(buttons=[Submit(_("Claim this company"), icon_name="check"), Cancel()])


class ClaimForm(forms.Form):
    statement = forms.CharField(
        label=_("How are you connected with the company?"),
        max_length=STATEMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example your position, and a colleague or page that confirms it. The organizer will read it."),
    )

    helper = FormHelper(buttons=[Submit(_("Claim this company"), icon_name="check"), Cancel()])


class DeclineForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person will see it in the email."),
    )
