"""The right to publish figures of editions."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director

permit("exhibitors.publish_figures", is_admin | is_director)
