"""Who may decide on requests to own a company, and who may withdraw one."""

from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from exhibitors.companies.company_ownership.models import OwnershipRequest
from pavilions.floor.staff.rules import is_admin, is_director, is_reviewer


@predicate
def is_own_request(actor: Visitor, request: OwnershipRequest | None) -> bool:
    return request is not None and actor == request.person


permit("exhibitors.decide_ownership", is_admin | is_director | is_reviewer)
permit("exhibitors.withdraw_ownership_request", is_own_request)
