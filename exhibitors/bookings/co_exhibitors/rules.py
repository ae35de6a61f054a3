"""The permission to manage co-exhibitors."""

from ciie.kernel.authority import permit
from exhibitors.companies.rules import is_editor
from pavilions.floor.staff.rules import is_admin, is_director

permit("exhibitors.name_co_exhibitors", is_admin | is_director | is_editor)
