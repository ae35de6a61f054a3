"""Forms for assigning a reviewer and for writing about a booking."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.web.forms import FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.handling.models import TEXT_LENGTH


class ReviewerForm(RevisionForm):
    """The form that sets who reviews a booking. Without a choice the booking is released."""

    reviewer = forms.TypedChoiceField(label=_("Reviewer"), required=False, coerce=int, empty_value=None)

    helper = FormHelper(
        "reviewer", action="reviewer_url", buttons=[Submit(_("Save"), css_class="btn-secondary btn-sm")]
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "reviewer_%s", **kwargs})
        choices = [(person.pk, person.name or person.email) for person in people]
        self.fields["reviewer"].choices = [("", _("No reviewer")), *choices]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """The form for an internal note."""

    text = forms.CharField(label=_("New note"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))

    helper = FormHelper(
        "text", action="note_url", buttons=[Submit(_("Save the note"), css_class="btn-secondary btn-sm")]
    )


class CommentForm(forms.Form):
    """The form for a comment to the other side."""

    text = forms.CharField(label=_("New comment"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    helper = FormHelper(
        "text", action="comment_url", buttons=[Submit(_("Send"), icon_name="send", css_class="btn-secondary btn-sm")]
    )
