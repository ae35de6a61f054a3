"""Who may answer offers and sign contracts, who may set how an edition sells, and who may manage offers."""

from ciie.kernel.authority import permit
from exhibitors.companies.mandates.rules import may_bind
from pavilions.floor.staff.rules import is_admin, is_director, is_finance

permit("exhibitors.answer_offer", may_bind)
permit("exhibitors.set_sales", is_admin | is_director | is_finance)
permit("exhibitors.run_offers", is_admin | is_director | is_finance)
