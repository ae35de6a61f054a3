"""The contacts of companies."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from ciie.kernel.actors import Visitor
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_contacts.states import ContactRole
from exhibitors.companies.queries import companies_visible_to

BY_ROLE = Case(
    *(When(role=role, then=Value(position)) for position, role in enumerate(ContactRole)), output_field=IntegerField()
)


def contacts_of(company_id: int) -> QuerySet[CompanyContact]:
    """Return the contacts of a company, ordered by what they are responsible for, then by name."""
    return CompanyContact.objects.filter(company=company_id).order_by(BY_ROLE, "name", "pk")


def contacts_visible_to(viewer: Visitor) -> QuerySet[CompanyContact]:
    """Return the contacts of the companies that the viewer may see."""
    return CompanyContact.objects.filter(company__in=companies_visible_to(viewer)).select_related("company")
