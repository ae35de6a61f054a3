"""Filters for the programme and for the list of topics."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

import django_filters as filters
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pavilions.floor.models.edition import Edition
from pavilions.national.programme.models.forum import ForumTopic
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.queries import rooms
from pavilions.national.programme.states import EventKind, TopicSource, TopicState
from pavilions.states import EventState

SOUGHT = ("title", "title_zh", "institution", "institution_zh", "abstract")


class AgendaFilter(filters.FilterSet):
    """Filters for events of one edition, including its days."""

    search = filters.CharFilter(label=_("Title"), method="filter_search", max_length=120, widget=SearchInput)
    day = filters.ChoiceFilter(label=_("Day"), method="filter_day", empty_label=_("every day"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=EventKind.choices, empty_label=_("all"))
    room = filters.ModelChoiceFilter(label=_("Room"), queryset=lambda _request: rooms(), empty_label=_("all"))

    class Meta:
        model = ProgrammeEvent
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        days = (edition.closes_date - edition.opens_date).days + 1
        dates = (edition.opens_date + timedelta(days=number) for number in range(days))
        words = ((each.isoformat(), date_format(each, "SHORT_WEEKDAY_FORMAT")) for each in dates)
        self.filters["day"].extra["choices"] = list(words)

    def filter_search(self, rows: QuerySet[ProgrammeEvent], name: str, value: str) -> QuerySet[ProgrammeEvent]:
        return rows.filter(Q(title__icontains=value) | Q(title_zh__icontains=value) | Q(text__icontains=value))

    def filter_day(self, rows: QuerySet[ProgrammeEvent], name: str, value: str) -> QuerySet[ProgrammeEvent]:
        begins = datetime.combine(date.fromisoformat(value), time(), self.edition.zone)
        return rows.filter(period__overlap=DateTimeTZRange(begins, begins + timedelta(days=1)))


class EventFilter(AgendaFilter):
    """Filters for organizers, including the state."""

    state = filters.ChoiceFilter(label=_("State"), choices=EventState.choices, empty_label=_("any"))


class TopicFilter(filters.FilterSet):
    search = filters.CharFilter(
        label=_("Topic or institution"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(
        label=_("Stage"),
        choices=[each for each in TopicState.choices if each[0] != TopicState.ASKED],
        empty_label=_("any"),
    )
    source = filters.ChoiceFilter(label=_("Source"), choices=TopicSource.choices, empty_label=_("either"))

    class Meta:
        model = ForumTopic
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[ForumTopic], name: str, value: str) -> QuerySet[ForumTopic]:
        return rows.filter(reduce(or_, (Q(**{f"{name}__icontains": value}) for name in SOUGHT)))
