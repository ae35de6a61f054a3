"""Choosing a day, or two versions of a hall's plan."""

from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import FormHelper, Row, Submit
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.publishing.queries.plan_history import versions_of

EDITION_ASKED = HTML(
    '{% if request.GET.edition %}<input type="hidden" name="edition" value="{{ edition.number }}">{% endif %}'
)


class DayForm(forms.Form):
    as_of = forms.DateField(label=_("The plan as of"), widget=forms.DateInput(attrs={"type": "date"}))

    helper = FormHelper(
        "as_of",
        EDITION_ASKED,
        action="as_of_url",
        method="get",
        buttons=[Submit(_("Show that day"), css_class="btn-secondary")],
    )


class TwoVersionsForm(forms.Form):
    before = forms.ModelChoiceField(label=_("From"), queryset=FloorPlan.objects.none(), to_field_name="version")
    after = forms.ModelChoiceField(label=_("To"), queryset=FloorPlan.objects.none(), to_field_name="version")

    helper = FormHelper(
        Row("before", "after"),
        EDITION_ASKED,
        action="compare_url",
        method="get",
        buttons=[Submit(_("Compare"), css_class="btn-secondary")],
    )

    def __init__(self, *args: Any, edition_id: int, hall_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = versions_of(edition_id, hall_id)  # type: ignore[attr-defined]
