import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from ciie.accounts.models import User
from ciie.web.pagination import page_of

pytestmark = pytest.mark.django_db


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
