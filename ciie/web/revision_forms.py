"""Forms that edit something and carry the revision that their reader saw.

`revision` is part of the form: the page writes it when the form is shown, and the request returns it. It is never read
from the row while the form is being saved, since the row may have changed by then.
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
    """A form with a revision. Pass the `revision` shown as initial value, and `seen` to the operation."""

    revision = RevisionField()

    def add_error(self, field: Any, error: Any) -> None:
        """Show errors of the hidden field above the form, where they can be read."""
        super().add_error(None if field == "revision" else field, error)

    @property
    def seen(self) -> int:
        """The revision that the reader saw. The form must be valid."""
        return int(self.cleaned_data["revision"])


class OperationJudges(forms.ModelForm):
    """A form whose operation checks the row as a whole. The form saves nothing."""

    def validate_unique(self) -> None:
        """Do nothing, because the operation validates this."""

    def validate_constraints(self) -> None:
        """Do nothing, because the operation validates this."""

    @property
    def terms(self) -> dict[str, Any]:
        """The input as fields of the row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


def revision_seen(request: HttpRequest) -> int:
    """Return the revision sent by a button without a form, which the tag `revision` writes.

    Raises `Invalid` (`version_unknown`) if there is none.
    """
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise Invalid(UNKNOWN_VERSION, code="version_unknown")
    return form.seen
