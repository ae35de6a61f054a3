"""Forms for answering an offer, and for organizers who manage offers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, DayInput, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.forms import CostForm
from exhibitors.money.sales.models.offers import REASON_LENGTH


class AcceptForm(RevisionForm):
    """Accepts in the name of the account or of its power of attorney. There is nothing to fill in."""

    helper = FormHelper(action="accept_url", buttons=[Submit(_("Accept the offer"), icon_name="check")])


class AcceptWithCodeForm(RevisionForm):
    """Accepts an offer whose acceptance is binding by itself, confirmed by the code from the mail."""

    code = forms.CharField(
        label=_("Code from the email"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_("Six digits. Recorded with your name, the time, your IP address and the SHA-256 of the offer."),
    )

    helper = FormHelper("code", action="accept_url", buttons=[Submit(_("Accept the offer"), icon_name="check")])


class DeclineForm(CostForm):
    reason = forms.CharField(
        label=_("Reason (optional)"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organizer will see it."),
    )

    helper = FormHelper(
        "reason",
        action="decline_url",
        buttons=[Submit(_("Decline and cancel the booking"), icon_name="ban", css_class="btn-danger")],
    )


class ReasonForm(RevisionForm):
    """Asks for the reason of a decision, which is sent to the exhibitor."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The exhibitor will see it in the email."),
    )


class ExtendForm(ReasonForm):
    last_day = forms.DateField(label=_("New last day"), widget=DayInput)
    helper = FormHelper(
        "last_day", "reason", action="extend_url", buttons=[Submit(_("Extend"), css_class="btn-secondary btn-sm")]
    )


class WithdrawForm(ReasonForm):
    helper = FormHelper("reason", action="withdraw_url", buttons=[Submit(_("Withdraw"), css_class="btn-danger btn-sm")])


class MakeForm(RevisionForm):
    """Makes a new offer for an approved booking."""

    last_day = forms.DateField(label=_("Last day to accept"), widget=DayInput)

    helper = FormHelper("last_day", buttons=[Submit(_("Make the offer"), icon_name="send"), Cancel()])
