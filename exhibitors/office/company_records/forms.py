"""Forms with which an organizer refuses to verify a company, declines its new name, or ends all that it claims."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.forms import REASON_LENGTH, IdsField, SeenField


class RefusalForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The company's owners will see it in the email."),
    )


class NameDeclineForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The company's owners will see it in the email."),
    )


class EndClaimsForm(forms.Form):
    seen = SeenField(required=False)
    booked = IdsField(required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The company's members will see it in the email."),
    )
    is_blocked = forms.BooleanField(
        label=_("Suspend the company from booking and applying until the suspension is lifted"), required=False
    )
