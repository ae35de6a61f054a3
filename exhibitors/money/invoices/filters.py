"""Filters for the lists of invoices and fapiaos."""

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import booking_key_in
from exhibitors.money.invoices.models import Fapiao, Invoice
from exhibitors.money.invoices.queries.invoices import late_ones, open_ones
from exhibitors.money.invoices.states import FapiaoKind, FapiaoState, InvoiceKind, InvoiceState

DRAFT, OPEN, LATE, PAID = "draft", "open", "late", "settled"


class InvoiceFilter(filters.FilterSet):
    """Filters for `listed_invoices` of one edition."""

    search = filters.CharFilter(
        label=_("Company, bill-to or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(DRAFT, _("draft")), (OPEN, _("open")), (LATE, _("overdue")), (PAID, _("settled"))],
        method="filter_state",
        empty_label=_("any"),
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=InvoiceKind.choices, empty_label=_("any"))
    issued_from = filters.DateFilter(label=_("Issued from"), field_name="issued_on", lookup_expr="gte")
    issued_to = filters.DateFilter(label=_("Issued until"), field_name="issued_on", lookup_expr="lte")

    class Meta:
        model = Invoice
        fields: list[str] = []

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def filter_search(self, rows: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        named = (
            Q(booking__company__name__icontains=value)
            | Q(booking__company__name_local__icontains=value)
            | Q(party_name__icontains=value)
            | Q(number_text__iexact=value)
            | Q(reference__iexact=value.replace(" ", ""))
        )
        key = booking_key_in(value)
        return rows.filter(named if key is None else named | Q(booking=key))

    def filter_state(self, rows: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        if value == DRAFT:
            return rows.filter(state=InvoiceState.DRAFT)
        if value == OPEN:
            return open_ones(rows)
        if value == LATE:
            return late_ones(rows, self.today)
        return rows.filter(Q(balance=0), state=InvoiceState.ISSUED).exclude(kind=InvoiceKind.PRO_FORMA)


class FapiaoFilter(filters.FilterSet):
    """Filters for `listed_fapiaos` of one edition."""

    search = filters.CharFilter(
        label=_("Company, title or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(label=_("State"), choices=FapiaoState.choices, empty_label=_("any"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=FapiaoKind.choices, empty_label=_("any"))

    class Meta:
        model = Fapiao
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Fapiao], name: str, value: str) -> QuerySet[Fapiao]:
        return rows.filter(
            Q(invoice__booking__company__name__icontains=value)
            | Q(title__icontains=value)
            | Q(number=value)
            | Q(red_number=value)
            | Q(invoice__number_text__iexact=value)
        )
