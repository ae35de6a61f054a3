from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from ciie.uploads.fields import UploadedPictureField
from ciie.web.forms import DayInput, FormHelper, Rest, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.promotion.bulletins.models import LONGEST_REASON, Bulletin

TEXT = forms.Textarea(attrs={"rows": 16})
REASON = forms.Textarea(attrs={"rows": 2})
REASONS = ("correction_reason", "correction_reason_zh")
TEXT_FORM = "bulletin-text"
"""The id of the form of the text. Pictures are posted with this form, so that no unsaved text is lost."""


class DayForm(forms.Form):
    as_of_date = forms.DateField(
        label=_("Figures as of the end of"), widget=DayInput, help_text=_("For today: as of now.")
    )

    helper = FormHelper(buttons=[Submit(pgettext_lazy("bulletin", "Draft"))])


class BulletinForm(forms.ModelForm, RevisionForm):
    class Meta:
        model = Bulletin
        fields = ("title", "title_zh", "as_of_date", "guest_country", "body", "body_zh", *REASONS)
        widgets = {"as_of_date": DayInput, "body": TEXT, "body_zh": TEXT, **dict.fromkeys(REASONS, REASON)}
        help_texts = {
            "title": _("Figures can be used here, too: {days_to_opening} days to the {edition}."),
            "body": _("Markdown. {companies} inserts the figure in words, {companies:exact} the exact number."),
            "body_zh": _("For one bulletin in both languages. Each reader sees their own."),
        }

    guest_country = forms.ChoiceField(
        label=_("Guest country of honour"),
        required=False,
        help_text=_("The guest country that {guest_times} refers to, if any."),
    )

    helper = FormHelper(
        "title",
        "title_zh",
        Row("as_of_date", "guest_country"),
        "body",
        "body_zh",
        Rest(),
        buttons=[Submit(_("Save and preview"))],
        id=TEXT_FORM,
    )

    def __init__(self, *args: Any, guests: Sequence[str], is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if is_correction else REASONS:
            del self.fields[name]
        chosen = dict.fromkeys([*guests, *filter(None, [str(self.initial.get("guest_country") or "")])])
        choices = [("", _("none")), *((code, countries.name(code)) for code in chosen)]
        cast("forms.ChoiceField", self.fields["guest_country"]).choices = choices

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation."""


class IssueForm(RevisionForm):
    """Issue a bulletin with exactly the figures that the page shows. `figures` is their digest."""

    figures = forms.CharField(widget=forms.HiddenInput, max_length=64)
    is_agreed = forms.BooleanField(
        label=_("I agree to exactly these figures"),
        error_messages={"required": _("Check the figures, and tick that you agree to them.")},
    )

    # Translators: Publish a bulletin: a verb.
    helper = FormHelper(action="issue_url", buttons=[Submit(_("Issue"))])


class CorrectionForm(RevisionForm):
    """Begin the correction of an issued bulletin."""

    reason = forms.CharField(
        label=_("What is corrected, and why"),
        max_length=LONGEST_REASON,
        help_text=_("Published with both versions and in the feed."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason_zh = forms.CharField(
        label=pgettext_lazy("correction", "The same in Chinese"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"}),
    )

    helper = FormHelper(action="correct_url", buttons=[Submit(_("Begin a correction"), css_class="btn-secondary")])


class BulletinPictureForm(forms.Form):
    picture = UploadedPictureField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 15 MB."))
    alt = forms.CharField(label=_("What the picture shows"), max_length=200, help_text=_("Read by screen readers."))
    alt_zh = forms.CharField(label=_("What the picture shows, in Chinese"), max_length=200, required=False)

    use_required_attribute = False
    helper = FormHelper(
        buttons=[
            Submit(
                _("Add the picture"),
                icon_name="upload",
                css_class="btn-secondary",
                action="picture_url",
                form=TEXT_FORM,
                formenctype="multipart/form-data",
                formnovalidate="",
            )
        ],
        form_tag=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = TEXT_FORM
