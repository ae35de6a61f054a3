"""Who may answer offers, and who may make, extend and withdraw them."""

from ciie.kernel.authority import permit
from exhibitors.bookings.rules import is_contact
from exhibitors.companies.rules import is_owner
from pavilions.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.answer_offer", is_owner | is_contact)
permit("exhibitors.set_sales", is_admin | is_director | is_finance)
permit("exhibitors.run_offers", is_admin | is_director | is_finance)
