from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.area_members.queries.area_hosts import Choices

NO_HOST = ""


class AreaHostForm(RevisionForm):
    """The holder that is an area's host. `revision` is that of the area that was shown."""

    host = forms.TypedChoiceField(label=_("Host"), required=False, coerce=int, empty_value=None)

    helper = FormHelper(buttons=[Submit(_("Save")), Cancel(_("Leave it"))])

    def __init__(self, *typed: object, hosts: Choices, **more: object) -> None:
        super().__init__(*typed, **more)  # type: ignore[arg-type]  # what a form takes
        field = self.fields["host"]
        field.choices = [(NO_HOST, _("Nobody with space: the organizer, or somebody else")), *hosts]  # type: ignore[attr-defined]
