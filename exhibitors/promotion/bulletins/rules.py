"""The rights to write and to issue bulletins."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_reviewer

permit("exhibitors.write_bulletins", is_admin | is_director | is_reviewer)
permit("exhibitors.issue_bulletins", is_admin | is_director)
