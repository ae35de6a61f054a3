"""Filters for the answers of an edition."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import booking_key_in
from exhibitors.bookings.questions.models import Answer, Question
from exhibitors.bookings.questions.queries import questions_of
from pavilions.floor.models.edition import Edition


class AnswerFilter(filters.FilterSet):
    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    question = filters.ModelChoiceFilter(label=_("Question"), queryset=Question.objects.none(), empty_label=_("all"))

    class Meta:
        model = Answer
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["question"].queryset = questions_of(edition)

    def filter_search(self, rows: QuerySet[Answer], name: str, value: str) -> QuerySet[Answer]:
        words = Q(booking__company__name__icontains=value) | Q(booking__company__name_local__icontains=value)
        if key := booking_key_in(value):
            words |= Q(booking_id=key)
        return rows.filter(words)
