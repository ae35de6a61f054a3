"""What an exhibitor can look for in lists of bookings."""

from collections.abc import Sequence

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models.booking import Booking
from exhibitors.states import BookingState


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
