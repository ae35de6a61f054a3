"""Which bookings are decided on together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import DayInput
from exhibitors.bookings.forms import SeenField
from exhibitors.bulk_decisions.models import REASON_LENGTH


class ApproveForm(forms.Form):
    seen = SeenField(error_messages={"required": _("None of the selected bookings can be approved.")})


class EndForm(forms.Form):
    seen = SeenField(error_messages={"required": _("None of the selected bookings awaits a decision.")})
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who hold the bookings will see it in the email."),
    )


class OffersForm(forms.Form):
    """For the bookings that were shown; `last_day` is blank for as many days as the edition gives."""

    seen = SeenField(error_messages={"required": _("There is no booking to make an offer for.")})
    last_day = forms.DateField(label=_("Last day of the offers"), required=False, widget=DayInput)
