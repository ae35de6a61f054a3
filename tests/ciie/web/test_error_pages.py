import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.test import Client
from django.views.defaults import bad_request, server_error

from ciie.accounts.models import User
from tests.html_rules import assert_clean

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.mark.django_db
def test_an_unknown_address_leads_back(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert_clean(answer)


@pytest.mark.django_db
@pytest.mark.urls("tests.ciie.web.pages")
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_forbidden_page_says_who_one_is(client: Client, signed_in: bool) -> None:
    if signed_in:
        client.force_login(User.objects.create_user("ana@example.org", None, name="Ana Torres"), BACKEND)
    answer = client.get("/forbidden/")
    assert answer.status_code == 403
    assert_clean(answer)
    assert ("You are signed in as Ana Torres" in answer.text) is signed_in


def test_an_unreadable_request_is_answered_without_database_or_session() -> None:
    answer = bad_request(HttpRequest(), BadRequest())
    assert answer.status_code == 400
    assert_clean(answer)


def test_our_own_mistake_is_answered_without_database_or_session() -> None:
    answer = server_error(HttpRequest())
    assert answer.status_code == 500
    assert_clean(answer)
