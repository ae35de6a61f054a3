"""Who may see proposals. Anybody who may propose an act may also agree to another person's proposal of it."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.see_approvals", is_admin | is_director | is_finance)
