"""Who may sign for a company and under which name, and powers of attorney that await a decision."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ciie.accounts.models import User
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.states import MandateState
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole


@dataclass(frozen=True)
class Signer:
    """The name under a person's signature: that of the `mandate` if they sign by one, else that of their account."""

    name: str
    mandate: Mandate | None = None


def signer_of(person: User, company_id: int) -> Signer:
    """Return how a person who may sign for the company does so. The name is empty if their account has none."""
    own = Membership.objects.filter(user=person, company=company_id)
    if own.filter(Q(role=CompanyRole.OWNER) | Q(role=CompanyRole.EDITOR, may_sign=True)).exists():
        return Signer(person.name.strip())
    mandate = Mandate.objects.filter(person=person, company=company_id, state=MandateState.ACCEPTED).first()
    return Signer(mandate.name if mandate else person.name.strip(), mandate)


def mandates_of(company: Company) -> QuerySet[Mandate]:
    """Return the company's powers of attorney, newest first."""
    return company.mandates.select_related("person").order_by("-sent_at", "-pk")


def waiting_mandates() -> QuerySet[Mandate]:
    """Return the powers of attorney that await a decision, oldest first."""
    rows = Mandate.objects.filter(state=MandateState.WAITING, company__merged_into=None)
    return rows.select_related("company", "person").order_by("sent_at", "pk")
