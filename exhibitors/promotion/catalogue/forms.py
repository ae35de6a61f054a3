"""Forms for the exhibits that exhibitors write, for their pictures, and for organizers' decisions on debuts."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import with_note
from ciie.uploads.fields import UploadedPictureField
from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.forms import SeenField
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations.debuts import REASON_LENGTH
from exhibitors.promotion.catalogue.operations.exhibits import ExhibitTerms
from exhibitors.promotion.catalogue.queries.exhibits import SimilarDebut
from exhibitors.promotion.catalogue.states import Debut, ExhibitKind


class ExhibitForm(forms.ModelForm):
    debut = forms.ChoiceField(
        label=_("Debut"),
        choices=[("", _("no debut")), *Debut.choices],
        required=False,
        help_text=_(
            "The organizer verifies it before it is published. Changing the text later requires a new verification."
        ),
    )

    class Meta:
        model = Exhibit
        fields = (
            "name",
            "name_zh",
            "sector",
            "kind",
            "category",
            "category_zh",
            "text",
            "text_zh",
            "debut",
            "debut_grounds",
        )
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "text_zh": forms.Textarea(attrs={"rows": 5, "lang": "zh-Hans"}),
            "name_zh": forms.TextInput(attrs={"lang": "zh-Hans"}),
            "category_zh": forms.TextInput(attrs={"lang": "zh-Hans"}),
            "debut_grounds": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "name_zh": _("Visitors can search in both languages."),
            "category": _("For example: infant milk powder, ultrasound scanners."),
            "debut_grounds": _("When and where it has been shown or sold so far. Visible to the organizer only."),
        }

    field_order = (
        "name",
        "name_zh",
        "sector",
        "kind",
        "category",
        "category_zh",
        "text",
        "text_zh",
        "debut",
        "debut_grounds",
    )

    layout = (
        Row("name", "name_zh"),
        Row("sector", "kind"),
        Row("category", "category_zh"),
        "text",
        "text_zh",
        "debut",
        "debut_grounds",
    )
    helper = FormHelper(*layout, buttons=[Submit(_("Add")), Cancel(_("Cancel"))])

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation, whose errors name the field."""

    def terms(self) -> ExhibitTerms:
        """Return the cleaned terms of the exhibit. The form must be valid."""
        typed: dict[str, Any] = self.cleaned_data
        return ExhibitTerms(
            sector_id=typed["sector"].pk,
            kind=ExhibitKind(typed["kind"]),
            category=typed["category"],
            category_zh=typed["category_zh"],
            name=typed["name"],
            name_zh=typed["name_zh"],
            text=typed["text"],
            text_zh=typed["text_zh"],
            debut=Debut(typed["debut"]) if typed["debut"] else None,
            debut_grounds=typed["debut_grounds"],
        )


class ExhibitChangeForm(ExhibitForm, RevisionForm):
    """The form that changes an exhibit."""

    helper = FormHelper(*ExhibitForm.layout, buttons=[Submit(_("Save")), Cancel(_("Cancel"))])


class PictureForm(forms.Form):
    picture = UploadedPictureField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 15 MB."))
    alt_text = forms.CharField(label=_("Exhibits"), max_length=200, help_text=_("Read by screen readers."))
    alt_text_zh = forms.CharField(label=_("Caption in Chinese"), max_length=200, required=False)

    helper = FormHelper(
        action="picture_url",
        buttons=[Submit(_("Add the picture"), icon_name="upload", css_class="btn-secondary")],
    )


class DebutDecisionForm(RevisionForm):
    """An organizer's decision on a debut. `similar` are the debuts that it may be the same as, if they are verified."""

    same_as = forms.TypedChoiceField(label=_("It is the same product as"), coerce=int, empty_value=None, required=False)
    separate = forms.BooleanField(label=_("This is a different product"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The exhibitor will see it next to the exhibit."),
    )

    def __init__(self, *args: Any, similar: Sequence[SimilarDebut] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["same_as"]).choices = [
            ("", _("none of these")),
            *((each.pk, with_note(each.name, each.exhibitor)) for each in similar if each.is_verified),
        ]


class SeveralDebutsForm(forms.Form):
    seen = SeenField(error_messages={"required": _("Select at least one.")})
