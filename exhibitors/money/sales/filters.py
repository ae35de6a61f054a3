"""Filters for the lists of offers, contracts, requests for less space, late invoices and cancellations."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import Model, Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import booking_key_in
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.queries.contracts import late_contracts
from exhibitors.money.sales.queries.offers import lapsing_soon
from exhibitors.money.sales.states import ContractState, OfferState, ReductionState
from pavilions.floor.models.edition import Edition

SOON, LATE = "soon", "late"


class BookingNamedFilter(filters.FilterSet):
    """Filters rows by the company or the number of their booking."""

    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )

    class Meta:
        model: type[Model] = Cancellation
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        named = Q(booking__company__name__icontains=value) | Q(booking__company__name_local__icontains=value)
        key = booking_key_in(value)
        return rows.filter(named if key is None else named | Q(booking=key))


class OfferFilter(BookingNamedFilter):
    """Filters for `listed_offers` of one edition. `state` also takes `soon`."""

    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(SOON, _("Sent, lapses within a week")), *OfferState.choices],
        method="filter_state",
        empty_label=_("any"),
    )

    class Meta(BookingNamedFilter.Meta):
        model = Offer

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.at = edition, at

    def filter_state(self, rows: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        return lapsing_soon(rows, self.edition, at=self.at) if value == SOON else rows.filter(state=value)


class ContractFilter(BookingNamedFilter):
    """Filters for `listed_contracts` of one edition. `state` also takes `late`."""

    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(LATE, _("To be signed, late")), *ContractState.choices],
        method="filter_state",
        empty_label=_("any"),
    )

    class Meta(BookingNamedFilter.Meta):
        model = Contract

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.at = edition, at

    def filter_state(self, rows: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        return late_contracts(rows, self.edition, at=self.at) if value == LATE else rows.filter(state=value)


class ReductionRequestFilter(BookingNamedFilter):
    """Filters for `listed_requests` of one edition."""

    state = filters.ChoiceFilter(label=_("State"), choices=ReductionState.choices, empty_label=_("any"))

    class Meta(BookingNamedFilter.Meta):
        model = ReductionRequest
