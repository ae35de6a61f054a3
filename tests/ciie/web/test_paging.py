"""Long lists are counted up to a bound."""

import pytest
from django.core.paginator import EmptyPage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciie.web import paging
from ciie.web.paging import BoundedPaginator, NarrowedPaginator
from pavilions.floor.models.venue import Sector

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)


@pytest.mark.parametrize(("rows", "counted", "has_more"), [(2, 2, False), (3, 3, False), (4, 3, True), (9, 3, True)])
def test_rows_are_counted_up_to_the_bound(rows: int, counted: int, has_more: bool) -> None:
    Sector.objects.bulk_create(Sector(code=f"s{number}", name=f"Sector {number}") for number in range(rows))
    paginator = BoundedPaginator(Sector.objects.order_by("name"), 2)
    with CaptureQueriesContext(connection) as statements:
        assert (paginator.count, paginator.has_more) == (counted, has_more)
    assert len(statements) == 1
    assert "LIMIT 4" in statements[0]["sql"]


def test_pages_end_at_the_bound() -> None:
    Sector.objects.bulk_create(Sector(code=f"s{number}", name=f"Sector {number}") for number in range(9))
    paginator = BoundedPaginator(Sector.objects.order_by("code"), 2)
    assert [row.code for row in paginator.get_page(99)] == ["s2"]


def test_lists_in_memory_are_paged_too() -> None:
    paginator = BoundedPaginator(["a", "b", "c", "d"], 2)
    assert (paginator.count, paginator.has_more, paginator.num_pages) == (3, True, 2)


@pytest.mark.parametrize(("names", "pages"), [("abc", [["c", "b"], ["a"]]), ("abcd", [["d", "c"], ["b"]])])
def test_part_of_a_table_is_paged_by_keys_where_it_is_counted(names: str, pages: list[list[str]]) -> None:
    """Three rows are counted; of the fourth no page tells."""
    Sector.objects.bulk_create(Sector(code=each, name=each) for each in [*names, "z"])
    paginator = NarrowedPaginator(Sector.objects.exclude(code="z").order_by("-code"), 2)
    with CaptureQueriesContext(connection) as statements:
        assert [[row.code for row in paginator.page(number)] for number in (1, 2)] == pages
    assert len(statements) == 3
    assert ["ARRAY" in each["sql"] for each in statements] == [False, *[len(names) == 3] * 2]


def test_page_beyond_a_part_of_a_table_is_refused() -> None:
    Sector.objects.create(code="a", name="a")
    paginator = NarrowedPaginator(Sector.objects.exclude(code="z").order_by("code"), 2)
    with pytest.raises(EmptyPage):
        paginator.page(2)


def test_what_is_known_to_be_more_is_not_counted() -> None:
    Sector.objects.bulk_create(Sector(code=f"s{number}", name=f"Sector {number}") for number in range(3))
    paginator = BoundedPaginator(Sector.objects.order_by("code"), 2)
    paginator.has_more_than(2)
    with CaptureQueriesContext(connection) as statements:
        assert (paginator.count, paginator.has_more, paginator.num_pages) == (2, True, 1)
    assert len(statements) == 0
