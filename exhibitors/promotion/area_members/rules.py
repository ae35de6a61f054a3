"""The right to decide which exhibitors belong to a themed area."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_floor_planner

permit("exhibitors.name_area_members", is_admin | is_director | is_floor_planner)
