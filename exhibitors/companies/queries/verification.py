"""What proves that a company is what it says, and the companies that wait to be checked."""

from decimal import Decimal

from allauth.account.models import EmailAddress
from django.db.models import Count, DecimalField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from exhibitors.companies.models import Company, Membership
from exhibitors.companies.names.own_domains import own_domain_of_address, own_domain_of_site
from exhibitors.companies.names.registration_numbers import confirmed_number
from exhibitors.companies.states import CompanyRole, Verification, VerifiedBy
from exhibitors.states import UNDECIDED
from pavilions.editions.queries import current_edition
from pavilions.floor.models.edition import Edition
from pavilions.ledger.models import SpaceClaim

type Proof = tuple[VerifiedBy, str]


def proofs_of(company: Company) -> list[Proof]:
    """What verifies the company and does not verify another one, best first.

    A domain does if the company names it, by its website or its contact address, and an owner has confirmed an address
    there. A registration number does if the edition accepts them and the country's rules confirm it.
    """
    named = {own_domain_of_site(company.website), own_domain_of_address(company.contact_email)}
    domains = named & {own_domain_of_address(address) for address in owners_addresses(company.pk)}
    proofs = [(VerifiedBy.DOMAIN, domain) for domain in sorted(filter(None, domains))]
    edition = current_edition()
    number = confirmed_number(company.registration_number, str(company.country))
    if number and edition and edition.accepts_registration_numbers:
        proofs.append((VerifiedBy.REGISTRATION_NUMBER, number))
    return [proof for proof in proofs if not _verifies_another(proof, company)]


def _verifies_another(proof: Proof, company: Company) -> bool:
    others = Company.objects.filter(verified_by=proof[0], verification_proof=proof[1])
    return others.exclude(pk=company.pk).exists()


def owners_addresses(company_id: int) -> list[str]:
    """The addresses that the company's owners have confirmed to be theirs."""
    owners = Membership.objects.filter(company_id=company_id, role=CompanyRole.OWNER, user__is_active=True)
    found = EmailAddress.objects.filter(user__in=owners.values("user"), verified=True).order_by("email")
    return list(found.values_list("email", flat=True))


def companies_to_check() -> QuerySet[Company]:
    """Those not verified, the longest waiting first."""
    return Company.objects.filter(verification=Verification.UNVERIFIED).order_by("created_at", "pk")


def with_what_is_known(companies: QuerySet[Company], edition: Edition | None) -> QuerySet[Company]:
    """Add each company's owners with their confirmed addresses, and its `undecided` bookings and `claimed_sqm`."""
    owners = Membership.objects.filter(role=CompanyRole.OWNER).select_related("user").order_by("pk")
    addresses = Prefetch(
        "user__emailaddress_set", EmailAddress.objects.filter(verified=True).order_by("email"), "confirmed_addresses"
    )
    number = edition.pk if edition else 0
    claims = SpaceClaim.objects.live().filter(holder__edition=number, holder__booking__company=OuterRef("pk"))
    area = claims.order_by().values("holder__booking__company").annotate(sum=Sum("area_sqm")).values("sum")
    zero = Value(Decimal(0), DecimalField(max_digits=12, decimal_places=2))
    return companies.prefetch_related(Prefetch("memberships", owners.prefetch_related(addresses), "owners")).annotate(
        undecided=Count("bookings", Q(bookings__edition=number, bookings__state__in=UNDECIDED)),
        claimed_sqm=Coalesce(Subquery(area), zero),
    )
