"""Forms for inviting to the national exhibition, guiding pavilions through the stages, and allocating space."""

from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from ciie.kernel.wording import AREA_ERRORS
from ciie.web.forms import Cancel, DayInput, FormHelper, Note, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.queries.national_pavilions import national_allotments
from pavilions.national.national_pavilions.queries.pavilion_deadlines import Deadlines
from pavilions.states import NEXT_STAGES, PavilionStage


class PavilionInvitationForm(forms.Form):
    country = forms.ChoiceField(label=_("Country or region"), required=False)
    organization = forms.CharField(label=_("Or an international organization"), required=False, max_length=160)
    organization_zh = forms.CharField(label=_("Its name in Chinese"), required=False, max_length=160)
    is_guest_of_honour = forms.BooleanField(
        label=_("Guest country of honour"), required=False, help_text=_("For countries only.")
    )
    is_certain = forms.BooleanField(label=_("Invite it all the same"), required=False)

    helper = FormHelper(
        "country",
        Row("organization", "organization_zh"),
        "is_guest_of_honour",
        Rest(),
        buttons=[Submit(_("Record the invitation")), Cancel(_("Back"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *countries]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        named: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(named.get("country")) == bool(named.get("organization")):
            raise ValidationError(_("Choose either a country or an international organization."), code="one_of_two")
        return named

    def without_idle_tick(self) -> Self:
        """Remove the checkbox that confirms an unusual guest unless it was required, and return the form."""
        if not self["is_certain"].value() and not self.errors.get("is_certain"):
            del self.fields["is_certain"]
        return self


class StageField(forms.ChoiceField):
    """A field that offers the next stages. The operation refuses any other stage and says why."""

    def valid_value(self, value: Any) -> bool:
        return value in PavilionStage.values


class StageForm(RevisionForm):
    """The choice of a pavilion's next stage, with the way forward first."""

    to = StageField(label=_("Next stage"))
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    helper = FormHelper(
        "to",
        "note",
        Note(
            _("“Design approved” requires an approved design and space. Declining and closing are asked about first.")
        ),
        action="move_url",
        css_class="move-form",
        buttons=[Submit(_("Change stage"))],
    )

    def __init__(self, *args: Any, pavilion: NationalPavilion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": f"stage-{pavilion.pk}-%s"})
        following = NEXT_STAGES[PavilionStage(pavilion.stage)]
        stages = list(PavilionStage)
        here = stages.index(PavilionStage(pavilion.stage))
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (stage.value, stage.label) for stage in stages[here + 1 :] + stages[:here] if stage in following
        ]

    @property
    def leads_somewhere(self) -> bool:
        return bool(self.fields["to"].choices)  # type: ignore[attr-defined]


class EndingForm(RevisionForm):
    """The confirmation that a pavilion declines or closes, on the page that shows what ends with it."""

    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    helper = FormHelper(buttons=[Submit(_("Confirm"), css_class="btn-danger"), Cancel(_("Go back"))])


class DueDateForm(RevisionForm):
    due_date = forms.DateField(
        label=_("A separate due date for the next stage"),
        required=False,
        widget=DayInput(),
        help_text=_("Blank: the deadline of the edition applies."),
    )

    helper = FormHelper(action="due_url", buttons=[Submit(_("Set the date"), css_class="btn-secondary")])


class StageDeadlinesForm(RevisionForm):
    """A day for each stage that has a deadline. `revision` is that of all of them."""

    helper = FormHelper(buttons=[Submit(_("Set the deadlines")), Cancel(_("Back"))])

    def __init__(self, *args: Any, deadlines: Deadlines, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage, due_date in deadlines.items():
            label = str(stage.label).capitalize()
            self.fields[stage.value] = forms.DateField(label=label, initial=due_date, widget=DayInput())

    def dates(self) -> dict[PavilionStage, date]:
        days = {stage: day for stage, day in self.cleaned_data.items() if stage != "revision"}
        return {PavilionStage(stage): day for stage, day in days.items()}


class GiveAreaForm(RevisionForm):
    allotment = forms.ModelChoiceField(label=_("Hall"), queryset=Allotment.objects.none())
    area_sqm = forms.DecimalField(
        label=_("Area (m²)"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(1)],
        error_messages=AREA_ERRORS,
    )

    helper = FormHelper(action="area_url", buttons=[Submit(_("Allocate the area"), css_class="btn-secondary")])

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allotment"].queryset = national_allotments(edition)  # type: ignore[attr-defined]


class AreaRequestForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = NationalPavilion
        fields = ("wanted_sqm", "space_wishes")
        widgets = {"space_wishes": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"wanted_sqm": AREA_ERRORS}

    helper = FormHelper(buttons=[Submit(pgettext_lazy("space", "Request"))])


class ManagerInvitationForm(forms.Form):
    email = forms.EmailField(label=_("Email address"))

    helper = FormHelper(
        action="invite_url",
        buttons=[Submit(_("Invite a manager"), icon_name="user-plus", css_class="btn-secondary")],
    )
