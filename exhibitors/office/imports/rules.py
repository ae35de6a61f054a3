"""Who may import lists of companies."""

from ciie.kernel.authority import permit
from exhibitors.bookings.rules import reviews_booking
from pavilions.floor.staff.rules import is_admin, is_director

permit("exhibitors.import_companies", is_admin | is_director | reviews_booking)
