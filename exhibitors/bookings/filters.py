"""Filters for lists of bookings. Their field names are those of the query strings to which dashboards link."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import CheckboxInput, SearchInput
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import Booking, booking_key_in
from exhibitors.bookings.queries.queue import (
    countries_of,
    halls_of,
    hold_ends_soon,
    in_hall,
    in_sector,
    of_kind,
    sectors_of,
    without_booths,
)
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES, BookingState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import BoothKind

STATES_TOGETHER = {"booked": BOOKED_STATES, "awaiting": AWAITING_DECISION}
STATE_CHOICES = [
    ("awaiting", _("Awaiting a decision")),
    ("booked", _("Booked: approved or confirmed")),
    *BookingState.choices,
]
AGES = [
    ("3", _("3 days or longer")),
    ("7", _("a week or longer")),
    ("14", _("2 weeks or longer")),
    ("30", _("30 days or longer")),
]
LONGEST_NUMBER = 18
SQM_LIMITS = {"min_value": 0, "max_digits": 9, "decimal_places": 2}


class BookingFilter(filters.FilterSet):
    """Filters for `listed_bookings` of one edition. `state` also takes `booked` and `awaiting`."""

    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(label=_("State"), choices=STATE_CHOICES, method="filter_state", empty_label=_("any"))
    sector = filters.ModelChoiceFilter(
        label=_("Sector"), queryset=None, to_field_name="code", method="filter_sector", empty_label=_("all")
    )
    hall = filters.ModelChoiceFilter(
        label=_("Hall"), queryset=None, to_field_name="name", method="filter_hall", empty_label=_("all")
    )
    country = filters.ChoiceFilter(label=_("Country or region"), field_name="company__country", empty_label=_("all"))
    kind = filters.ChoiceFilter(
        label=_("Raw or shell"), choices=BoothKind.choices, method="filter_kind", empty_label=_("either")
    )
    min_sqm = filters.NumberFilter(label=_("From m²"), field_name="space_sqm", lookup_expr="gte", **SQM_LIMITS)
    max_sqm = filters.NumberFilter(label=_("To m²"), field_name="space_sqm", lookup_expr="lte", **SQM_LIMITS)
    age = filters.ChoiceFilter(label=_("Waiting for"), choices=AGES, method="filter_age", empty_label=_("any time"))
    without_booths = filters.BooleanFilter(
        label=_("No booth yet"), method="filter_without_booths", widget=CheckboxInput
    )
    ending = filters.BooleanFilter(label=_("Hold ends within a day"), method="filter_ending", widget=CheckboxInput)

    class Meta:
        model = Booking
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.edition = at, edition
        self.filters["sector"].queryset = sectors_of(edition)
        self.filters["hall"].queryset = halls_of(edition)
        self.filters["country"].extra["choices"] = countries_of(edition)

    def filter_search(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        words = Q(company__name__icontains=value) | Q(company__name_local__icontains=value)
        if key := booking_key_in(value):
            words |= Q(pk=key)
        return rows.filter(words)

    def filter_state(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        return rows.filter(state__in=STATES_TOGETHER.get(value, (value,)))

    def filter_sector(self, rows: QuerySet[Booking], name: str, value: Sector) -> QuerySet[Booking]:
        return rows.filter(in_sector(value, self.edition))

    def filter_hall(self, rows: QuerySet[Booking], name: str, value: Hall) -> QuerySet[Booking]:
        return rows.filter(in_hall(value, self.edition))

    def filter_kind(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        return rows.filter(of_kind(value, self.edition))

    def filter_age(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        return rows.filter(submitted_at__lte=self.at - timedelta(days=int(value)))

    def filter_without_booths(self, rows: QuerySet[Booking], name: str, value: bool) -> QuerySet[Booking]:
        return rows.filter(without_booths(self.edition)) if value else rows

    def filter_ending(self, rows: QuerySet[Booking], name: str, value: bool) -> QuerySet[Booking]:
        return rows.filter(hold_ends_soon(self.at)) if value else rows


class OwnBookingFilter(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Number or company"), widget=SearchInput)
    company = filters.ChoiceFilter(field_name="company_id", label=_("Company"), empty_label=_("all"))
    edition = filters.ChoiceFilter(field_name="edition__number", label=_("Edition"), empty_label=_("all"))
    state = filters.ChoiceFilter(label=_("State"), choices=BookingState, empty_label=_("any"))

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
        """Filter by the printed number (`7-000123`, or its end) or by a part of the company's name."""
        number = words.rpartition("-")[2].lstrip("0")
        found = Q(company__name__icontains=words)
        if number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER:
            found |= Q(pk=int(number))
        return bookings.filter(found)
