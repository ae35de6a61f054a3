"""Filters for the list of published figures."""

import django_filters as filters
from django.db.models import QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition


class PublishedFigureFilter(filters.FilterSet):
    search = filters.CharFilter(label=_("Source"), method="filter_search", max_length=120, widget=SearchInput)
    edition = filters.ModelChoiceFilter(
        label=_("Edition"),
        queryset=lambda _request: Edition.objects.newest_first(),
        to_field_name="number",
        empty_label=_("all"),
    )
    kind = filters.ChoiceFilter(label=_("What it counts"), choices=FigureKind.choices, empty_label=_("any"))

    class Meta:
        model = PublishedFigure
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[PublishedFigure], name: str, value: str) -> QuerySet[PublishedFigure]:
        return rows.filter(source__icontains=value)
