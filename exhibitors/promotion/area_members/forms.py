"""Forms of the pages on themed areas: for the host of one, and for the companies that belong to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.models import NAME_LENGTH
from exhibitors.promotion.area_members.queries import Choices


class CandidateForm(forms.Form):
    """A search for companies by a part of their name."""

    search = forms.CharField(label=_("Company"), required=False, max_length=NAME_LENGTH, widget=forms.SearchInput)

    helper = FormHelper(
        method="get",
        role="search",
        buttons=[Submit(_("Find"), icon_name="search", css_class="btn-secondary")],
    )

    @property
    def name(self) -> str:
        """The name to search for, or an empty text if the input is not valid."""
        return str(self.cleaned_data["search"]) if self.is_valid() else ""


class AddForm(forms.Form):
    """The company to add."""

    company = forms.IntegerField(min_value=1, max_value=2**63 - 1)


NO_HOST = ""


class AreaHostForm(RevisionForm):
    """The holder that hosts an area. `revision` is that of the area as it was shown."""

    host = forms.TypedChoiceField(label=_("Host"), required=False, coerce=int, empty_value=None)

    helper = FormHelper(buttons=[Submit(_("Save")), Cancel(_("Cancel"))])

    def __init__(self, *typed: object, hosts: Choices, **more: object) -> None:
        super().__init__(*typed, **more)  # type: ignore[arg-type]  # the arguments of a form
        field = self.fields["host"]
        field.choices = [(NO_HOST, _("Not an exhibitor: the organizer or another host")), *hosts]  # type: ignore[attr-defined]
