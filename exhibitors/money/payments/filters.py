"""Filters for the lists of payments, receivables and bank statements."""

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import PAY_BY
from exhibitors.money.payments.models import BankAccount, BankStatement, Payment
from exhibitors.money.payments.queries.payments import in_state
from exhibitors.money.payments.queries.statements import with_something_to_match
from exhibitors.money.payments.states import PaymentState, PaymentWay, StatementState

LEFT_OVER = "left"
TO_MATCH = "to_match"


class PaymentFilter(filters.FilterSet):
    """Filters for `listed_payments`. `state` also takes `left`, for payments of which something is left."""

    search = filters.CharFilter(
        label=_("Company, payer or text"), method="filter_search", max_length=120, widget=SearchInput
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(LEFT_OVER, _("something is left over")), *PaymentState.choices],
        method="filter_state",
        empty_label=_("any"),
    )
    way = filters.ChoiceFilter(label=_("Way"), choices=PaymentWay.choices, empty_label=_("any"))

    class Meta:
        model = Payment
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        said = ("company__name", "company__name_local", "payer", "text", "payer_account")
        found = Q()
        for field in said:
            found |= Q(**{f"{field}__icontains": value})
        return rows.filter(found | Q(allocations__invoice__number_text__iexact=value)).distinct()

    def filter_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(cancelled_at=None, rest__gt=0) if value == LEFT_OVER else in_state(rows, value)


class ReceivableFilter(filters.FilterSet):
    """Filters for invoices before they are added up by company."""

    search = filters.CharFilter(
        label=_("Company or number"), method="filter_search", max_length=120, widget=SearchInput
    )
    late = filters.ChoiceFilter(
        label=_("Due"),
        choices=[("today", _("due today")), ("late", _("late")), ("30", _("more than 30 days late"))],
        method="filter_late",
        empty_label=_("any"),
    )

    class Meta:
        model = Invoice
        fields: list[str] = []

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def filter_search(self, rows: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        said = ("party__company__name", "party__company__name_local", "party_name", "number_text")
        found = Q()
        for field in said:
            found |= Q(**{f"{field}__icontains": value})
        return rows.filter(found)

    def filter_late(self, rows: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        if value == "today":
            return rows.alias(last_day=PAY_BY).filter(last_day=self.today)
        days = 30 if value == "30" else 0
        return rows.alias(last_day=PAY_BY).filter(last_day__lt=date.fromordinal(self.today.toordinal() - days))


class StatementFilter(filters.FilterSet):
    """Filters for `listed_statements`. `state` also takes `to_match`, for statements with open lines."""

    search = filters.CharFilter(label=_("File or number"), method="filter_search", max_length=120, widget=SearchInput)
    account = filters.ModelChoiceFilter(
        label=_("Bank account"), queryset=BankAccount.objects.order_by("name"), empty_label=_("any")
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(TO_MATCH, _("with lines to match")), *StatementState.choices],
        method="filter_state",
        empty_label=_("any"),
    )

    class Meta:
        model = BankStatement
        fields: list[str] = []

    def filter_search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(file_name__icontains=value) | Q(number__icontains=value))

    def filter_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return with_something_to_match(rows) if value == TO_MATCH else rows.filter(state=value)
