from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms
from pavilions.states import Section


class ThemedAreaForm(forms.ModelForm):
    """The form for a new themed area. It has no booths yet, so it cannot be public."""

    class Meta:
        model = ThemedArea
        fields = (
            "name",
            "name_zh",
            "section",
            "host_name",
            "host_name_zh",
            "host_country",
            "text",
            "text_zh",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "text_zh": forms.Textarea(attrs={"rows": 4})}

    helper = FormHelper(
        Row("name", "name_zh"),
        "section",
        Row("host_name", "host_name_zh"),
        "host_country",
        "text",
        "text_zh",
        Rest(),
        buttons=[Submit(_("Save"))],
    )

    def validate_constraints(self) -> None:
        """Do nothing, since the operation checks the constraints."""

    def terms(self, host_id: int | None = None) -> AreaTerms:
        """Return the cleaned terms of the area."""
        typed = self.cleaned_data
        return AreaTerms(
            section=Section(typed["section"]),
            name=typed["name"],
            name_zh=typed["name_zh"],
            host_name=typed["host_name"],
            host_name_zh=typed["host_name_zh"],
            host_country=typed["host_country"],
            host_id=host_id,
            text=typed["text"],
            text_zh=typed["text_zh"],
            is_public=typed.get("is_public", False),
        )


class ThemedAreaChangeForm(ThemedAreaForm, RevisionForm):
    """The form for an area that is planned already. It can be public as soon as it has booths."""

    class Meta(ThemedAreaForm.Meta):
        fields = (*ThemedAreaForm.Meta.fields, "is_public")  # type: ignore[assignment]
