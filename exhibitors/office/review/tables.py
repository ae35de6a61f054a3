"""The organizer's lists of bookings with the reviewer of each."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.tables import BookingTable, QueueTable


class ReviewedTable(BookingTable):
    reviewer = tables.Column(_("Reviewer"), accessor="review_assignment__reviewer", default="–")

    class Meta(BookingTable.Meta):
        pass


class ReviewQueueTable(QueueTable):
    reviewer = tables.Column(_("Reviewer"), accessor="review_assignment__reviewer", default="–")

    class Meta(QueueTable.Meta):
        pass
