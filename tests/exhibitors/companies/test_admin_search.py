"""The admin finds rows field by field, and sorts them by what an index has in order."""

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.http import QueryDict
from django.test import RequestFactory
from unfold.templatetags.unfold_list import result_headers, results

from ciie.accounts.models import User
from ciie.audit import admin_search
from ciie.audit.admin_pages import ReadsLargeTables
from ciie.web.paging import BoundedPaginator, NarrowedPaginator
from exhibitors.bookings.models import Booking
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole
from exhibitors.promotion.catalogue.models import Exhibit
from pavilions.floor.models.edition import Edition
from tests.clients import signed_in
from tests.exhibitors.catalogue.exhibits import shown, shown_by_pavilion
from tests.factories import (
    BookingFactory,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    NationalPavilionFactory,
    UserFactory,
)
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


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are many; a page has one, three of a list are looked at first, and five keys are read at most."""
    monkeypatch.setattr(ReadsLargeTables, "list_per_page", 1)
    monkeypatch.setattr(admin_search, "FEW", 2)
    monkeypatch.setattr(admin_search, "FIRST", 3)
    monkeypatch.setattr(admin_search, "MOST_COUNTED", 5)


def listed(model: type[Model], **asked: str) -> tuple[list[Any], int, bool]:
    """The rows of the first page, how many are counted, and whether there are more."""
    page = admin.site._registry[model]
    request = RequestFactory().get("/", asked)
    request.user = UserFactory(is_superuser=True)
    found = page.get_changelist_instance(request)
    return list(found.result_list), found.result_count, found.paginator.has_more


def paginator_of(model: type[Model], **asked: str) -> object:
    request = RequestFactory().get("/", asked)
    request.user = UserFactory(is_superuser=True)
    return admin.site._registry[model].get_changelist_instance(request).paginator


def bookings(*names: str, edition: Edition | None = None) -> list[Booking]:
    """One of each company, as the list has them: newest first."""
    edition = edition or EditionFactory()
    rows: list[Any] = [BookingFactory(company=CompanyFactory(name=name), edition=edition) for name in names]
    return rows[::-1]


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize(
    ("names", "tested"),
    [
        (["Rice", "Alpine", "Alpine 2"], False),
        (["Alpine", "Rice", "Alpine 2", "Alpine 3"], True),
        (["Alpine", "Alpine 2", "Alpine 3", "Rice", "Rice 2", "Rice 3"], False),
        (["Alpine", "Alpine 2", "Alpine 3", "Alpine 4", "Alpine 5", "Alpine 6", "Rice", "Rice 2", "Rice 3"], True),
    ],
    ids=["few", "many of the first", "some, and none of the first", "more than keys are read"],
)
def test_words_of_many_rows_find_the_same_as_others(names: list[str], *, tested: bool) -> None:
    """By their keys, or with each row tested: the page has the newest, an export all of them."""
    rows = bookings(*names)
    alpine = [each for each in rows if "Alpine" in each.company.name]
    assert listed(Booking, q="alpine") == (alpine[:1], 2 if tested else len(alpine), tested)
    page = admin.site._registry[Booking]
    request = RequestFactory().get("/")
    found, _may = page.get_search_results(request, Booking.objects.order_by("-pk"), "alpine")
    assert list(found) == alpine
    assert ("SELECT" in str(found.query).partition("WHERE")[2]) == tested


@pytest.mark.usefixtures("few_are_many")
def test_word_of_many_rows_within_an_edition_and_beside_another_word() -> None:
    edition = EditionFactory()
    bookings("Alpine North", "Alpine South", "Alpine East")
    rows = bookings("Alpine North", "Rice", "Alpine South", "Alpine East", edition=edition)
    asked = {"edition__id__exact": str(edition.pk), "q": "alpine"}
    assert listed(Booking, **asked) == ([rows[0]], 2, True)
    assert listed(Booking, **asked | {"q": "alpine north"}) == ([rows[3]], 1, False)
    assert listed(Booking, **asked | {"q": "north alpine"}) == ([rows[3]], 1, False)


def test_list_of_an_edition_is_paged_by_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReadsLargeTables, "list_per_page", 1)
    edition = EditionFactory()
    bookings("North", "South")
    rows = bookings("East", "West", edition=edition)
    bookings("North", "South")
    asked = {"edition__id__exact": str(edition.pk)}
    assert [listed(Booking, **asked, p=page) for page in "12"] == [([row], 2, False) for row in rows]
    assert isinstance(paginator_of(Booking, **asked), NarrowedPaginator)
    assert [type(paginator_of(Booking, **each)) for each in ({}, {"q": "east"})] == [BoundedPaginator] * 2


@pytest.mark.usefixtures("few_are_many")
def test_rows_without_a_company_are_tested_too() -> None:
    """An exhibit is a company's or a pavilion's."""
    pavilion = NationalPavilionFactory(country="", organization="Alpine Guild")
    own = [shown_by_pavilion(pavilion, name="Comté") for _number in range(3)]
    shown(edition=pavilion.edition, name="Comté")
    assert listed(Exhibit, q="alpine") == ([own[2]], 2, True)


@pytest.mark.usefixtures("few_are_many")
def test_list_of_which_more_are_not_counted_says_so() -> None:
    bookings("Alpine", "Alpine 2", "Alpine 3")
    page = signed_in(UserFactory(is_staff=True, is_superuser=True)).get("/admin/exhibitors/booking/?q=alpine")
    assert page.text.count("the first 2 bookings") == 2
    assert "2 results" not in page.text
    assert "Select all 2" not in page.text


def test_countries_of_a_list_are_named() -> None:
    CompanyFactory(name="Alpine", country="CH")
    page = admin.site._registry[Company]
    request = RequestFactory().get("/")
    request.user = UserFactory(is_superuser=True)
    found = page.get_changelist_instance(request)
    (cells,) = results(found)
    assert ["Switzerland" in each for each in cells].count(True) == 1
    assert any("country" in str(each["text"]) for each in result_headers(found))
    found.result_list = [Company(name="Unknown")]
    (cells,) = results(found)
    (country,) = (each for each in cells if "field-country" in each)
    assert ">-<" in country


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
