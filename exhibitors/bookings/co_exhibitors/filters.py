"""Filters for companies on other exhibitors' stands."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.kernel.country_names import countries_by_name
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind


class CoExhibitorFilter(filters.FilterSet):
    """Filters for companies on other exhibitors' stands."""

    search = filters.CharFilter(
        label=_("Name, exhibitor or products"), method="filter_search", max_length=120, widget=SearchInput
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=CoExhibitorKind.choices, empty_label=_("any"))
    country = filters.ChoiceFilter(label=_("Country or region"), empty_label=_("all"))

    class Meta:
        model = CoExhibitor
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.queryset.order_by().values_list("country", flat=True).distinct()
        named = countries_by_name(filter(None, codes))
        self.filters["country"].extra["choices"] = named

    def filter_search(self, rows: QuerySet[CoExhibitor], name: str, value: str) -> QuerySet[CoExhibitor]:
        return rows.filter(
            Q(name__icontains=value) | Q(exhibitor__name__icontains=value) | Q(products__icontains=value)
        )
