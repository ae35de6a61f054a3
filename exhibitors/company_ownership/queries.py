"""Companies for which nobody acts, what proves that somebody belongs to one, and the requests that wait."""

from allauth.account.models import EmailAddress
from django.db.models import Prefetch, Q, QuerySet

from ciie.accounts.models import User
from exhibitors.companies.identifiers import own_domain_of_address, own_domain_of_site
from exhibitors.companies.models import Company
from exhibitors.companies.queries import has_owner, registered_company
from exhibitors.companies.states import Verification
from exhibitors.company_ownership.models import OwnershipRequest
from exhibitors.company_ownership.states import RequestState


def company_without_owner(name: str, country: str) -> Company | None:
    """The company on record under this name, however it is spelt, and country, if nobody owns it."""
    company = registered_company(name, country)
    return None if company is None or has_owner(company.pk) else company


def proof_of(company: Company, person: User) -> str | None:
    """The domain that makes this person the owner of a company without asking the organizer.

    The company names it, by its website or its contact address, and the person has confirmed an address there. It is
    no domain of a mail service, and no other company names it too: a portal's or a group's domain says nothing of one
    company. A company whose verification the organizer has refused is for the organizer to give.
    """
    if company.verification == Verification.REFUSED:
        return None
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    common = domains_of(company) & set(filter(None, map(own_domain_of_address, confirmed)))
    return next((domain for domain in sorted(common) if not _is_named_by_others(domain, company)), None)


def domains_of(company: Company) -> set[str]:
    named = own_domain_of_site(company.website), own_domain_of_address(company.contact_email)
    return set(filter(None, named))


def _is_named_by_others(domain: str, company: Company) -> bool:
    named = Q(website__icontains=domain) | Q(contact_email__icontains=domain) | Q(verification_proof=domain)
    others = Company.objects.exclude(pk=company.pk).filter(named)
    return any(domain in {*domains_of(other), other.verification_proof} for other in others.iterator())


def waiting_requests() -> QuerySet[OwnershipRequest]:
    """The requests that nobody has decided, the longest waiting first."""
    return OwnershipRequest.objects.filter(state=RequestState.WAITING, company__merged_into=None).order_by(
        "requested_at", "pk"
    )


def with_confirmed_addresses(requests: QuerySet[OwnershipRequest]) -> QuerySet[OwnershipRequest]:
    """The same with each person's `confirmed_addresses` and the company; two queries."""
    confirmed = EmailAddress.objects.filter(verified=True).order_by("email")
    addresses = Prefetch("person__emailaddress_set", confirmed, "confirmed_addresses")
    return requests.select_related("company", "person").prefetch_related(addresses)


def requests_of(person: User) -> QuerySet[OwnershipRequest]:
    """The person's own requests that wait, newest first."""
    return waiting_requests().filter(person=person).select_related("company").order_by("-requested_at", "-pk")
