"""Forms for decisions on many bookings at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import DayInput, FormHelper, Row, Submit
from exhibitors.bookings.forms import SeenField
from exhibitors.office.bulk_decisions.models import REASON_LENGTH
from exhibitors.office.bulk_decisions.queries.placing import Order, Way
from pavilions.floor.models.venue import Hall, Sector


class ApproveForm(forms.Form):
    seen = SeenField(error_messages={"required": _("None of the selected bookings can be approved.")})


class PlacingForm(forms.Form):
    """For which sector booths are proposed, in which hall and in what order. Every field may be left out."""

    hall = forms.ModelChoiceField(
        label=_("Hall"), queryset=Hall.objects.all(), required=False, empty_label=_("all halls")
    )
    sector = forms.ModelChoiceField(
        label=_("Sector"), queryset=Sector.objects.all(), required=False, empty_label=_("all sectors")
    )
    # Translators: The sequence in which bookings are placed, not a purchase.
    order = forms.ChoiceField(label=_("Order"), choices=[(each.value, each.label) for each in Order], required=False)
    # Translators: How space is shared out to the exhibitors.
    way = forms.ChoiceField(label=_("Division"), choices=[(each.value, each.label) for each in Way], required=False)

    helper = FormHelper(
        Row("hall", "sector", "order", "way"), method="get", buttons=[Submit(_("Propose"), css_class="btn-secondary")]
    )


class PlaceForm(forms.Form):
    """The booths chosen for the bookings that were shown. Bookings that are left without a booth are not decided on."""

    seen = SeenField(error_messages={"required": _("Choose a booth for at least one booking.")})
    approves = forms.BooleanField(label=_("Approve these bookings as well"), required=False)


class EndForm(forms.Form):
    seen = SeenField(error_messages={"required": _("None of the selected bookings awaits a decision.")})
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who hold the bookings will see it in the email."),
    )


class OffersForm(forms.Form):
    """Offers for the bookings that were shown. If `last_day` is blank, the edition's usual number of days applies."""

    seen = SeenField(error_messages={"required": _("There is no booking to make an offer for.")})
    last_day = forms.DateField(label=_("Last day of the offers"), required=False, widget=DayInput)
