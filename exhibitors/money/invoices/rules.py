"""Permissions to see and issue invoices, to request fapiaos, and to choose who is billed."""

from ciie.kernel.authority import permit
from exhibitors.bookings.rules import is_contact
from exhibitors.companies.rules import is_owner
from pavilions.floor.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.run_invoices", is_admin | is_director | is_finance)
permit("exhibitors.see_invoices", is_admin | is_director | is_finance | is_owner | is_contact)
permit("exhibitors.edit_billing", is_admin | is_director | is_finance | is_owner)
permit("exhibitors.request_fapiao", is_admin | is_director | is_finance | is_owner | is_contact)
permit("exhibitors.share_bill", is_admin | is_director | is_finance | is_owner | is_contact)
