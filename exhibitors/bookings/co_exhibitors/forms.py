"""Forms for a company on another exhibitor's stand."""

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
    """A form for a catalogue entry. A company registered under this name and country is linked to its record.

    `cost` carries the cost of each kind of company as the page showed it: `co_exhibitor=…|represented=…`.
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
        """Show errors of the hidden field above the form, where they can be read."""
        super().add_error(None if field == "cost" else field, error)

    def show_anew(self, cost: str) -> None:
        """Put the figures that the page shows now into a refused form."""
        carry_on(self, cost=cost)

    @property
    def cost_seen(self) -> str:
        """The cost that the reader saw for the chosen kind. The form must be valid."""
        shown = dict(part.partition("=")[::2] for part in self.cleaned_data["cost"].split("|"))
        return str(shown.get(self.cleaned_data["kind"], ""))

    def entry(self) -> StandEntry:
        """Return the entered values. The form must be valid."""
        typed = {name: self.cleaned_data[name] for name in ENTRY_FIELDS}
        found = registered_company(typed["name"], typed["country"])
        return StandEntry(**typed | {"kind": CoExhibitorKind(typed["kind"])}, company_id=found.pk if found else None)


class CoExhibitorChangeForm(CoExhibitorForm, RevisionForm):
    """A form for the entry of a company that is already on the stand."""

    helper = FormHelper(*CoExhibitorForm.layout, buttons=[Submit(_("Save")), Cancel(_("Cancel"))])
