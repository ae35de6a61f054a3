from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import FormHelper, Submit
from ciie.web.revision_forms import RevisionForm


class SearchForm(forms.Form):
    """The search for the other company. Without words, the page proposes companies of similar names."""

    search = forms.CharField(label=_("Name of the other company"), max_length=200, required=False)

    helper = FormHelper("search", buttons=[Submit(_("Search"), icon_name="search")], method="get")


class MergeForm(RevisionForm):
    """The form to merge two companies. Its revision is the sum of both revisions as they were shown."""
