"""Filters for lists of exhibits."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.kernel.country_names import countries_by_name
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.states import Debut, DebutState, ExhibitKind, ExhibitState
from pavilions.floor.models.venue import Sector


class OwnExhibitFilter(filters.FilterSet):
    """Filters for the exhibits of one exhibitor."""

    search = filters.CharFilter(label=_("Name or category"), method="filter_search", max_length=120, widget=SearchInput)
    state = filters.ChoiceFilter(label=_("State"), choices=ExhibitState.choices, empty_label=_("any"))
    debut_state = filters.ChoiceFilter(label=_("Debut"), choices=DebutState.choices, empty_label=_("any"))

    class Meta:
        model = Exhibit
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Exhibit], name: str, value: str) -> QuerySet[Exhibit]:
        return rows.filter(
            Q(name__icontains=value)
            | Q(name_zh__contains=value)
            | Q(category__icontains=value)
            | Q(category_zh__contains=value)
        )


class ExhibitFilter(OwnExhibitFilter):
    """Filters for the exhibits of one edition."""

    search = filters.CharFilter(
        label=_("Exhibit or exhibitor"), method="filter_search", max_length=120, widget=SearchInput
    )
    debut = filters.ChoiceFilter(label=_("Debut scope"), choices=Debut.choices, empty_label=_("any"))
    sector = filters.ModelChoiceFilter(
        label=_("Sector"), queryset=lambda _request: Sector.objects.all(), to_field_name="code", empty_label=_("all")
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ExhibitKind.choices, empty_label=_("all"))
    country = filters.ChoiceFilter(label=_("Country or region"), method="filter_country", empty_label=_("all"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_by = self.queryset.order_by().values_list("company__country", "pavilion__country").distinct()
        codes = {code for pair in shown_by for code in pair if code}
        named = countries_by_name(codes)
        self.filters["country"].extra["choices"] = named

    def filter_country(self, rows: QuerySet[Exhibit], name: str, value: str) -> QuerySet[Exhibit]:
        return rows.filter(Q(company__country=value) | Q(pavilion__country=value))

    def filter_search(self, rows: QuerySet[Exhibit], name: str, value: str) -> QuerySet[Exhibit]:
        return rows.filter(
            Q(name__icontains=value)
            | Q(name_zh__contains=value)
            | Q(category__icontains=value)
            | Q(category_zh__contains=value)
            | Q(company__name__icontains=value)
            | Q(pavilion__organization__icontains=value)
            | Q(pavilion__organization_zh__contains=value)
        )
