"""Forms for what managers write about their pavilion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.uploads.fields import UploadedDocumentField, UploadedPictureField
from ciie.web.forms import Cancel, DayInput, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.national.national_pavilions.models.pavilion_profile import (
    PavilionContact,
    PavilionPicture,
    PavilionProfile,
)
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign, PavilionTask
from pavilions.national.national_pavilions.operations.pavilion_profiles import ContactTerms, ProfileTerms
from pavilions.national.national_pavilions.states import ContactKind


class ProfileForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = PavilionProfile
        fields = ("title", "theme", "text", "highlights")
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "highlights": forms.Textarea(attrs={"rows": 5})}

    helper = FormHelper(buttons=[Submit(_("Save")), Cancel(_("Back"))])

    def terms(self) -> ProfileTerms:
        return ProfileTerms(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class PictureForm(forms.Form):
    """A new picture."""

    picture = UploadedPictureField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 15 MB."))
    alt = forms.CharField(
        label=_("Exhibits"), max_length=200, help_text=_("For people who cannot see the picture, and as its caption.")
    )
    alt_zh = forms.CharField(label=_("Caption in Chinese"), max_length=200, required=False)

    helper = FormHelper(buttons=[Submit(_("Send"), icon_name="upload")])


class PictureWordsForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = PavilionPicture
        fields = ("alt", "alt_zh")


class ContactForm(forms.ModelForm):
    class Meta:
        model = PavilionContact
        fields = ("kind", "name", "organization", "email", "phone")

    helper = FormHelper(
        "kind", "name", "organization", Row("email", "phone"), buttons=[Submit(_("Save")), Cancel(_("Back"))]
    )

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation, whose errors name the field."""

    def terms(self) -> ContactTerms:
        typed = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return ContactTerms(kind=ContactKind(typed.pop("kind")), **typed)


class ContactChangeForm(ContactForm, RevisionForm):
    """The form that changes a contact."""


class DesignForm(forms.ModelForm):
    file = UploadedDocumentField(
        label=_("File"),
        help_text=_("PDF, PNG, JPEG, DWG, DXF, IFC or ZIP, at most 50 MB. The file is stored unchanged."),
    )

    class Meta:
        model = PavilionDesign
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    field_order = ("file", "note")

    helper = FormHelper(action="designs_url", buttons=[Submit(_("Send"), icon_name="upload")])


class CommentForm(forms.Form):
    # Translators: What is said about a design: a noun.
    text = forms.CharField(label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    helper = FormHelper(action="comment_url", buttons=[Submit(_("Post the comment"), css_class="btn-secondary")])


class DecisionForm(RevisionForm):
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The managers will see it. Required when you return a design: state what needs to be changed."),
    )

    helper = FormHelper(
        action="approve_url",
        css_class="move-form",
        buttons=[
            Submit(_("Approve"), icon_name="check"),
            Submit(_("Return for change"), icon_name="undo-2", css_class="btn-secondary", action="return_url"),
        ],
    )


class TaskForm(forms.ModelForm):
    class Meta:
        model = PavilionTask
        fields = ("title", "text", "due_date")
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "due_date": DayInput()}

    helper = FormHelper(buttons=[Submit(_("Set the task"))])

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation."""


class TaskDayForm(RevisionForm):
    due_date = forms.DateField(label=_("Due on"), widget=DayInput())
