"""Narrowing the bookings behind figures of revenue."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import Booking
from exhibitors.office.revenue.figures import COLUMNS
from exhibitors.office.review.filters import ReviewFilter


class RevenueFilter(ReviewFilter):
    """`ReviewFilter` with `what`: bookings that have something in this column, which the view looks for."""

    what = filters.ChoiceFilter(
        label=_("Amount"), choices=list(COLUMNS.items()), method="filter_what", empty_label=_("any")
    )

    def filter_what(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        return rows
