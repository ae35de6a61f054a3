"""Mails to the people of a company."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from django.db.models import Q
from django.utils.translation import override

from ciie.accounts.models import User
from ciie.kernel.country_names import country_name
from ciie.mail.queue import Letter, queue_letters
from exhibitors.companies.models import Company, CompanyInvitation, Membership, NameChange
from exhibitors.companies.queries import namesakes_of
from exhibitors.companies.states import CompanyRole, NameChangeState
from pavilions.floor.staff.queries import staff_allowed


def announce_invited(invitation: CompanyInvitation, *, language: str, at: datetime) -> None:
    """Mail an invitation. It names the company only if the name has been checked, since anybody may have chosen it."""
    company = invitation.company
    name = company.name if company.is_name_checked else ""
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


def announce_name_proposed(change: NameChange) -> None:
    """Write to every member of the team who may decide on the change."""
    queue_letters(
        Letter(
            kind="name_change_proposed",
            to=organizer.email,
            language=organizer.language,
            occasion=f"name-change-{change.pk}-proposed",
            context={
                "person": organizer.name,
                "company_id": change.company_id,
                **_names(change),
                **_countries(change, organizer.language),
            },
        )
        for organizer in staff_allowed("exhibitors.decide_names")
    )


def announce_name_decided(change: NameChange) -> None:
    """Write to the company's owners, with the reason if the change was declined."""
    queue_letters(
        Letter(
            kind="name_change_decided",
            to=owner.email,
            language=owner.language,
            occasion=f"name-change-{change.pk}-decided",
            context={
                "person": owner.name,
                "company_id": change.company_id,
                "is_accepted": change.state == NameChangeState.ACCEPTED,
                "reason": change.reason,
                **_names(change),
            },
        )
        for owner in owners_of(change.company)
    )


def announce_namesake(company: Company) -> None:
    """Write to the owners of each company of this name elsewhere.

    All that they learn about the new one is its country.
    """
    for other in namesakes_of(company):
        occasion = f"company-{other.pk}-namesake-{company.pk}-{company.country}"
        context = {"company_id": other.pk, "company": other.name}
        queue_letters(
            Letter(
                "name_taken_elsewhere",
                owner.email,
                owner.language,
                occasion,
                {**context, "person": owner.name, "country": _country_in(owner.language, company)},
            )
            for owner in owners_of(other)
        )


def _country_in(language: str, company: Company) -> str:
    with override(language):
        return country_name(str(company.country))


def _names(change: NameChange) -> dict[str, str]:
    return {"company": change.name_before, "new_name": change.name}


def _countries(change: NameChange, language: str) -> dict[str, str]:
    with override(language):
        return {"country": country_name(change.country_before.code), "new_country": country_name(change.country.code)}


def owners_of(company: Company) -> list[User]:
    owns = User.objects.filter(memberships__company=company, memberships__role=CompanyRole.OWNER, is_active=True)
    return list(owns.distinct())


def write_to_company(
    kind: str, company: Company, people: Iterable[User], *, at: datetime, once: str = "", **particulars: object
) -> None:
    """Send one mail to each person. `once` distinguishes mails of one kind that are sent at the same moment."""
    context = {"company_id": company.pk, "company": company.name, **particulars}
    occasion = f"company-{company.pk}-{kind}-{at:%Y%m%d%H%M%S}{once}"
    letters = [
        Letter(kind, who.email, who.language, occasion, {**context, "person": who.name})
        for who in sorted(people, key=attrgetter("pk"))
    ]
    queue_letters(letters)


def owners_and_colleague(company_id: int | None, colleague_id: int | None) -> list[User]:
    """Return the owners of a company and this colleague. People who have left the company get no mail about it."""
    members = Membership.objects.filter(company=company_id).filter(Q(role=CompanyRole.OWNER) | Q(user=colleague_id))
    return list(User.objects.filter(pk__in=members.values("user"), is_active=True))
