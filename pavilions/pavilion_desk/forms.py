"""What managers write about their pavilion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedDocumentField, UploadedPictureField
from ciie.web.revision_forms import RevisionForm
from pavilions.national_pavilions.forms import DayInput
from pavilions.national_pavilions.models.pavilion_profile import PavilionContact, PavilionPicture, PavilionProfile
from pavilions.national_pavilions.models.pavilion_work import PavilionDesign, PavilionTask
from pavilions.national_pavilions.operations.pavilion_profiles import ContactTerms, ProfileTerms
from pavilions.national_pavilions.states import ContactKind


class ProfileForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = PavilionProfile
        fields = ("title", "theme", "text", "highlights")
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "highlights": forms.Textarea(attrs={"rows": 5})}

    def terms(self) -> ProfileTerms:
        return ProfileTerms(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class PictureForm(forms.Form):
    """A new picture; never filled from what was there."""

    picture = UploadedPictureField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 15 MB."))
    alt = forms.CharField(
        label=_("What it shows"), max_length=200, help_text=_("For those who cannot see it, and as its caption.")
    )


class PictureWordsForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = PavilionPicture
        fields = ("alt",)


class ContactForm(forms.ModelForm):
    class Meta:
        model = PavilionContact
        fields = ("kind", "name", "organization", "email", "phone")

    def validate_constraints(self) -> None:
        """Left to the operation, which says it beside the field."""

    def terms(self) -> ContactTerms:
        typed = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return ContactTerms(kind=ContactKind(typed.pop("kind")), **typed)


class ContactChangeForm(ContactForm, RevisionForm):
    """A contact that is noted already."""


class DesignForm(forms.ModelForm):
    file = UploadedDocumentField(
        label=_("File"), help_text=_("PDF, PNG, JPEG, DWG, DXF, IFC or ZIP, at most 50 MB. It is kept as it is.")
    )

    class Meta:
        model = PavilionDesign
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    field_order = ("file", "note")


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(RevisionForm):
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The managers read it. Returning a design needs it: say what is to be changed."),
    )


class TaskForm(forms.ModelForm):
    class Meta:
        model = PavilionTask
        fields = ("title", "text", "due_date")
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "due_date": DayInput()}

    def validate_constraints(self) -> None:
        """Left to the operation."""


class TaskDayForm(RevisionForm):
    due_date = forms.DateField(label=_("Due on"), widget=DayInput())
