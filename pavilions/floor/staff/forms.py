"""Forms for the organizer's team: inviting a person, and limiting an appointment."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ciie.kernel.web_addresses import refuse_web_address
from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.models.venue import Hall, Sector
from pavilions.floor.staff.models import Appointment
from pavilions.states import OrganizerRole, Section

LIMITS_OF_ROLE: dict[str, tuple[str, ...]] = {
    OrganizerRole.REVIEWER: ("sections", "sector_ids"),
    OrganizerRole.FLOOR_PLANNER: ("hall_ids",),
}
"""The fields that can limit each role; roles that are not here cannot be limited."""


class FirstPersonForm(forms.Form):
    """The form with which an empty installation gets its first administrator."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=200,
        help_text=_("The server prints it for the person who runs it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autofocus": True}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[refuse_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("You sign in with it. It counts as confirmed."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password1 = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        help_text=lazy(password_validators_help_text_html, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    helper = FormHelper(buttons=[Submit(_("Create the first administrator"))])


class LimitsForm(forms.Form):
    """The limits of a role: exhibitions and sectors for reviewers, halls for floor planners. None chosen means all."""

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

    def clean_sector_ids(self) -> list[int]:
        return [sector.pk for sector in self.cleaned_data["sector_ids"]]

    def clean_hall_ids(self) -> list[int]:
        return [hall.pk for hall in self.cleaned_data["hall_ids"]]


class StaffInvitationForm(LimitsForm):
    email = forms.EmailField(label=_("Email address"))
    role = forms.ChoiceField(label=_("Role"), choices=OrganizerRole)

    helper = FormHelper(
        Row("email", "role"),
        *("sections", "sector_ids", "hall_ids"),
        buttons=[Submit(_("Send the invitation"), icon_name="send"), Cancel(_("Back"))],
    )


class AppointmentLimitsForm(RevisionForm, LimitsForm):
    """The limits of the appointment's role; its other limits, which mean nothing, stay as they are."""

    def __init__(self, data: QueryDict | None, appointment: Appointment) -> None:
        self.present: dict[str, Any] = {
            "sections": appointment.sections,
            "sector_ids": [sector.pk for sector in appointment.sectors.all()],
            "hall_ids": [hall.pk for hall in appointment.halls.all()],
        }
        super().__init__(data, initial={**self.present, "revision": appointment.revision})
        asked = LIMITS_OF_ROLE[appointment.role]
        for name in self.present.keys() - set(asked):
            del self.fields[name]
        self.helper = FormHelper(*asked, buttons=[Submit(_("Save")), Cancel()])

    @property
    def limits(self) -> dict[str, Any]:
        """All three limits, as `limit_appointment` takes them."""
        return {name: self.cleaned_data.get(name, present) for name, present in self.present.items()}
