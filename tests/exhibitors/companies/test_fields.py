"""A field of a company is declared once; each place that forgets it is named."""

import pytest

from exhibitors.companies.admin import CompanyAdmin, CompanyResource
from exhibitors.companies.fields import COMPANY_FIELDS, FIELD_NAMES
from exhibitors.companies.forms import CompanyForm
from exhibitors.companies.models import Company
from exhibitors.office.company_records.queries import HISTORY_FIELDS, listed_companies
from exhibitors.office.company_records.tables import company_rows
from exhibitors.office.imports.company_lists import LIST_COLUMNS
from exhibitors.office.imports.operations import COMPANY_FIELDS as IMPORTED_FIELDS
from exhibitors.office.imports.queries.comparison import CompanyImportChoices, preview_companies
from tests.clients import signed_in
from tests.exhibitors.imports.company_lists.lists import company_list
from tests.factories import CompanyFactory, EditionFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

CHANGED_ELSEWHERE = {"is_on_public_plans"}  # by an operation and a button of its own
SAYS = {
    "name": "Quince Works",
    "country": "FR",
    "website": "https://quince.example",
    "contact_email": "hello@quince.example",
}


def said(name: str) -> str:
    """What a company says in a field: nothing that stands on a page anyway."""
    return SAYS.get(name, f"its {name}")


def shown(name: str) -> str:
    return "France" if name == "country" else said(name)


def places() -> dict[str, set[str]]:
    """The fields that each place has; one that is declared not to be in a place counts as being there."""
    edition = EditionFactory()
    company = CompanyFactory(**{name: said(name) for name in FIELD_NAMES})
    staff = organizer()
    row = next(company_rows(listed_companies(staff, edition)))
    desk = signed_in(owner_of(company)).get(f"/desk/companies/{company.pk}/").text
    page = signed_in(staff).get(f"/organizer/companies/{company.pk}/").text
    fields = {field.name: field for field in COMPANY_FIELDS}
    headings = {name: field.headings[0] for name, field in fields.items() if field.headings}
    listed = company_list({headings[name]: said(name) for name in headings} | {headings["name"]: "New Quince"})
    (outcome,) = preview_companies(edition.pk, listed, CompanyImportChoices()).outcomes
    columns = {column.name for column in LIST_COLUMNS}
    return {
        "the declaration": {*FIELD_NAMES},
        "the form": {*CompanyForm().fields},
        "the admin": {*CompanyAdmin.fields},
        "the admin's export": {*CompanyResource.Meta.fields},
        "the history": {*HISTORY_FIELDS},
        "the file of companies": {n for n, f in fields.items() if shown(n) in row or not f.is_exported},
        "the columns of lists": {n for n, f in fields.items() if (f.column or n) in columns or not f.headings},
        "the comparison with a list": {*outcome.fields, "name"} | (fields.keys() - headings.keys()),
        "what an import writes": {*IMPORTED_FIELDS},
        "the exhibitor's page": {name for name in FIELD_NAMES if shown(name) in desk},
        "the organizer's page": {name for name in FIELD_NAMES if shown(name) in page},
    }


def forgotten(names: set[str]) -> dict[str, set[str]]:
    return {place: missing for place, there in places().items() if (missing := names - there)}


def written_fields() -> set[str]:
    return {
        field.name for field in Company._meta.fields if field.editable and not field.primary_key
    } - CHANGED_ELSEWHERE


def test_every_field_that_people_write_is_everywhere() -> None:
    assert forgotten(written_fields()) == {}


def test_a_field_that_is_nowhere_is_named_at_every_place() -> None:
    """Control: a field of the model that nobody has declared."""
    found = forgotten({*written_fields(), "motto"})
    assert (found.keys(), list(found.values())) == (places().keys(), [{"motto"}] * len(found))
