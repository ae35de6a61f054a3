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
    """The names of one country; the default names stand in the fields as long as these are empty."""

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
        """Left to the operation."""


class CountrySearchForm(forms.Form):
    """Looking for a country or region by a part of any of its names, or by its code."""

    search = forms.CharField(label=_("Country or region"), required=False, max_length=120, widget=forms.SearchInput)
    shown = forms.ChoiceField(label=_("Names"), required=False, choices=SHOWN)

    @property
    def asked(self) -> dict[str, Any]:
        """What to look for; everything if what was typed is not valid."""
        typed = self.cleaned_data if self.is_valid() else {}
        return {"search": typed.get("search", ""), "only_set": typed.get("shown") == "set"}
