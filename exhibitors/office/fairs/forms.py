"""The form of a fair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedPictureField
from ciie.web.forms import Cancel, Fieldset, FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.office.fairs.operations import FAIR_FIELDS
from pavilions.floor.models.fair import Fair
from pavilions.states import Part


class FairForm(forms.ModelForm):
    """The fields of a fair. Parts are ticked if the fair has them."""

    parts = forms.MultipleChoiceField(
        label=_("The fair has"),
        choices=Part,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not ticked appears in no menu, and its pages are not found. Its data are kept."),
    )
    picture = UploadedPictureField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("A JPEG, PNG or WebP picture, shown 32 pixels high."),
    )

    class Meta:
        model = Fair
        fields = ("name", "name_zh", "domain", "address", "colour")
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}

    helper = FormHelper(
        Row("name", "name_zh"),
        "address",
        Fieldset(_("Look"), Row("colour", "picture")),
        "domain",
        "parts",
        Rest(),
        buttons=[Submit(_("Save"), icon_name="check"), Cancel()],
    )

    def validate_constraints(self) -> None:
        """Leave this to the operation."""

    def validate_unique(self) -> None:
        """Leave this to the operation."""

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values of a valid form, as operations take them."""
        off = [part for part in Part.values if part not in self.cleaned_data["parts"]]
        given = {name: self.cleaned_data[name] for name in FAIR_FIELDS if name in self.cleaned_data}
        return {**given, "parts_off": off}


class FairChangeForm(FairForm, RevisionForm):
    """The form for a fair that already exists."""

    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    field_order = ("name", "name_zh", "address", "colour", "picture", "without_logo", "domain", "parts")
