"""Claims of a listed company from an address at its domain."""

from datetime import datetime

from allauth.account.models import EmailAddress
from post_office.models import STATUS, Email, Log

from ciie.accounts.models import User
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import request_ownership
from exhibitors.companies.models import Company, Membership
from tests.factories import NOON, CompanyFactory, UserFactory

WORDS = "I run trade fairs there."
CONTACT = "fairs@acme.co.uk"


def listed_company(**record: object) -> Company:
    """A company that a list brought: verified, with a website and a contact, and without anybody who acts for it."""
    usual = {
        "name": "Acme Ltd",
        "normalized_name": "acme",
        "website": "https://www.acme.co.uk/en",
        "contact_email": CONTACT,
    }
    company: Company = CompanyFactory(**usual | record)
    return company


def person(*addresses: str, verified: bool = True) -> User:
    user: User = UserFactory(email=addresses[0])
    for address in addresses:
        EmailAddress.objects.create(user=user, email=address, verified=verified, primary=address == user.email)
    return user


def claimed(
    company: Company, user: User | None = None, statement: str = "I run trade fairs there."
) -> OwnershipRequest:
    return request_ownership(company.pk, statement=statement, actor=user or person("jo@acme.co.uk"), at=NOON)


def letters(kind: str) -> list[Email]:
    return [letter for letter in Email.objects.order_by("pk") if letter.context["kind"] == kind]


def deliver(*, at: datetime = NOON) -> None:
    """The mail server has taken the letters to listed contacts."""
    for letter in letters("ownership_claimed"):
        Email.objects.filter(pk=letter.pk).update(status=STATUS.sent)
        log = Log.objects.create(email=letter, status=STATUS.sent, message="", exception_type="")
        Log.objects.filter(pk=log.pk).update(date=at)


def role_of(user: User, company: Company) -> str | None:
    return Membership.objects.filter(user=user, company=company).values_list("role", flat=True).first()
