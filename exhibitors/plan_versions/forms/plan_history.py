"""Choosing a day, or two versions of a hall's plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.publishing.queries.plan_history import versions_of


class DayForm(forms.Form):
    as_of = forms.DateField(label=_("The plan as of"), widget=forms.DateInput(attrs={"type": "date"}))


class TwoVersionsForm(forms.Form):
    before = forms.ModelChoiceField(label=_("From"), queryset=FloorPlan.objects.none(), to_field_name="version")
    after = forms.ModelChoiceField(label=_("To"), queryset=FloorPlan.objects.none(), to_field_name="version")

    def __init__(self, *args: Any, edition_id: int, hall_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = versions_of(edition_id, hall_id)  # type: ignore[attr-defined]
