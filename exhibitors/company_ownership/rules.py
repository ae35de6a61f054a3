"""Who decides who becomes the owner of a company."""

from ciie.kernel.authority import permit
from pavilions.staff.rules import is_admin, is_director, is_reviewer

permit("exhibitors.decide_ownership", is_admin | is_director | is_reviewer)
