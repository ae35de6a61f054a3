"""Whether everybody may read a company's name on the plans."""

from datetime import datetime

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.locking import require_seen
from exhibitors.bookings.operations.company_changes import claimed_allotments
from exhibitors.companies.models import Company
from exhibitors.companies.operations.companies import lock_company
from pavilions.floor.operations import bump_plan_revision


@operation("exhibitors.company.publicity_set")
def set_publicity(company_id: int, *, is_named: bool, seen: int | None = None, actor: Actor, at: datetime) -> Company:
    """Name the company on the public plans, on the booths of its approved bookings, or stop doing so."""
    company = lock_company(company_id)
    require("exhibitors.edit_company", actor, company)
    require_seen(company, seen)
    company.is_on_public_plans = is_named
    company.save(update_fields=["is_on_public_plans"])
    bump_plan_revision(claimed_allotments(company.pk))
    return company
