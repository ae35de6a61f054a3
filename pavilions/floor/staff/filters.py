"""The filter of the list of people with access."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from pavilions.states import OrganizerRole


class AccessFilter(filters.FilterSet):
    search = filters.CharFilter(
        label=_("Name or email address"), method="filter_search", max_length=120, widget=SearchInput
    )
    role = filters.ChoiceFilter(
        label=_("Role"),
        choices=[("superuser", _("superuser")), *OrganizerRole.choices],
        method="filter_role",
        empty_label=_("any"),
    )
    factor = filters.ChoiceFilter(
        label=_("Second factor"),
        choices=[("none", _("none"))],
        method="filter_factor",
        empty_label=_("any"),
    )

    class Meta:
        model = User
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(Q(name__icontains=value) | Q(email__icontains=value))

    def filter_role(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(is_superuser=True) if value == "superuser" else rows.filter(appointments__role=value)

    def filter_factor(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(Q(("factors", [])))
