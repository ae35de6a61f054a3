"""What an exhibitor can look for in lists of booths and of bookings."""

from collections.abc import Sequence

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from exhibitors.models import Booking
from exhibitors.states import BookingState
from pavilions.models import Booth
from pavilions.queries.halls import HallSpace
from pavilions.states import Availability, BoothKind

ORDER = (
    ("plan__hall__position", "hall"),
    ("number", "number"),
    ("allotment__sector__position", "sector"),
    ("area_sqm", "area"),
    ("counted_sides", "sides"),
    ("kind", "kind"),
)
AT_LEAST = [(2, _("2 or more")), (3, _("3 or more")), (4, _("4"))]


class BoothFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="number", lookup_expr="icontains", label=_("Booth number"))
    hall = django_filters.ChoiceFilter(field_name="plan__hall__name", label=_("Hall"), empty_label=_("all"))
    sector = django_filters.ChoiceFilter(field_name="allotment__sector_id", label=_("Sector"), empty_label=_("all"))
    area_min = django_filters.NumberFilter(field_name="area_sqm", lookup_expr="gte", label=_("m² from"), min_value=0)
    area_max = django_filters.NumberFilter(field_name="area_sqm", lookup_expr="lte", label=_("m² to"), min_value=0)
    sides = django_filters.ChoiceFilter(
        field_name="counted_sides", lookup_expr="gte", label=_("Open sides"), choices=AT_LEAST, empty_label=_("any")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=BoothKind, empty_label=_("any"))
    availability = django_filters.ChoiceFilter(label=_("Availability"), choices=Availability, empty_label=_("any"))
    sort = django_filters.OrderingFilter(fields=ORDER, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Booth], halls: Sequence[HallSpace]) -> None:
        """Free booths are shown until somebody asks for others."""
        given = data.copy()
        given.setdefault("availability", Availability.FREE)
        if given.get("sort", "").removeprefix("-") not in {name for _field, name in ORDER}:
            given.pop("sort", None)
        super().__init__(given, queryset=queryset)
        sectors = {space.sector.pk: str(space.sector) for hall in halls for space in hall.sectors}
        self.filters["hall"].extra["choices"] = [(hall.name, hall.name) for hall in halls]
        self.filters["sector"].extra["choices"] = list(sectors.items())


class BookingFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="with_words", label=_("Number or company"), widget=forms.SearchInput)
    company = django_filters.ChoiceFilter(field_name="company_id", label=_("Company"), empty_label=_("all"))
    edition = django_filters.ChoiceFilter(field_name="edition__number", label=_("Edition"), empty_label=_("all"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=BookingState, empty_label=_("any"))

    def __init__(
        self,
        data: QueryDict,
        *,
        queryset: QuerySet[Booking],
        companies: Sequence[tuple[int, str]],
        editions: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, queryset=queryset)
        self.filters["company"].extra["choices"] = list(companies)
        self.filters["edition"].extra["choices"] = list(editions)

    def with_words(self, bookings: QuerySet[Booking], name: str, words: str) -> QuerySet[Booking]:
        """By the number as printed (`7-000123`, or its end) or a part of the company's name."""
        number = words.rpartition("-")[2].lstrip("0")
        found = Q(company__name__icontains=words)
        if number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER:
            found |= Q(pk=int(number))
        return bookings.filter(found)


LONGEST_NUMBER = 18
