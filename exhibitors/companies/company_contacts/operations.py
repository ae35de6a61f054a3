"""Adding, changing and removing the contacts of a company."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.operations import lock_company

MOST_CONTACTS: Final = 40


@dataclass(frozen=True)
class ContactRecord:
    """The details that are on record about a contact."""

    role: str
    name: str
    email: str = ""
    phone: str = ""
    note: str = ""


@operation("exhibitors.contact.added")
def add_contact(company_id: int, record: ContactRecord, *, actor: Actor, at: datetime) -> CompanyContact:
    """Add a contact to a company. Raise `too_many_contacts` if the company already has `MOST_CONTACTS`."""
    company = lock_company(company_id)
    require("exhibitors.edit_company", actor, company)
    if company.contacts.count() >= MOST_CONTACTS:
        raise DomainError(
            _("A company can have at most %(limit)d contacts. Remove one first.") % {"limit": MOST_CONTACTS},
            code="too_many_contacts",
        )
    contact = CompanyContact(company=company, added_at=at)
    _write(contact, record)
    return contact


@operation("exhibitors.contact.changed")
def change_contact(
    contact_id: int, record: ContactRecord, *, seen: int | None = None, actor: Actor, at: datetime
) -> CompanyContact:
    """Change the details that are on record about a contact."""
    contact = _lock(contact_id, seen=seen, actor=actor)
    _write(contact, record)
    return contact


@operation("exhibitors.contact.removed")
def remove_contact(contact_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a contact; its history remains."""
    _lock(contact_id, seen=seen, actor=actor).delete()


def _lock(contact_id: int, *, seen: int | None, actor: Actor) -> CompanyContact:
    """Lock the company and then its contact. Require that the actor may edit it and has seen its latest revision."""
    company_id = CompanyContact.objects.filter(pk=contact_id).values_list("company_id", flat=True).first()
    company = lock_company(company_id or 0)
    require("exhibitors.edit_company", actor, company)
    contact = lock_one(CompanyContact.objects.all(), contact_id, missing=_("Contact not found."))
    require_seen(contact, seen)
    return contact


def _write(contact: CompanyContact, record: ContactRecord) -> None:
    for field, value in asdict(record).items():
        setattr(contact, field, value.strip())
    require_valid(contact, exclude=["company"])
    if not contact.email and not contact.phone:
        raise Invalid(
            _("Enter an email address or a phone number."), code="company_contact_can_be_reached", field="email"
        )
    contact.save()
