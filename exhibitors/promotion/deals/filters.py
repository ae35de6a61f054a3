"""Filters for lists of deals."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.kernel.country_names import countries_by_name
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.states import DealKind, DealState
from pavilions.floor.models.venue import Sector


class DealFilter(filters.FilterSet):
    """Filters for deals of one edition, annotated with their possible duplicates."""

    search = filters.CharFilter(
        label=_("Exhibitor, buyer or goods"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(label=_("State"), choices=DealState.choices, empty_label=_("any"))
    sector = filters.ModelChoiceFilter(
        label=_("Sector"), queryset=lambda _request: Sector.objects.all(), to_field_name="code", empty_label=_("all")
    )
    kind = filters.ChoiceFilter(label=_("Goods or services"), choices=DealKind.choices, empty_label=_("either"))
    country = filters.ChoiceFilter(label=_("Country or region"), field_name="company__country", empty_label=_("all"))

    duplicate = filters.ChoiceFilter(
        label=_("Possible duplicates"),
        method="filter_duplicate",
        choices=[("yes", _("only these"))],
        empty_label=_("all deals"),
    )

    class Meta:
        model = Deal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.queryset.order_by().values_list("company__country", flat=True).distinct()
        named = countries_by_name(filter(None, codes))
        self.filters["country"].extra["choices"] = named

    def filter_duplicate(self, rows: QuerySet[Deal], name: str, value: str) -> QuerySet[Deal]:
        return rows.filter(Q(("duplicate_of__isnull", False)))

    def filter_search(self, rows: QuerySet[Deal], name: str, value: str) -> QuerySet[Deal]:
        return rows.filter(
            Q(company__name__icontains=value)
            | Q(buyer__icontains=value)
            | Q(delegation__icontains=value)
            | Q(category__icontains=value)
        )


class CompanyDealFilter(filters.FilterSet):
    """Filters for the deals of one company."""

    search = filters.CharFilter(label=_("Buyer or goods"), method="filter_search", max_length=120, widget=SearchInput)
    state = filters.ChoiceFilter(label=_("State"), choices=DealState.choices, empty_label=_("any"))

    class Meta:
        model = Deal
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Deal], name: str, value: str) -> QuerySet[Deal]:
        return rows.filter(Q(buyer__icontains=value) | Q(delegation__icontains=value) | Q(category__icontains=value))
