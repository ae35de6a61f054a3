"""Who may write to exhibitors."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director

permit("exhibitors.write_to_exhibitors", is_admin | is_director)
