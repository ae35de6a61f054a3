"""Who decides who becomes the owner of a company, and who withdraws a request to become it."""

from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from exhibitors.companies.rules import is_member
from exhibitors.company_ownership.models import OwnershipRequest
from pavilions.staff.rules import is_admin, is_director, is_reviewer


@predicate
def is_own_request(actor: Visitor, request: object) -> bool:
    return isinstance(request, OwnershipRequest) and actor == request.person


permit("exhibitors.decide_ownership", (is_admin | is_director | is_reviewer) & ~is_own_request & ~is_member)
permit("exhibitors.withdraw_ownership_request", is_own_request)
