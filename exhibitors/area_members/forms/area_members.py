from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import FormHelper, Submit
from exhibitors.companies.models import NAME_LENGTH


class CandidateForm(forms.Form):
    """Looking for a company by a part of its name."""

    search = forms.CharField(label=_("Company"), required=False, max_length=NAME_LENGTH, widget=forms.SearchInput)

    helper = FormHelper(
        method="get",
        role="search",
        buttons=[Submit(_("Find"), icon_name="search", css_class="btn-secondary")],
    )

    @property
    def name(self) -> str:
        """The name to search for; empty if what was typed is not valid."""
        return str(self.cleaned_data["search"]) if self.is_valid() else ""


class AddForm(forms.Form):
    """The company that was chosen."""

    company = forms.IntegerField(min_value=1, max_value=2**63 - 1)
