"""The page that all lists share: which part of it is sent, and what takes the place of rows that are not there."""

from types import SimpleNamespace
from typing import Any

import django_tables2 as tables
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from ciie.accounts.models import User
from ciie.web.downloads import export_links
from ciie.web.lists import ROWS_PER_PAGE, list_page, page_of

NO_MATCH = "Widen the filters"
FILTER_BAR = 'class="filter-bar"'
pytestmark = pytest.mark.django_db


class NumberTable(tables.Table):
    number = tables.Column()

    class Meta:
        order_by_field = "sort"


def listed(rf: RequestFactory, count: int, query: str = "", *, htmx: bool = False, **context: Any) -> str:
    request = rf.get(f"/numbers/{query}")
    request.user = AnonymousUser()
    vars(request)["htmx"] = htmx
    table = NumberTable([{"number": number} for number in range(count)])
    return answer(list_page(request, "layout/list.html", table, filter={"form": SimpleNamespace()}, **context))


def answer(response: HttpResponse) -> str:
    return response.content.decode()


def test_page_has_the_filters_and_one_page_of_rows_in_the_order_asked_for(rf: RequestFactory) -> None:
    html = listed(rf, ROWS_PER_PAGE + 1, "?sort=-number")
    assert "<html" in html
    assert FILTER_BAR in html
    assert f">{ROWS_PER_PAGE}</td>" in html
    assert ">0</td>" not in html


@pytest.mark.parametrize("asked", ["1", "0", "-1", "100000", "x"])
def test_page_is_of_its_size_whatever_the_address_asks(rf: RequestFactory, asked: str) -> None:
    html = listed(rf, ROWS_PER_PAGE + 1, f"?per_page={asked}")
    assert html.count("</td>") == ROWS_PER_PAGE


def test_htmx_gets_the_rows_alone(rf: RequestFactory) -> None:
    html = listed(rf, 1, htmx=True)
    assert html.strip().startswith('<div id="rows">')
    assert ">0</td>" in html
    assert FILTER_BAR not in html


def test_empty_list_says_that_nothing_matches_only_if_something_was_asked(rf: RequestFactory) -> None:
    assert NO_MATCH in listed(rf, 0, "?search=x")
    assert NO_MATCH not in listed(rf, 0)


def test_where_there_is_anything_an_empty_list_is_one_that_matches_nothing(rf: RequestFactory) -> None:
    assert NO_MATCH in listed(rf, 0, has_any=True)
    nothing = listed(rf, 0, "?search=x", has_any=False)
    assert NO_MATCH not in nothing
    assert FILTER_BAR not in nothing


def test_page_without_a_table_lists_a_page_or_a_sequence(rf: RequestFactory) -> None:
    request = rf.get("/numbers/?search=x")
    request.user = AnonymousUser()
    assert NO_MATCH in answer(list_page(request, "layout/list.html", [], filter={"form": SimpleNamespace()}))
    page: Page[object] = Paginator(list[object](), 1).get_page(1)
    assert NO_MATCH in answer(list_page(request, "layout/list.html", page, filter={"form": SimpleNamespace()}))


def test_links_to_files_keep_what_was_asked_but_for_the_page(rf: RequestFactory) -> None:
    links = export_links(rf.get("/?search=x&page=2").GET, "organizer:bookings_export", edition=7)
    assert [url for _label, url in links] == [
        "/organizer/bookings/export/csv/?search=x&edition=7",
        "/organizer/bookings/export/xlsx/?search=x&edition=7",
    ]


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create_user(f"p{number}@example.org", None) for number in range(5)]


@pytest.mark.parametrize(("asked", "given"), [("2", 2), ("99", 3), ("x", 1), ("-1", 3), ("", 1)])
def test_page_of_gives_the_nearest_page(rf: RequestFactory, people: list[User], asked: str, given: int) -> None:
    page = page_of(rf.get("/", {"page": asked}), User.objects.order_by("pk"), size=2)
    assert page.number == given


def test_page_of_asks_twice_however_many_rows(
    rf: RequestFactory, people: list[User], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert list(page_of(rf.get("/"), User.objects.order_by("pk"), size=3)) == people[:3]
