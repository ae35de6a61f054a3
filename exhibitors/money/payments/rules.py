"""Permissions to record payments, to see a company's account, and to pay online."""

from ciie.kernel.authority import permit
from exhibitors.bookings.rules import is_contact
from exhibitors.companies.rules import is_owner
from pavilions.floor.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.run_payments", is_admin | is_director | is_finance)
permit("exhibitors.see_account", is_admin | is_director | is_finance | is_owner)
permit("exhibitors.pay_online", is_owner | is_contact)
