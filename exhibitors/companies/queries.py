"""Companies, the people who act for them, what verifies a company, and the companies that wait to be checked."""

from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.db.models import Count, DecimalField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ciie.accounts.invitations import to_mailbox_of
from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from exhibitors.companies.identifiers import confirmed_number, own_domain, own_domain_of_address, own_domain_of_site
from exhibitors.companies.models import Company, CompanyInvitation, Membership, NameChange
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.states import CompanyRole, NameChangeState, Verification, VerifiedBy
from exhibitors.states import UNDECIDED
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.staff.rules import appointments_of, is_admin

# Steps from each country to the next through the index, where `DISTINCT` would read every company.
EACH_COUNTRY = """
WITH RECURSIVE found AS (
    SELECT min(country) AS country FROM exhibitors_company WHERE country > '' AND merged_into_id IS NULL
    UNION ALL
    SELECT (SELECT min(country) FROM exhibitors_company WHERE country > found.country AND merged_into_id IS NULL)
    FROM found WHERE found.country IS NOT NULL
)
"""


def companies_visible_to(viewer: Visitor) -> QuerySet[Company]:
    """Return the companies that `exhibitors.see_company` grants: all to organizers and admins, their own to others."""
    if is_admin(viewer) or appointments_of(viewer):
        return Company.objects.all()
    if not isinstance(viewer, User):
        return Company.objects.none()
    return Company.objects.filter(memberships__user=viewer)


def present_companies() -> QuerySet[Company]:
    """Return all companies except those that were merged into another one."""
    return Company.objects.filter(merged_into=None)


def memberships_of(person: User) -> QuerySet[Membership]:
    """Return the person's memberships with their companies, by company name."""
    return person.memberships.select_related("company").order_by("company__name", "company_id")


def members_of(company_id: int) -> QuerySet[Membership]:
    """Return the memberships of the people who act for a company, by name."""
    members = Membership.objects.filter(company_id=company_id).select_related("user")
    return members.order_by("user__name", "user__email")


def signers_of(company_id: int) -> list[User]:
    """Return the active users who may sign for the company, by name.

    These are its owners, and its editors with the right to sign or with a power of attorney.
    """
    acting = Membership.objects.filter(company=company_id, user__is_active=True)
    mandated = User.objects.filter(mandates__company=company_id, mandates__state="accepted").values("pk")
    has_right = Q(role=CompanyRole.OWNER) | Q(role=CompanyRole.EDITOR, may_sign=True)
    found = acting.filter(has_right | Q(role=CompanyRole.EDITOR, user__in=mandated))
    return list(User.objects.filter(pk__in=found.values("user")).order_by("name", "email"))


def people_of_company(
    company_id: int, roles: Collection[CompanyRole], *, also: Collection[int | None] | QuerySet[User] = ()
) -> list[User]:
    """Return the active users who act for a company in one of the roles, and others, given by their keys.

    This is one statement, which finds both by index: with `OR` between them it would read everybody.
    """
    acting = Membership.objects.filter(company=company_id, role__in=roles).values("user")
    others = also if isinstance(also, QuerySet) else User.objects.filter(pk__in=[key for key in also if key])
    return list(User.objects.filter(pk__in=acting.union(others.values("pk")), is_active=True).order_by("pk"))


def open_invitations(company_id: int, *, at: datetime) -> QuerySet[CompanyInvitation]:
    """Return the invitations by a company that can still be accepted, newest first."""
    return _still_open(at).filter(company_id=company_id).select_related("invited_by").order_by("-invited_at", "-pk")


def invitations_for(person: User, *, at: datetime) -> QuerySet[CompanyInvitation]:
    """Return the invitations that wait for a person's answer, newest first."""
    waiting = to_mailbox_of(_still_open(at), person)
    return waiting.select_related("company", "invited_by").order_by("-invited_at", "-pk")


def _still_open(at: datetime) -> QuerySet[CompanyInvitation]:
    return CompanyInvitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def registered_company(name: str, country: str) -> Company | None:
    """Return the company of this name, in any spelling, and country.

    If lists have brought several, return the first.
    """
    return next(iter(companies_of_name(name, country)), None)


def companies_of_name(name: str, country: str) -> list[Company]:
    """Return the companies of this name, in any spelling, and country, or those into which they were merged.

    `country` is an ISO 3166 alpha-2 code. The company that nothing distinguishes comes first.
    """
    normalized = normalise_company_name(name)
    if not normalized or "\x00" in normalized + country:
        return []
    rows = Company.objects.select_related("merged_into").filter(normalized_name=normalized, country=country)
    return list(dict.fromkeys(company.merged_into or company for company in rows.order_by("distinguished_by", "pk")))


def has_owner(company_id: int) -> bool:
    """Return whether the company has an owner who can sign in."""
    owners = Membership.objects.filter(company_id=company_id, role=CompanyRole.OWNER, user__is_active=True)
    return owners.exists()


def companies_with_owner(company_ids: Iterable[int]) -> list[int]:
    """Return the keys of those of the companies that have an owner who can sign in."""
    owners = Membership.objects.filter(company__in=list(company_ids), role=CompanyRole.OWNER, user__is_active=True)
    return list(owners.values_list("company_id", flat=True).distinct())


type Proof = tuple[VerifiedBy, str]


def proofs_of(company: Company) -> list[Proof]:
    """Return what verifies the company and no other one, best first.

    A domain of the company does so if an owner has confirmed an address there. A registration number does so if the
    country's rules confirm it and all editions open for booking accept such numbers.
    """
    domains = domains_of(company) & {own_domain_of_address(address) for address in owners_addresses(company.pk)}
    proofs = [(VerifiedBy.DOMAIN, domain) for domain in sorted(domains)]
    accepts = set(Edition.objects.open_for_booking().values_list("accepts_registration_numbers", flat=True))
    number = confirmed_number(company.registration_number, str(company.country))
    if number and accepts == {True}:
        proofs.append((VerifiedBy.REGISTRATION_NUMBER, number))
    others = Company.objects.exclude(pk=company.pk)
    return [(by, proof) for by, proof in proofs if not others.filter(verified_by=by, verification_proof=proof).exists()]


def domains_of(company: Company) -> set[str]:
    """Return the domains that count as the company's own: its website's, and those for which the organizer vouches.

    The contact address does not count, since many companies use a mail service that is on no list.
    """
    return set(filter(None, [own_domain_of_site(company.website), *map(own_domain, company.mail_domains)]))


def namesakes_of(company: Company) -> QuerySet[Company]:
    """Return the companies of the same name, in any spelling, in other countries and regions."""
    same = present_companies().filter(normalized_name=company.normalized_name)
    return same.exclude(country=company.country).exclude(pk=company.pk).order_by("country", "pk")


def waiting_name_change(company_id: int) -> NameChange | None:
    """Return the change of name or country on which the company waits for a decision."""
    return NameChange.objects.filter(company=company_id, state=NameChangeState.WAITING).first()


def name_changes_to_decide() -> QuerySet[NameChange]:
    """Return the changes of name that await a decision, longest waiting first, with their company and person."""
    waiting = NameChange.objects.filter(state=NameChangeState.WAITING, company__merged_into=None)
    return waiting.select_related("company", "proposed_by").order_by("proposed_at", "pk")


def owners_addresses(company_id: int) -> list[str]:
    """Return the addresses that the company's owners have confirmed to be theirs."""
    owners = Membership.objects.filter(company_id=company_id, role=CompanyRole.OWNER, user__is_active=True)
    found = EmailAddress.objects.filter(user__in=owners.values("user"), verified=True).order_by("email")
    return list(found.values_list("email", flat=True))


def companies_to_check() -> QuerySet[Company]:
    """Return the companies that are not verified, longest waiting first."""
    return present_companies().filter(verification=Verification.UNVERIFIED).order_by("created_at", "pk")


def with_what_is_known(companies: QuerySet[Company], edition: Edition | None) -> QuerySet[Company]:
    """Add each company's owners with confirmed addresses, the number of `undecided` bookings, and `claimed_sqm`."""
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
