"""What finance types into the price list."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.pricing import Rate, RateKey
from exhibitors.pricing.models import Tariff
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.states import BoothKind, Section

SURCHARGES = ("surcharge_1", "surcharge_2", "surcharge_3", "surcharge_4")


class TaxNoteForm(forms.ModelForm, RevisionForm):
    """What stands below prices about taxes, in both languages."""

    class Meta:
        model = Edition
        fields = ["tax_note", "tax_note_zh"]

    helper = FormHelper("tax_note", "tax_note_zh", buttons=[Submit(_("Save")), Cancel(_("Cancel"))])

    def validate_constraints(self) -> None:
        """The operation's own business."""


class TariffForm(forms.ModelForm, RevisionForm):
    """A rate and what it is for. The operation judges; nothing is saved here.

    `shown` is the price that the page put into the form, and `revision` its version; a price for anything else is new.
    """

    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)

    sector = forms.ModelChoiceField(
        queryset=Sector.objects.order_by("position", "name"),
        required=False,
        label=_("Sector"),
        empty_label=_("all sectors without a price of their own"),
    )

    class Meta:
        model = Tariff
        fields = ["section", "sector", "kind", "price_per_sqm", "price_per_unit", *SURCHARGES]

    helper = FormHelper(
        Row("section", "kind"),
        "sector",
        Row("price_per_sqm", "price_per_unit"),
        Row(*SURCHARGES[:2]),
        Row(*SURCHARGES[2:]),
        action="prices_url",
        buttons=[Submit(_("Set the price")), Cancel(_("Cancel"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SURCHARGES:
            self.fields[name].required = False

    def validate_unique(self) -> None:
        """Setting a price that exists replaces it."""

    def validate_constraints(self) -> None:
        """The operation's own business."""

    def seen_of(self, shown: Tariff | None) -> int:
        """The revision that was seen of the price for what was typed; 0 where the page showed none for it."""
        return self.seen if shown is not None and shown.key == self.key else 0

    @property
    def key(self) -> RateKey:
        sector = self.cleaned_data["sector"]
        section, kind = Section(self.cleaned_data["section"]), BoothKind(self.cleaned_data["kind"])
        return RateKey(section, sector.pk if sector else None, kind)

    @property
    def rate(self) -> Rate:
        one, two, three, four = (self.cleaned_data[name] or Decimal(0) for name in SURCHARGES)
        return Rate(self.cleaned_data["price_per_sqm"], self.cleaned_data["price_per_unit"], (one, two, three, four))
