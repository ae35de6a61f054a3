"""Filters for the lists of pavilions: the organizer's, the history of all editions, and the public one."""

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign, PavilionTask
from pavilions.national.national_pavilions.queries.pavilion_deadlines import SILENT_STAGES
from pavilions.national.national_pavilions.states import DesignState
from pavilions.states import PavilionStage

COUNTRY, ORGANIZATION = "country", "organization"
KINDS = ((COUNTRY, _("countries and regions")), (ORGANIZATION, _("international organizations")))
GUESTS = (("yes", _("guests of honour")),)
WAITING = {
    "designs": _("design to review"),
    "space": _("space requested"),
    "tasks": _("overdue tasks"),
}


def waiting_for(name: str, *, today: date) -> Q:
    """Return the condition for those of `pavilions_of` that wait for what `WAITING` names, as counted on the board."""
    under_way = ~Q(stage__in=SILENT_STAGES)
    if name == "space":
        return under_way & Q(wanted_sqm__isnull=False, claimed_sqm=0)
    if name == "designs":
        return under_way & Q(
            Exists(PavilionDesign.objects.filter(pavilion=OuterRef("pk"), state=DesignState.SUBMITTED))
        )
    overdue = PavilionTask.objects.filter(pavilion=OuterRef("pk"), done_at=None, due_date__lt=today)
    return under_way & Q(Exists(overdue))


def codes_named(value: str) -> list[str]:
    """Return the codes of the countries whose name in the active language contains the value."""
    return [code for code, name in countries if value.casefold() in str(name).casefold()]


class ParticipantFilter(filters.FilterSet):
    """Filters by name, kind of participant, and guests of honour."""

    search = filters.CharFilter(
        label=_("Country or organization"), method="filter_search", max_length=120, widget=SearchInput
    )
    kind = filters.ChoiceFilter(label=_("Kind"), method="filter_kind", choices=KINDS, empty_label=_("both"))
    guest = filters.ChoiceFilter(
        label=_("Guest of honour"), method="filter_guest", choices=GUESTS, empty_label=_("all")
    )

    class Meta:
        model = NationalPavilion
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(_named(value))

    def filter_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.exclude(country="") if value == COUNTRY else rows.filter(country="")

    def filter_guest(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_guest_of_honour=True)


class HistoryFilter(ParticipantFilter):
    """Filters for the history of all editions, where guests of honour are those that ever were one."""

    def filter_guest(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(guest_times__gt=0)


class PavilionFilter(ParticipantFilter):
    """Filters for organizers, with the stage and, in the search, the theme and managers of a pavilion."""

    stage = filters.ChoiceFilter(label=_("Stage"), choices=PavilionStage.choices, empty_label=_("any"))
    waiting = filters.ChoiceFilter(
        label=_("Waiting for"), choices=list(WAITING.items()), method="filter_waiting", empty_label=_("anything")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def filter_waiting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(waiting_for(value, today=self.today))

    def filter_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        named = _named(value)
        return rows.filter(named | Q(theme__icontains=value) | Q(managers__name__icontains=value)).distinct()


class PublicPavilionFilter(ParticipantFilter):
    """Filters for the public, whose search includes the texts of a pavilion in any language."""

    def filter_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        named = _named(value) | Q(theme__icontains=value) | Q(theme_zh__contains=value)
        written = Q(profiles__title__icontains=value) | Q(profiles__text__icontains=value)
        more = Q(profiles__theme__icontains=value) | Q(profiles__highlights__icontains=value)
        return rows.filter(pk__in=NationalPavilion.objects.filter(named | written | more).values("pk"))


def _named(value: str) -> Q:
    """Return the condition for countries and organizations with this in their name in either language."""
    organization = Q(organization__icontains=value) | Q(organization_zh__contains=value)
    return organization | Q(country__in=codes_named(value))
