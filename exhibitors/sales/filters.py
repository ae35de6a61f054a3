"""Narrowing the lists of offers, contracts, late invoices and cancellations."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import Model, Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import booking_key_in
from exhibitors.sales.models.contracts import Contract
from exhibitors.sales.models.money import Cancellation
from exhibitors.sales.models.offers import Offer
from exhibitors.sales.queries.contracts import late_contracts
from exhibitors.sales.queries.offers import lapsing_soon
from exhibitors.sales.states import ContractState, OfferState
from pavilions.floor.models.edition import Edition

SOON, LATE = "soon", "late"


class OfferFilter(filters.FilterSet):
    """Filters for `listed_offers` of one edition. `state` also takes `soon`."""

    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(SOON, _("Sent, lapses within a week")), *OfferState.choices],
        method="filter_state",
        empty_label=_("any"),
    )

    class Meta:
        model = Offer
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.at = edition, at

    def filter_search(self, rows: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        return _named(rows, value)

    def filter_state(self, rows: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        return lapsing_soon(rows, self.edition, at=self.at) if value == SOON else rows.filter(state=value)


class ContractFilter(filters.FilterSet):
    """Filters for `listed_contracts` of one edition. `state` also takes `late`."""

    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(LATE, _("To be signed, late")), *ContractState.choices],
        method="filter_state",
        empty_label=_("any"),
    )

    class Meta:
        model = Contract
        fields: list[str] = []

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.at = edition, at

    def filter_search(self, rows: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        return _named(rows, value)

    def filter_state(self, rows: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        return late_contracts(rows, self.edition, at=self.at) if value == LATE else rows.filter(state=value)


class BookingNamedFilter(filters.FilterSet):
    """By company or booking alone: late invoices, cancellations."""

    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )

    class Meta:
        model = Cancellation
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _named(rows, value)


def _named[Row: Model](rows: QuerySet[Row], value: str) -> QuerySet[Row]:
    """Those whose booking or company somebody means by these words."""
    named = Q(booking__company__name__icontains=value) | Q(booking__company__name_local__icontains=value)
    key = booking_key_in(value)
    return rows.filter(named if key is None else named | Q(booking=key))
