"""Bookings as `/metrics` counts them."""

from django.db.models import Count

from ciie.web.monitoring import COUNTS
from exhibitors.bookings.models import Booking
from exhibitors.states import BookingState
from pavilions.states import EditionStatus


def bookings_by_state() -> dict[str, int]:
    """Bookings of the editions that are not archived. One query."""
    current = Booking.objects.exclude(edition__status=EditionStatus.ARCHIVED)
    counted = current.order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(BookingState.values, 0) | dict(counted)


COUNTS["ciie_bookings", "Bookings of the editions that are not archived."] = bookings_by_state
