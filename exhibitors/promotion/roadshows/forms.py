from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.web.forms import Cancel, DayInput, FormHelper, Note, Rest, Row, Submit
from ciie.web.public_forms import PublicForm, RobotTrap
from ciie.web.revision_forms import RevisionForm
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.operations import LONGEST_REASON, REGISTRATION_FIELDS, ROADSHOW_FIELDS


class RoadshowForm(forms.ModelForm):
    class Meta:
        model = Roadshow
        fields = ROADSHOW_FIELDS
        widgets = {
            "held_date": DayInput(),
            "text": forms.Textarea(attrs={"rows": 5}),
            "text_zh": forms.Textarea(attrs={"rows": 5}),
        }

    helper = FormHelper(
        Row("title", "title_zh"),
        "country",
        Row("city", "city_zh"),
        Row("venue", "venue_zh"),
        Row("host", "host_zh"),
        Row("held_date", "seats"),
        "text",
        "text_zh",
        buttons=[Submit(_("Save")), Cancel()],
    )


class RoadshowChangeForm(RoadshowForm, RevisionForm):
    """The form that changes a planned roadshow."""


class AttendanceForm(RevisionForm):
    attendance = forms.IntegerField(label=_("Attendance"), min_value=0, max_value=1_000_000)

    helper = FormHelper(buttons=[Submit(_("Save"))])


class RoadshowCorrectionForm(forms.ModelForm, RevisionForm):
    """A correction of the report on a roadshow that was held."""

    attendance = forms.IntegerField(label=_("Attendance"), min_value=0, max_value=1_000_000)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("Figures of earlier days are unchanged; the correction counts from now on."),
    )

    class Meta:
        model = Roadshow
        fields = ("held_date", "city", "country")
        widgets = {"held_date": DayInput()}

    field_order = ("held_date", "city", "country", "attendance", "reason")

    helper = FormHelper(
        "held_date", Row("city", "country"), "attendance", "reason", buttons=[Submit(_("Save")), Cancel()]
    )

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation."""


class RegistrationForm(PublicForm, forms.ModelForm):
    """A visitor's registration. The form does not reveal whether an address is already registered."""

    class Meta:
        model = RoadshowRegistration
        fields = REGISTRATION_FIELDS
        help_texts = {
            "email": _("You will receive an email with a link to confirm."),
            "country": _("Where the company is."),
        }

    helper = FormHelper(
        RobotTrap(),
        Rest(),
        Note(_("Used for this roadshow and to evaluate its results only.")),
        buttons=[Submit(pgettext_lazy("roadshow", "Register"))],
    )

    def validate_unique(self) -> None:
        """Leave uniqueness to the operation."""

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation."""

    def record(self) -> dict[str, Any]:
        """Return the cleaned registration. The form must be valid."""
        return {name: self.cleaned_data[name] for name in REGISTRATION_FIELDS}
