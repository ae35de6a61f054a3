"""Forms to claim a company, to object to a claim, and to decline one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.company_ownership.models import STATEMENT_LENGTH

REASON_LENGTH = 2000


class ProvenClaimForm(forms.Form):
    """A claim that needs no statement, since the person has a confirmed address at the company's domain."""

    helper = FormHelper(buttons=[Submit(_("Claim this company"), icon_name="check"), Cancel()])


class ClaimForm(forms.Form):
    statement = forms.CharField(
        label=_("How are you connected with the company?"),
        max_length=STATEMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example your position, and a colleague or page that confirms it. The organizer will read it."),
    )

    helper = FormHelper(buttons=[Submit(_("Claim this company"), icon_name="check"), Cancel()])


class ObjectionForm(forms.Form):
    """An objection by the listed contact of a company, who needs no account to raise it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=STATEMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: the person does not work for us. The organizer will read it."),
    )

    helper = FormHelper(buttons=[Submit(_("Object to the claim"), icon_name="circle-x")])


class DoubtForm(RevisionForm):
    """An objection that an organizer raises."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=STATEMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For your colleagues. The person only learns that the organizer will decide."),
    )


class DomainsForm(RevisionForm):
    domains = forms.CharField(
        label=_("Mail domains"),
        max_length=1000,
        required=False,
        help_text=_("Such as example.com, separated by blanks or commas. Enter only what you have checked."),
    )

    def clean_domains(self) -> list[str]:
        typed: str = self.cleaned_data["domains"]
        return typed.replace(",", " ").split()


class DeclineForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person will see it in the email."),
    )
