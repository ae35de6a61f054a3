"""The numbers of bookings for `/metrics`."""

from django.db.models import Count

from ciie.web.monitoring import COUNTS
from exhibitors.bookings.models import Booking
from exhibitors.states import BookingState
from pavilions.states import EditionStatus


def bookings_by_state() -> dict[str, int]:
    """Return the number of bookings in each state, of editions that are not archived, in one query."""
    current = Booking.objects.exclude(edition__status=EditionStatus.ARCHIVED)
    counted = current.order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(BookingState.values, 0) | dict(counted)


COUNTS["ciie_bookings", "Bookings of the editions that are not archived."] = bookings_by_state
