"""The permission to see the running totals."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_organizer

permit("exhibitors.see_totals", is_admin | is_organizer)
