"""The parts that lists are made of, with the libraries that feed them."""

import django_filters
import django_tables2
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from ciie.accounts.models import User
from ciie.web.lists import page_of
from tests.html_rules import inline_offences

pytestmark = pytest.mark.django_db


class PersonTable(django_tables2.Table):
    class Meta:
        model = User
        fields = ("email", "name")
        order_by = "-email"


class PersonFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Search")

    class Meta:
        model = User
        fields = ("search", "language")


@pytest.fixture
def three_people() -> None:
    for name in ("Ana", "Bo", "Chen"):
        User.objects.create_user(f"{name.lower()}@example.org", None, name=name)


def asked(rf: RequestFactory, query: str = "") -> HttpRequest:
    request = rf.get(f"/people/{query}")
    request.user = AnonymousUser()
    return request


def test_table_sorts_by_links_and_says_how_it_is_sorted(rf: RequestFactory, three_people: None) -> None:
    request = asked(rf, "?search=a")
    table = PersonTable(User.objects.all())
    html = table.as_html(request)
    assert 'aria-sort="descending"' in html
    assert 'href="?search=a&amp;sort=name"' in html
    assert '<td data-label="Name" >Chen</td>' in html
    assert inline_offences(html) == []


def test_pagination_keeps_the_other_parameters(rf: RequestFactory, three_people: None) -> None:
    request = asked(rf, "?search=a&page=2")
    page = page_of(request, User.objects.order_by("pk"), size=1)
    html = render_to_string("parts/pagination.html", {"page": page}, request)
    assert "2–2 of 3" in html
    assert 'href="?search=a&amp;page=3" rel="next"' in html
    assert '<span aria-current="page">2</span>' in html


def test_filter_bar_keeps_what_was_asked_and_offers_to_clear_it(rf: RequestFactory, three_people: None) -> None:
    request = asked(rf, "?search=an&language=xx")
    people = PersonFilter(request.GET, User.objects.all(), request=request)
    html = render_to_string("parts/filter_bar.html", {"filter": people, "target": "#rows"}, request)
    assert 'value="an"' in html
    assert "Select a valid choice" in html
    assert 'href="/people/">Clear</a>' in html
    assert inline_offences(html) == []


def test_filter_bar_without_script_is_a_plain_form(rf: RequestFactory) -> None:
    html = render_to_string("parts/filter_bar.html", {"filter": PersonFilter({}, User.objects.all())}, asked(rf))
    assert 'method="get"' in html
    assert "hx-get" not in html
    assert "Clear" not in html


def test_question_posts_to_its_address_and_can_be_refused(rf: RequestFactory) -> None:
    words = {"id": "withdraw", "label": "Withdraw", "question": "Withdraw it?", "action": "/w/", "confirm": "Withdraw"}
    html = render_to_string("parts/confirm.html", words, asked(rf))
    assert '<form action="/w/" method="post">' in html
    assert 'popovertargetaction="hide" autofocus>Go back</button>' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert inline_offences(html) == []
