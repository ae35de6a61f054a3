"""Companies without an owner, the proof that supports a claim to one, and open ownership requests."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Max, Prefetch, Q, QuerySet

from ciie.accounts.models import User
from ciie.mail.queue import LetterFate, fate_of_letter
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.states import OPEN_REQUESTS, Doubt, RequestState
from exhibitors.companies.identifiers import forms_of_domain, own_domain_of_address
from exhibitors.companies.models import Company
from exhibitors.companies.queries import companies_of_name, domains_of, has_owner, present_companies
from exhibitors.companies.states import Verification
from pavilions.floor.models.edition import OWNERSHIP_OBJECTION_DAYS, Edition
from pavilions.states import EditionStatus


def companies_without_owner(name: str, country: str, *, person: User) -> list[Company]:
    """Return the companies without an owner that are registered under this name, in any spelling, and country.

    Imported lists may contain several of them. If an address of this person supports a claim to some, only those are
    returned.
    """
    found = [company for company in companies_of_name(name, country) if not has_owner(company.pk)]
    return [company for company in found if proof_of(company, person)] or found


def proof_of(company: Company, person: User) -> str | None:
    """Return the company's own domain at which this person has a confirmed address, or None if it proves nothing.

    A domain that another company names too proves nothing, since a group's domain does not identify one company. There
    is no proof for a company without a contact address, where nobody could object, nor for one whose verification was
    refused: the organizer decides on claims to these. Nor is there any for people who have a role in the company, since
    they may have entered its website and contact themselves. A domain whose claim was declined or contested before
    supports no further claim.
    """
    if company.verification == Verification.REFUSED or not company.contact_email or not person.is_active:
        return None
    if company.memberships.filter(user=person).exists():
        return None
    common = domains_of(company) & {own_domain_of_address(address) for address in confirmed_addresses(person)}
    return next(
        (domain for domain in sorted(common - _doubted(company)) if not _is_named_by_others(domain, company)), None
    )


def _doubted(company: Company) -> set[str]:
    """Return the domains of earlier claims that somebody declined, or that were in doubt and never granted."""
    declined = Q(state=RequestState.DECLINED, decided_by__isnull=False)
    in_doubt = ~Q(doubt="") & ~Q(state=RequestState.GRANTED)
    return set(company.ownership_requests.filter(declined | in_doubt).values_list("proof", flat=True))


def confirmed_addresses(person: User) -> list[str]:
    found = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "email")
    return list(found.values_list("email", flat=True))


def address_at(domain: str, person: User) -> str:
    """Return the person's confirmed address at this domain, or an empty string if they no longer have one."""
    return next((each for each in confirmed_addresses(person) if own_domain_of_address(each) == domain), "")


def _is_named_by_others(domain: str, company: Company) -> bool:
    """Return whether another company uses this domain, be it written as müller.de or as xn--mller-kva.de."""
    named = Q(verification_proof=domain) | Q(mail_domains__contains=[domain])
    for form in forms_of_domain(domain):
        named |= Q(website__icontains=form) | Q(contact_email__icontains=form)
    others = present_companies().exclude(pk=company.pk).filter(named)
    return any(
        domain in {*domains_of(other), own_domain_of_address(other.contact_email), other.verification_proof}
        for other in others.iterator()
    )


def objection_period() -> timedelta:
    """Return how long an announced claim is open to objections: the longest period of the editions not archived."""
    present = Edition.objects.exclude(status=EditionStatus.ARCHIVED)
    longest = present.aggregate(days=Max("ownership_objection_days"))["days"]
    return timedelta(days=longest or OWNERSHIP_OBJECTION_DAYS)


def doubt_about(request: OwnershipRequest) -> str:
    """Return why an announced request needs the organizer's decision, or an empty string if it does not."""
    company = request.company
    if company.contact_email != request.contact_email or proof_of(company, request.person) != request.proof:
        return Doubt.CHANGED
    return Doubt.UNDELIVERED if announcement_of(request).has_failed else ""


def announcement_of(request: OwnershipRequest) -> LetterFate:
    """Return whether the mail to the listed contact was sent or has failed."""
    return fate_of_letter(announcement_occasion(request), request.contact_email)


def announcement_occasion(request: OwnershipRequest) -> str:
    return f"ownership-{request.pk}-announced"


def is_over(request: OwnershipRequest, *, at: datetime) -> bool:
    """Return whether the objection period, counted from when the mail to the listed contact was sent, has ended."""
    sent_at = announcement_of(request).sent_at
    if request.objections_until is None or sent_at is None:
        return False
    delay = max(sent_at - request.requested_at, timedelta(0))
    return request.objections_until + delay <= at


def announced_requests(_at: datetime) -> list[int]:
    """Return the keys of all claims that are open to objections. There are few, so each of them is checked."""
    return list(open_requests().filter(state=RequestState.ANNOUNCED).values_list("pk", flat=True))


def open_requests() -> QuerySet[OwnershipRequest]:
    """Return the requests that are not decided, oldest first."""
    return OwnershipRequest.objects.filter(state__in=OPEN_REQUESTS, company__merged_into=None).order_by(
        "requested_at", "pk"
    )


def with_confirmed_addresses(requests: QuerySet[OwnershipRequest]) -> QuerySet[OwnershipRequest]:
    """Add each person's `confirmed_addresses` and the company to these requests, in two queries."""
    confirmed = EmailAddress.objects.filter(verified=True).order_by("email")
    addresses = Prefetch("person__emailaddress_set", confirmed, "confirmed_addresses")
    return requests.select_related("company", "person").prefetch_related(addresses)


def requests_of(person: User) -> QuerySet[OwnershipRequest]:
    """Return the person's own open requests, newest first."""
    return open_requests().filter(person=person).select_related("company").order_by("-requested_at", "-pk")
