"""The rights to deals and exchange rates."""

from ciie.kernel.authority import permit
from exhibitors.companies.rules import is_editor, is_member
from pavilions.floor.staff.rules import is_admin, is_director, is_finance, is_organizer

permit("exhibitors.enter_deal", is_admin | is_editor)
permit("exhibitors.see_deals", is_admin | is_organizer)
permit("exhibitors.see_deal_amounts", is_admin | is_director | is_finance | is_member)
permit("exhibitors.count_deals", is_admin | is_director | is_finance)
permit("exhibitors.set_exchange_rate", is_admin | is_director | is_finance)
