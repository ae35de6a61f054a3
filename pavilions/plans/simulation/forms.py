"""The form that asks which versions of a plan to compare, and with how many persons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.web.forms import FormHelper, Row, Submit
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.queries.plan_history import versions_of
from pavilions.plans.simulation.queries import LONGEST_REACTION_S, MOST_PERSONS, USUAL_REACTION_S


class SimulationForm(forms.Form):
    before = forms.ModelChoiceField(
        label=pgettext_lazy("version", "From"), queryset=FloorPlan.objects.none(), to_field_name="version"
    )
    after = forms.ModelChoiceField(
        label=pgettext_lazy("version", "To"), queryset=FloorPlan.objects.none(), to_field_name="version"
    )
    persons = forms.IntegerField(
        label=_("Persons"),
        min_value=1,
        max_value=MOST_PERSONS,
        help_text=_("In each version, evenly spread over its aisles."),
    )

    reaction_s = forms.IntegerField(
        label=_("Reaction time (s)"),
        min_value=0,
        max_value=LONGEST_REACTION_S,
        initial=USUAL_REACTION_S,
        help_text=_("From the alarm until people set off, 60 to 180 seconds as a rule. All times include it."),
    )

    helper = FormHelper(Row("before", "after"), Row("persons", "reaction_s"), buttons=[Submit(_("Start simulation"))])

    def __init__(self, *args: Any, edition_id: int, hall_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = versions_of(edition_id, hall_id)  # type: ignore[attr-defined]
