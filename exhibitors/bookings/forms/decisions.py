"""What an organizer says with a decision. `revision` is what the page showed, so that a later change is noticed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ciie.web.revision_forms import RevisionForm

REASON_LENGTH = 2000
MOST_AT_ONCE = 200
BIGINT_DIGITS = 18


class ApprovalForm(RevisionForm):
    """`without_rest` is a choice of its own on pages of bookings with requests that are not fully answered."""

    without_rest = forms.BooleanField(required=False)


class ReasonForm(RevisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The exhibitor reads it in the mail."),
    )


class NoteForm(ReasonForm):
    """The same, where a reason may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class IdsField(forms.Field):
    """Whole numbers, each once, in the order sent; whether there are such rows is for the operation to say."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        if not all(_is_id(each) for each in value or []):
            raise ValidationError(_("Choose from the list."), code="not_listed")
        return list(dict.fromkeys(map(int, value or [])))


class AssignmentForm(RevisionForm):
    booths = IdsField(label=_("Booths"), error_messages={"required": _("Choose at least one booth.")})
    larger_reason = forms.CharField(
        label=_("Reason for more space than requested"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def sent(self) -> set[int]:
        """The booths as they were sent, also after a refusal."""
        return {int(each) for each in self["booths"].value() or [] if _is_id(each)}


class SeenField(forms.Field):
    """Bookings with the revision of each that was shown: `12:3`."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[tuple[int, int]]:
        pairs = [each.partition(":")[::2] for each in value or []]
        if not all(_is_id(booking) and _is_id(revision) for booking, revision in pairs):
            raise ValidationError(_("Choose the bookings anew from the queue."), code="not_listed")
        return [(int(booking), int(revision)) for booking, revision in pairs]


class SeveralForm(forms.Form):
    seen = SeenField(error_messages={"required": _("None of the chosen bookings can be approved.")})


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= BIGINT_DIGITS
