"""Who may set prices."""

from ciie.kernel.authority import permit
from pavilions.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.set_prices", is_admin | is_director | is_finance)
