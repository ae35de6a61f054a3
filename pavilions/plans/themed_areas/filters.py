"""Filters of the list of themed areas."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.states import Section


class AreaFilter(filters.FilterSet):
    search = filters.CharFilter(label=_("Area or host"), method="filter_search", max_length=160, widget=SearchInput)
    section = filters.ChoiceFilter(label=_("Exhibition"), choices=Section.choices, empty_label=_("both"))
    is_public = filters.ChoiceFilter(
        label=_("Public"), choices=[("True", _("yes")), ("False", _("no"))], empty_label=_("all")
    )

    class Meta:
        model = ThemedArea
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[ThemedArea], name: str, value: str) -> QuerySet[ThemedArea]:
        return rows.filter(Q(name__icontains=value) | Q(name_zh__icontains=value) | Q(host_name__icontains=value))
