"""Filters of the list of halls and their plans."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from pavilions.floor.models.venue import Hall

PLANS = [
    ("drafted", _("with a draft")),
    ("published", _("with a published plan")),
    ("none", _("without a published plan")),
]


class HallPlanFilter(filters.FilterSet):
    """Filters for `halls_with_plans`."""

    search = filters.CharFilter(
        label=_("Hall"), field_name="name", lookup_expr="icontains", max_length=40, widget=SearchInput
    )
    plan = filters.ChoiceFilter(label=_("Plan"), choices=PLANS, method="filter_plan", empty_label=_("all halls"))

    class Meta:
        model = Hall
        fields: list[str] = []

    def filter_plan(self, rows: QuerySet[Hall], name: str, value: str) -> QuerySet[Hall]:
        if value == "drafted":
            return rows.filter(Q(draft_count__gt=0))
        return rows.filter(Q(published_version__isnull=value == "none"))
