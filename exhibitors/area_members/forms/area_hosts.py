from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.revision_forms import RevisionForm
from exhibitors.area_members.queries.area_hosts import Choices

NOBODY = ""


class AreaHostForm(RevisionForm):
    """Whose space in the ledger an area's host has. `revision` is that of the area that was looked at."""

    host = forms.TypedChoiceField(label=_("Host"), required=False, coerce=int, empty_value=None)

    def __init__(self, *typed: object, hosts: Choices, **more: object) -> None:
        super().__init__(*typed, **more)  # type: ignore[arg-type]  # what a form takes
        field = self.fields["host"]
        field.choices = [(NOBODY, _("Nobody with space: the organizer, or somebody else")), *hosts]  # type: ignore[attr-defined]
