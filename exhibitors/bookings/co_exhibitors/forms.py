"""A company on somebody else's stand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.blocks.forms import LeftToTheOperation
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.operations import StandEntry
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.forms import CostField, carry_on
from exhibitors.companies.queries import registered_company

ENTRY_FIELDS = ("kind", "name", "country", "website", "products", "text_en", "text_zh")


class CoExhibitorForm(LeftToTheOperation, forms.ModelForm):
    """The catalogue entry. One that is in the register under this name and country is the register's company.

    `cost` has what each kind of company costs, as the page showed it: `co_exhibitor=…|represented=…`.
    """

    cost = CostField()

    class Meta:
        model = CoExhibitor
        fields = ENTRY_FIELDS
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 3}),
            "text_zh": forms.Textarea(attrs={"rows": 3}),
        }

    layout = ("kind", Row("name", "country"), "website", "products", "text_en", "text_zh")
    helper = FormHelper(*layout, buttons=[Submit(_("Add")), Cancel(_("Cancel"))])

    def add_error(self, field: Any, error: Any) -> None:
        """What is wrong with the hidden field is said above the form, where it can be read."""
        super().add_error(None if field == "cost" else field, error)

    def show_anew(self, cost: str) -> None:
        """Let a form that was refused carry the figures that its page shows now."""
        carry_on(self, cost=cost)

    @property
    def cost_seen(self) -> str:
        """What the reader was shown of the kind that was chosen, of a form that is valid."""
        shown = dict(part.partition("=")[::2] for part in self.cleaned_data["cost"].split("|"))
        return str(shown.get(self.cleaned_data["kind"], ""))

    def entry(self) -> StandEntry:
        """What was typed, of a form that is valid."""
        typed = {name: self.cleaned_data[name] for name in ENTRY_FIELDS}
        found = registered_company(typed["name"], typed["country"])
        return StandEntry(**typed | {"kind": CoExhibitorKind(typed["kind"])}, company_id=found.pk if found else None)


class CoExhibitorChangeForm(CoExhibitorForm, RevisionForm):
    """The entry of a company that is on the stand already."""

    helper = FormHelper(*CoExhibitorForm.layout, buttons=[Submit(_("Save")), Cancel(_("Cancel"))])
