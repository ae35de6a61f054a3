from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.kernel.country_names import CHINESE, PINYIN, usual_name
from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from pavilions.texts.countries.models import CountryName
from pavilions.texts.countries.operations import NAME_FIELDS
from pavilions.texts.countries.queries import ENGLISH

SHOWN = (("", _("all")), ("set", _("changed only")))


class CountryNameForm(forms.ModelForm, RevisionForm):
    """The names of one country. The default names are the placeholders of empty fields."""

    class Meta:
        model = CountryName
        fields = NAME_FIELDS

    helper = FormHelper("english", Row("chinese", "pinyin"), buttons=[Submit(_("Save")), Cancel()])

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = usual_name(code, ENGLISH), usual_name(code, CHINESE), PINYIN.get(code, "")
        for name, text in zip(NAME_FIELDS, usual, strict=True):
            self.fields[name].widget.attrs["placeholder"] = text

    def validate_constraints(self) -> None:
        """Leave the constraints to the operation."""


class CountrySearchForm(forms.Form):
    """A search for countries and regions by a part of any of their names, or by code."""

    search = forms.CharField(label=_("Country or region"), required=False, max_length=120, widget=forms.SearchInput)
    shown = forms.ChoiceField(label=_("Names"), required=False, choices=SHOWN)

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments of the search, which finds everything if the input is not valid."""
        typed = self.cleaned_data if self.is_valid() else {}
        return {"search": typed.get("search", ""), "only_set": typed.get("shown") == "set"}
