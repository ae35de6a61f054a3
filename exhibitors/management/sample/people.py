"""Who can sign in to the sample, and a contact for every company."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from ciie.accounts.models import User
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.venue import Sector
from pavilions.staff.models import Appointment
from pavilions.states import OrganizerRole

PASSWORD = "ciie-sample"  # noqa: S105  (printed for everybody: the sample holds nothing real)
EXHIBITOR = "exhibitor@example.org"
LOGINS = {
    EXHIBITOR: "Camille Verdier",
    "organizer@example.org": "Lin Wanqing",
    "reviewer@example.org": "Zhou Yifan",
    "pavilion@example.org": "Hélène Marchetti",
    "finance@example.org": "Gao Minjie",
    "admin@example.org": "Administrator",
}
CONTACT_NAMES = ("Alex Morgan", "Kim Andersen", "Robin Laurent", "Sasha Ivers", "Dana Kessler", "Noor Haddad")


@dataclass(frozen=True)
class Logins:
    """The people with a password, by their role."""

    exhibitor: User
    organizer: User
    reviewer: User
    pavilion: User
    finance: User
    admin: User


def create_logins(reviewers_sector: Sector, *, can_sign_in: bool) -> Logins:
    """The sample logins of the README, with verified addresses and their appointments.

    Where they cannot sign in they have no password, and the administrator no powers.
    """
    password = make_password(PASSWORD if can_sign_in else None)
    logins = Logins(**{email.partition("@")[0]: _sign_up(email, name, password) for email, name in LOGINS.items()})
    User.objects.filter(pk=logins.admin.pk).update(is_staff=can_sign_in, is_superuser=can_sign_in)
    for role in (OrganizerRole.DIRECTOR, OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER):
        Appointment.objects.create(user=logins.organizer, role=role)
    Appointment.objects.create(user=logins.finance, role=OrganizerRole.FINANCE)
    Appointment.objects.create(user=logins.reviewer, role=OrganizerRole.REVIEWER).sectors.set([reviewers_sector])
    return logins


def _sign_up(email: str, name: str, password: str) -> User:
    user: User = User.objects.create(email=email, password=password, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def create_contacts(companies: Iterable[Company]) -> dict[int, User]:
    """An owner for each company, who cannot sign in; by the company's key."""
    owned = list(companies)
    locked = make_password(None)
    people = User.objects.bulk_create(
        User(email=company.contact_email, name=CONTACT_NAMES[number % len(CONTACT_NAMES)], password=locked)
        for number, company in enumerate(owned)
    )
    Membership.objects.bulk_create(
        Membership(company=company, user=user, role=CompanyRole.OWNER)
        for company, user in zip(owned, people, strict=True)
    )
    return {company.pk: user for company, user in zip(owned, people, strict=True)}
