"""Mails to the people of a company."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from django.db.models import Q

from ciie.accounts.models import User
from ciie.mail.queue import Letter, queue_letters
from exhibitors.companies.models import Company, CompanyInvitation, Membership
from exhibitors.companies.states import CompanyRole, Verification


def announce_invited(invitation: CompanyInvitation, *, language: str, at: datetime) -> None:
    """The company is named once it is verified: until then anybody can have called it anything."""
    company = invitation.company
    name = company.name if company.verification == Verification.VERIFIED else ""
    queue_letters(
        [
            Letter(
                kind="company_invitation",
                to=invitation.email,
                language=language,
                occasion=f"company-invitation-{invitation.pk}",
                context={"invitation": invitation.pk, "company": name, "role": invitation.role},
            )
        ]
    )


def announce_verified(company: Company, *, at: datetime) -> None:
    write_to_company("company_verified", company, owners_of(company), at=at)


def announce_verification_refused(company: Company, *, at: datetime) -> None:
    write_to_company("company_refused", company, owners_of(company), at=at, reason=company.verification_reason)


def owners_of(company: Company) -> list[User]:
    owns = User.objects.filter(memberships__company=company, memberships__role=CompanyRole.OWNER, is_active=True)
    return list(owns.distinct())


def write_to_company(
    kind: str, company: Company, people: Iterable[User], *, at: datetime, once: str = "", **particulars: object
) -> None:
    """One mail to each. `once` tells mails of one kind and one moment apart."""
    context = {"company_id": company.pk, "company": company.name, **particulars}
    occasion = f"company-{company.pk}-{kind}-{at:%Y%m%d%H%M%S}{once}"
    letters = [
        Letter(kind, who.email, who.language, occasion, {**context, "person": who.name})
        for who in sorted(people, key=attrgetter("pk"))
    ]
    queue_letters(letters)


def owners_and_colleague(company_id: int | None, colleague_id: int | None) -> list[User]:
    """People who have left the company get no mail about it."""
    members = Membership.objects.filter(company=company_id).filter(Q(role=CompanyRole.OWNER) | Q(user=colleague_id))
    return list(User.objects.filter(pk__in=members.values("user"), is_active=True))
