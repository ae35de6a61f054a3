"""The rules for companies and for what belongs to a company."""

from typing import Protocol

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed, permit, predicate
from ciie.kernel.statements import rows_of
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole
from pavilions.floor.staff.rules import is_admin, is_director, is_organizer, is_reviewer


class OfCompany(Protocol):
    """A row that belongs to one company: a booking, a deal, an exhibit."""

    @property
    def company_id(self) -> int | None: ...


type Subject = Company | OfCompany | None


def _role_in(actor: Visitor, subject: Subject) -> str | None:
    if subject is None or not isinstance(actor, User):
        return None
    company_id = subject.pk if isinstance(subject, Company) else subject.company_id
    if company_id is None:
        return None
    noted: dict[int, str | None] = vars(actor).get(NOTED_ROLES, {})
    return noted[company_id] if company_id in noted else _roles_of(actor).get(company_id)


def note_role(actor: User, company_id: int, role: str | None) -> None:
    """Keep a role that has just been read, so that the rules need no statement for it."""
    vars(actor).setdefault(NOTED_ROLES, {})[company_id] = role


def _roles_of(actor: User) -> dict[int, str]:
    """Return the actor's role by company. It is read once per user object, since nearly every request needs it."""
    kept: dict[int, str] | None = vars(actor).get(KEPT_ROLES)
    if kept is None:
        kept = vars(actor)[KEPT_ROLES] = dict(rows_of(ROLES, [actor.pk]))
    return kept


ROLES = "SELECT company_id, role FROM exhibitors_membership WHERE user_id = %s"
KEPT_ROLES = "roles_by_company"
NOTED_ROLES = "noted_roles"


@predicate
def is_member(actor: Visitor, subject: Subject) -> bool:
    return _role_in(actor, subject) is not None


@predicate
def is_editor(actor: Visitor, subject: Subject) -> bool:
    return _role_in(actor, subject) in {CompanyRole.EDITOR, CompanyRole.OWNER}


@predicate
def is_owner(actor: Visitor, subject: Subject) -> bool:
    return _role_in(actor, subject) == CompanyRole.OWNER


@predicate
def is_signer(actor: Visitor, subject: Subject) -> bool:
    """Return whether the actor is an owner, or an editor whom an owner lets sign and accept for the company."""
    role = _role_in(actor, subject)
    if role != CompanyRole.EDITOR or subject is None:
        return role == CompanyRole.OWNER
    company_id = subject.pk if isinstance(subject, Company) else subject.company_id
    return Membership.objects.filter(user=actor.pk, company=company_id, may_sign=True).exists()


def books_for_others(actor: Visitor, company: Company) -> bool:
    """Return whether the actor books on behalf of others.

    Administrators do, and so do directors for companies to which they do not belong.
    """
    return is_admin(actor) or (not is_editor(actor, company) and is_director(actor))


def agrees_to_names_of(actor: Visitor, company: Company) -> bool:
    """Return whether the actor decides on the company's names. Nobody does so for a company to which they belong."""
    return allowed("exhibitors.decide_names", actor, company) and not is_member(actor, company)


@predicate
def is_merged(_actor: Visitor, subject: Subject) -> bool:
    """Return whether the subject is a company that was merged into another one. Its record can no longer be changed."""
    return isinstance(subject, Company) and subject.merged_into_id is not None


permit("exhibitors.see_company", is_admin | is_organizer | is_member)
permit("exhibitors.edit_company", (is_admin | is_editor | is_director) & ~is_merged)
permit("exhibitors.rename_company", (is_admin | is_owner | is_director) & ~is_merged)
permit("exhibitors.decide_names", (is_admin | is_director | is_reviewer) & ~is_merged)
permit("exhibitors.manage_members", (is_admin | is_director | is_owner) & ~is_merged)
permit("exhibitors.give_signing_right", is_owner & ~is_merged)
permit("exhibitors.add_members", is_admin & ~is_merged)
permit("exhibitors.remove_company", is_admin)
permit("exhibitors.verify_companies", is_admin | is_director | is_reviewer)
permit("exhibitors.merge_companies", is_admin | is_director)
permit("exhibitors.end_claims", is_admin | is_director)
permit("exhibitors.book_for", (is_admin | is_editor | is_director) & ~is_merged)
