"""The filter for the bookings behind figures of revenue."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import Booking
from exhibitors.office.revenue.figures import COLUMNS
from exhibitors.office.review.filters import ReviewFilter


class RevenueFilter(ReviewFilter):
    """`ReviewFilter` with `what`: bookings that have an amount in this column, which the view checks."""

    what = filters.ChoiceFilter(
        label=_("Amount"), choices=list(COLUMNS.items()), method="filter_what", empty_label=_("any")
    )

    def filter_what(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        return rows
