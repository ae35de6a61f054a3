"""Who may sign and accept for a company, and who decides on powers of attorney."""

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.states import MandateState
from exhibitors.companies.models import Company
from exhibitors.companies.rules import Subject, is_editor, is_merged, is_owner, is_signer
from pavilions.floor.staff.rules import is_admin, is_director, is_reviewer


@predicate
def holds_mandate(actor: Visitor, subject: Subject) -> bool:
    """Return whether the actor is an editor of the company and holds an accepted power of attorney for it."""
    if subject is None or not isinstance(actor, User) or not is_editor(actor, subject):
        return False
    company_id = subject.pk if isinstance(subject, Company) else subject.company_id
    return Mandate.objects.filter(person=actor, company=company_id, state=MandateState.ACCEPTED).exists()


@predicate
def is_mandated(actor: Visitor, subject: Mandate | Subject) -> bool:
    """Return whether the actor is the person to whom this power of attorney was given."""
    return isinstance(subject, Mandate) and subject.person_id == actor.pk


may_bind = is_signer | holds_mandate
"""May sign, accept, decline and cancel on behalf of the company. The contact of a booking has no such right."""

permit("exhibitors.send_mandate", is_editor & ~is_merged)
permit("exhibitors.end_mandate", is_admin | is_director | is_owner | is_mandated)
permit("exhibitors.decide_mandates", is_admin | is_director | is_reviewer)
