"""Filters for the booths of an edition."""

import re
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.queries.queue import halls_of, sectors_of
from pavilions.floor.ledger.queries import became_of_number
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import Availability, BoothKind

SQM_LIMITS = {"min_value": 0, "max_digits": 9, "decimal_places": 2}


class BoothFilter(filters.FilterSet):
    """Filters for `booths_with_companies` of one edition."""

    search = filters.CharFilter(
        label=_("Number or company"), method="filter_search", max_length=120, widget=SearchInput
    )
    hall = filters.ModelChoiceFilter(
        label=_("Hall"), queryset=None, field_name="plan__hall", to_field_name="name", empty_label=_("all")
    )
    sector = filters.ModelChoiceFilter(
        label=_("Sector"), queryset=None, field_name="allotment__sector", to_field_name="code", empty_label=_("all")
    )
    availability = filters.ChoiceFilter(label=_("State"), choices=Availability.choices, empty_label=_("any"))
    kind = filters.ChoiceFilter(label=_("Raw or shell"), choices=BoothKind.choices, empty_label=_("either"))
    min_sqm = filters.NumberFilter(label=_("From m²"), field_name="area_sqm", lookup_expr="gte", **SQM_LIMITS)
    max_sqm = filters.NumberFilter(label=_("To m²"), field_name="area_sqm", lookup_expr="lte", **SQM_LIMITS)

    class Meta:
        model = Booth
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._edition = edition
        self.filters["hall"].queryset = halls_of(edition)
        self.filters["sector"].queryset = sectors_of(edition)

    def filter_search(self, rows: QuerySet[Booth], name: str, value: str) -> QuerySet[Booth]:
        """Find booths by their number, now or on an earlier version of the plan, or by the company."""
        number = value.rpartition("/")[2]
        formerly = became_of_number(self._edition.pk, number)
        alike = Q(pk__in=[])
        if number and (digits := re.fullmatch(r"(\D*)0*(\d+)(\D*)", number.strip())):
            before, figure, after = (re.escape(part) for part in digits.groups())
            alike = Q(number__iregex=f"^{before}0*{figure}{after}$")
        return rows.filter(alike | Q(number__icontains=number) | Q(company_name__icontains=value) | Q(pk__in=formerly))
