"""Forms that edit something say which version of it their reader saw.

`revision` comes with the form: the page writes it when the form is shown, and a request brings it back. It is never
read from the row while the form is being saved, since the row may have changed by then.
"""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid
from ciie.kernel.revisions import LARGEST_REVISION

UNKNOWN_VERSION = _(
    "This form does not say which version you saw, so nothing was saved. Open the page again and make your "
    "change there."
)


class RevisionField(forms.IntegerField):
    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=LARGEST_REVISION,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), UNKNOWN_VERSION),
            **options,
        )


class RevisionForm(forms.Form):
    """Give it the `revision` shown as initial value, and its `seen` to the operation."""

    revision = RevisionField()

    def add_error(self, field: Any, error: Any) -> None:
        """What is wrong with the hidden field is said above the form, where it can be read."""
        super().add_error(None if field == "revision" else field, error)

    @property
    def seen(self) -> int:
        """The revision that the reader saw, of a form that is valid."""
        return int(self.cleaned_data["revision"])


class OperationJudges(forms.ModelForm):
    """A form whose operation checks what concerns the row as a whole; nothing is saved here."""

    def validate_unique(self) -> None:
        """The operation's own business."""

    def validate_constraints(self) -> None:
        """The operation's own business."""

    @property
    def terms(self) -> dict[str, Any]:
        """What was typed, as fields of the row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


def revision_seen(request: HttpRequest) -> int:
    """What a button without a form brought along, as the tag `revision` writes it.

    Raises `Invalid` (`version_unknown`) if it brought nothing of the kind.
    """
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise Invalid(UNKNOWN_VERSION, code="version_unknown")
    return form.seen
