"""The admin finds rows field by field, and sorts them by what an index has in order."""

import pytest
from django.contrib import admin
from django.http import QueryDict
from django.test import RequestFactory

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.catalogue.models import Exhibit
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole
from exhibitors.totals.models import SpaceMovement
from tests.factories import CompanyFactory, EditionFactory, MembershipFactory, UserFactory
from tests.rows_read import rows_read

pytestmark = pytest.mark.django_db


def found(model: type[Company | Membership | Booking], words: str) -> set[object]:
    page = admin.site._registry[model]
    rows, may_have_duplicates = page.get_search_results(RequestFactory().get("/"), model._default_manager.all(), words)
    assert not may_have_duplicates
    return set(rows)


def test_each_word_is_in_one_of_the_fields() -> None:
    one = CompanyFactory(name="Alpine Cheese", registration_number="CHE-77")
    CompanyFactory(name="Alpine Watches", registration_number="CHE-78")
    assert found(Company, "alpine che-77") == {one}
    assert found(Company, '"Alpine Cheese"') == {one}
    assert found(Company, "alpine nothing") == set()


def test_the_table_is_not_read_again_for_what_was_found() -> None:
    one = CompanyFactory(name="Alpine Cheese")
    CompanyFactory.create_batch(5)
    page = admin.site._registry[Company]
    rows, _may = page.get_search_results(RequestFactory().get("/"), Company.objects.all(), "alpine")
    with rows_read("nestloop") as read:
        assert set(rows) == {one}
    assert read["exhibitors_company"] == 1


def test_choices_without_an_index_are_offered_within_an_edition() -> None:
    page = admin.site._registry[SpaceMovement]
    first, _second = EditionFactory(), EditionFactory()
    request = RequestFactory().get("/", {"state__exact": "draft"})
    request.user = UserFactory(is_superuser=True)

    def offered() -> list[str]:
        return [str(each.title) for each in page.get_changelist_instance(request).filter_specs]

    assert "state" not in offered()
    request.GET = QueryDict(f"state__exact=draft&allotment__edition__id__exact={first.pk}")
    assert "state" in offered()
    assert 'state" = ' in str(page.get_changelist_instance(request).queryset.query)


def test_fields_of_other_tables_are_searched() -> None:
    membership = MembershipFactory(user=UserFactory(email="mei@example.org"), company=CompanyFactory(name="Jade"))
    MembershipFactory()
    assert found(Membership, "mei@") == found(Membership, "jade") == {membership}


@pytest.mark.parametrize(("model", "columns"), [(Company, {"name"}), (Exhibit, set())])
def test_columns_that_are_sorted_by(model: type[Company | Exhibit], columns: set[str]) -> None:
    """Foreign keys and choices have an index, but one that is not in the order of what is shown."""
    page = admin.site._registry[model]
    assert set(page.get_sortable_by(RequestFactory().get("/"))) == columns


def test_word_that_is_no_key_finds_no_key() -> None:
    assert found(Booking, "no-number") == set()


def test_people_of_a_company_are_those_in_the_roles_and_others_who_can_sign_in() -> None:
    company = CompanyFactory()
    owner: User = MembershipFactory(company=company, role=CompanyRole.OWNER).user
    MembershipFactory(company=company, role=CompanyRole.VIEWER)
    MembershipFactory(company=company, role=CompanyRole.OWNER, user=UserFactory(is_active=False))
    other: User = UserFactory()
    assert people_of_company(company.pk, [CompanyRole.OWNER], also=[other.pk, owner.pk, None]) == [owner, other]
    assert people_of_company(company.pk, [CompanyRole.OWNER]) == [owner]
    assert people_of_company(company.pk, [CompanyRole.OWNER], also=User.objects.filter(pk=other.pk)) == [owner, other]
