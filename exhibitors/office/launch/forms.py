"""The form that opens an edition for booking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import FormHelper, Submit
from ciie.web.revision_forms import RevisionForm


class OpeningForm(RevisionForm):
    """Opens an edition. Where something would go wrong, the reader says by a tick that it is known."""

    is_known = forms.BooleanField(
        label=_("I know what would go wrong, and open it all the same"),
        error_messages={"required": _("Something is missing. Read the list, and tick this to open all the same.")},
    )

    def __init__(self, *args: Any, goes_wrong: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not goes_wrong:
            del self.fields["is_known"]
        self.helper = FormHelper(
            *(["is_known"] if goes_wrong else []), buttons=[Submit(_("Open for booking"))], action="open_url"
        )
