"""Filters for lists of roadshows."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.kernel.country_names import countries_by_name
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.states import RoadshowState


class RoadshowFilter(filters.FilterSet):
    """Filters for roadshows of one edition."""

    search = filters.CharFilter(
        label=_("Title, city or host"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(label=_("State"), choices=RoadshowState.choices, empty_label=_("any"))
    country = filters.ChoiceFilter(label=_("Country or region"), empty_label=_("all"))

    class Meta:
        model = Roadshow
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Roadshow.objects.order_by().values_list("country", flat=True).distinct()
        named = countries_by_name(codes)
        self.filters["country"].extra["choices"] = named

    def filter_search(self, rows: QuerySet[Roadshow], name: str, value: str) -> QuerySet[Roadshow]:
        return rows.filter(Q(title__icontains=value) | Q(city__icontains=value) | Q(host__icontains=value))
