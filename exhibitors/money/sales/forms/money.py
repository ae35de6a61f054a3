"""Forms that give more time to pay, and that settle a cancellation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import AmountField, Cancel, DayInput, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.money.sales.forms.offers import ReasonForm
from exhibitors.money.sales.models.offers import DIGITS, PLACES, REASON_LENGTH


class MoreTimeForm(ReasonForm):
    due_on = forms.DateField(label=_("New due date"), widget=DayInput)
    helper = FormHelper("due_on", "reason", buttons=[Submit(_("Extend")), Cancel()])


class SettleForm(RevisionForm):
    fee = AmountField(
        label=_("Cancellation fee (net)"),
        max_digits=DIGITS,
        decimal_places=PLACES,
        help_text=_("0: no fee."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Required if the fee differs from the proposed one."),
    )

    helper = FormHelper("fee", "reason", buttons=[Submit(_("Credit, invoice and issue"), icon_name="check"), Cancel()])
