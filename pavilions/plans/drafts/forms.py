"""The form for the first draft of a hall, which asks for its first allotment."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ciie.web.forms import Cancel, FormHelper, Row, Submit
from ciie.web.templatetags.interface import sqm
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import Section


class AllotmentForm(forms.Form):
    """The fields for the first allotment of a hall."""

    section = forms.ChoiceField(label=_("Exhibition"), choices=Section.choices, initial=Section.BUSINESS)
    sector = forms.ModelChoiceField(
        label=_("Sector"),
        queryset=Sector.objects.all(),
        required=False,
        help_text=_("Required for the business exhibition."),
    )
    capacity_sqm = forms.DecimalField(
        label=_("Capacity (m²)"), max_digits=10, decimal_places=2, min_value=Decimal("0.01"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Sector.objects.exists():
            words = _("There is no sector yet. Add one first.")
            self.fields["sector"].help_text = format_html('<a href="{}">{}</a>', reverse("sectors:list"), words)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("section") == Section.NATIONAL and data.get("sector"):
            raise ValidationError({"sector": _("Space of the national exhibition has no sector.")}, code="no_sector")
        return data

    @property
    def allotment(self) -> FirstAllotment:
        data = self.cleaned_data
        sector = data["sector"]
        return FirstAllotment(Section(data["section"]), sector.pk if sector else None, data["capacity_sqm"])


class FirstAllotmentForm(AllotmentForm):
    helper = FormHelper(
        Row("section", "sector"), "capacity_sqm", buttons=[Submit(_("Open a draft")), Cancel(_("Back"))]
    )

    def __init__(self, *args: Any, hall: Hall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity_sqm"].help_text = _("Blank: the whole hall, %(area)s.") % {
            "area": sqm(hall.gross_area_sqm)
        }
