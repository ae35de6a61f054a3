"""The right to run roadshows."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_reviewer

permit("exhibitors.promote", is_admin | is_director | is_reviewer)
