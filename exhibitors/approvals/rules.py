"""Who sees what needs a second person. Who may agree follows from the act: whoever may propose it."""

from ciie.kernel.authority import permit
from pavilions.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.see_approvals", is_admin | is_director | is_finance)
