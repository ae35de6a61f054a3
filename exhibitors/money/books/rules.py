"""Who may close, reopen and export the books."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.keep_books", is_admin | is_director | is_finance)
