"""Filters for lists of blocks, of their members, and of applications to them."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from ciie.kernel.country_names import countries_by_name
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.states import BlockApplicationState
from exhibitors.bookings.models import Booking
from exhibitors.states import BOOKED_STATES
from pavilions.states import BoothKind

OPEN, CLOSED, RETURNED = "open", "closed", "returned"


class BlockFilter(filters.FilterSet):
    """Filters for blocks of one edition."""

    search = filters.CharFilter(label=_("Block or agency"), method="filter_search", max_length=120, widget=SearchInput)
    stage = filters.ChoiceFilter(
        label=_("Stage"),
        method="filter_stage",
        choices=[
            (OPEN, _("open for applications")),
            (CLOSED, _("not open for applications")),
            (RETURNED, _("unallocated space returned")),
        ],
        empty_label=_("any"),
    )
    country = filters.ChoiceFilter(label=_("Country or region"), empty_label=_("all"))

    class Meta:
        model = Block
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Block.objects.order_by().values_list("country", flat=True).distinct()
        named = countries_by_name(codes)
        self.filters["country"].extra["choices"] = named

    def filter_search(self, rows: QuerySet[Block], name: str, value: str) -> QuerySet[Block]:
        return rows.filter(Q(name__icontains=value) | Q(booking__company__name__icontains=value))

    def filter_stage(self, rows: QuerySet[Block], name: str, value: str) -> QuerySet[Block]:
        if value == RETURNED:
            return rows.exclude(returned_at=None)
        return rows.filter(returned_at=None, is_open=value == OPEN)


class OpenBlockFilter(filters.FilterSet):
    """Filters for blocks that a company may apply to."""

    search = filters.CharFilter(label=_("Block or agency"), method="filter_search", max_length=120, widget=SearchInput)
    country = filters.ChoiceFilter(label=_("Country or region"), empty_label=_("all"))
    hall = filters.ChoiceFilter(label=_("Hall"), method="filter_hall", empty_label=_("any"))

    class Meta:
        model = Block
        fields: list[str] = []

    def __init__(self, *args: Any, halls: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.queryset.order_by().values_list("country", flat=True).distinct()
        named = countries_by_name(codes)
        self.filters["country"].extra["choices"] = named
        self.filters["hall"].extra["choices"] = [(hall, hall) for hall in halls]

    def filter_search(self, rows: QuerySet[Block], name: str, value: str) -> QuerySet[Block]:
        return rows.filter(Q(name__icontains=value) | Q(booking__company__name__icontains=value))

    def filter_hall(self, rows: QuerySet[Block], name: str, value: str) -> QuerySet[Block]:
        held = Q(
            booking__holder__claims__allotment__hall__name=value, booking__holder__claims__released_at__isnull=True
        )
        return rows.filter(pk__in=Block.objects.filter(held).values("pk"))


class ShareFilter(filters.FilterSet):
    """Filters for the members of a block."""

    search = filters.CharFilter(label=_("Company"), field_name="company__name", lookup_expr="icontains", max_length=120)
    has_space = filters.ChoiceFilter(
        label=_("Space"),
        method="filter_space",
        choices=[("yes", _("has space")), ("no", _("has left"))],
        empty_label=_("any"),
    )

    class Meta:
        model = Booking
        fields: list[str] = []

    def filter_space(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        return rows.filter(state__in=BOOKED_STATES) if value == "yes" else rows.exclude(state__in=BOOKED_STATES)


class ApplicationFilter(filters.FilterSet):
    """Filters for applications to blocks."""

    search = filters.CharFilter(
        label=_("Company or keywords"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(label=_("State"), choices=BlockApplicationState.choices, empty_label=_("any"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=BoothKind.choices, empty_label=_("any"))

    class Meta:
        model = BlockApplication
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[BlockApplication], name: str, value: str) -> QuerySet[BlockApplication]:
        return rows.filter(
            Q(company__name__icontains=value) | Q(block__name__icontains=value) | Q(text__icontains=value)
        )
