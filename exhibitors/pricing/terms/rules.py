"""The permission to write and publish the terms of an edition."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director

permit("exhibitors.write_terms", is_admin | is_director)
