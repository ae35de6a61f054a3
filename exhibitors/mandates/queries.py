"""Who may sign for a company and in which name, and the powers of attorney that wait."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ciie.accounts.models import User
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.mandates.models import Mandate
from exhibitors.mandates.states import MandateState


@dataclass(frozen=True)
class Signer:
    """The name that stands under what a person signs: that of the account, or of the `mandate` where one is needed."""

    name: str
    mandate: Mandate | None = None


def signer_of(person: User, company_id: int) -> Signer:
    """The person, who may sign for the company; the name is empty where the account has none."""
    own = Membership.objects.filter(user=person, company=company_id)
    if own.filter(Q(role=CompanyRole.OWNER) | Q(role=CompanyRole.EDITOR, may_sign=True)).exists():
        return Signer(person.name.strip())
    mandate = Mandate.objects.filter(person=person, company=company_id, state=MandateState.ACCEPTED).first()
    return Signer(mandate.name if mandate else person.name.strip(), mandate)


def mandates_of(company: Company) -> QuerySet[Mandate]:
    """Those of a company, newest first."""
    return company.mandates.select_related("person").order_by("-sent_at", "-pk")


def waiting_mandates() -> QuerySet[Mandate]:
    """Those that nobody has decided on, the longest waiting first."""
    rows = Mandate.objects.filter(state=MandateState.WAITING, company__merged_into=None)
    return rows.select_related("company", "person").order_by("sent_at", "pk")
