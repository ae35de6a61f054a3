"""The form to invite a person to the organizer's team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Row, Submit
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import OrganizerRole, Section


class StaffInvitationForm(forms.Form):
    """Exhibitions and sectors limit reviewers, halls limit floor planners; none chosen means all."""

    email = forms.EmailField(label=_("Email address"))
    role = forms.ChoiceField(label=_("Role"), choices=OrganizerRole)
    sections = forms.MultipleChoiceField(
        label=_("Reviewer of these exhibitions only"),
        choices=Section,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None selected: all."),
    )
    sector_ids = forms.ModelMultipleChoiceField(
        label=_("Reviewer of these sectors only"),
        queryset=Sector.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None selected: all."),
    )

    hall_ids = forms.ModelMultipleChoiceField(
        label=_("Floor planner of these halls only"),
        queryset=Hall.objects.order_by("position", "name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None selected: all."),
    )

    helper = FormHelper(
        Row("email", "role"),
        "sections",
        "sector_ids",
        "hall_ids",
        buttons=[Submit(_("Send the invitation"), icon_name="send"), Cancel(_("Back"))],
    )

    def clean_sector_ids(self) -> list[int]:
        return [sector.pk for sector in self.cleaned_data["sector_ids"]]

    def clean_hall_ids(self) -> list[int]:
        return [hall.pk for hall in self.cleaned_data["hall_ids"]]
