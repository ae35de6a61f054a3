"""Permissions to set prices and to mark companies as small."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_finance, is_reviewer

permit("exhibitors.set_prices", is_admin | is_director | is_finance)
permit("exhibitors.mark_small_companies", is_admin | is_director | is_finance | is_reviewer)
