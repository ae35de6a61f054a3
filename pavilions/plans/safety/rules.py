"""Rules on who may keep a venue's rules, and who may accept exceptions."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_floor_planner

permit("pavilions.keep_venue_rules", is_admin | is_director | is_floor_planner)
permit("pavilions.grant_exception", is_admin | is_director)
