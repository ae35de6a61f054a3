"""Companies read and written past the ORM."""

import pytest

from ciie.kernel.statements import columns_of, insert, row_from, row_of
from exhibitors.companies.models import Company
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db


def test_row_from_gives_what_the_orm_gives() -> None:
    company = CompanyFactory()
    statement = f"SELECT {columns_of(Company, 'kept')} FROM exhibitors_company AS kept WHERE id = %s"
    ours, theirs = row_from(Company, row_of(statement, [company.pk]) or ()), Company.objects.get(pk=company.pk)
    names = [field.attname for field in Company._meta.concrete_fields]
    assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]


def test_inserted_values_are_those_that_the_orm_would_write() -> None:
    """Choices, decimals, JSON, blank countries and None pass by the fields or around them; the rows are alike."""
    ours, theirs = (Company(name="Ours", normalized_name="ours", country="FR"), CompanyFactory(country="FR"))
    insert([ours])
    read = Company.objects.get(pk=ours.pk)
    assert (read.name, read.country, read.city, read.is_sample) == ("Ours", theirs.country, "", False)
