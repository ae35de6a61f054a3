"""Filters for the upper decks of an edition."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import UpperDeck, booking_key_in
from exhibitors.bookings.upper_decks.queries import LIVE
from exhibitors.states import DeckState

STATES = [*DeckState.choices, ("ended", _("ended with its booth"))]


class DeckFilter(filters.FilterSet):
    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("all"), method="filter_state")

    class Meta:
        model = UpperDeck
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[UpperDeck], name: str, value: str) -> QuerySet[UpperDeck]:
        company = "claim__holder__booking__company"
        words = Q(**{f"{company}__name__icontains": value}) | Q(**{f"{company}__name_local__icontains": value})
        words |= Q(claim__booth__number__iexact=value)
        if key := booking_key_in(value):
            words |= Q(claim__holder=key)
        return rows.filter(words)

    def filter_state(self, rows: QuerySet[UpperDeck], name: str, value: Any) -> QuerySet[UpperDeck]:
        counted = Q(state__in=[DeckState.REQUESTED, DeckState.APPROVED])
        if value == "ended":
            return rows.filter(counted & ~LIVE)
        return rows.filter(~counted | LIVE, state=value)
