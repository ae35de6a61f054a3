import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.test import Client
from django.views.defaults import bad_request, server_error

from tests.html_rules import assert_clean


@pytest.mark.django_db
def test_an_unknown_address_leads_back(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert_clean(answer)


def test_an_unreadable_request_is_answered_without_database_or_session() -> None:
    answer = bad_request(HttpRequest(), BadRequest())
    assert answer.status_code == 400
    assert_clean(answer)


def test_our_own_mistake_is_answered_without_database_or_session() -> None:
    answer = server_error(HttpRequest())
    assert answer.status_code == 500
    assert_clean(answer)
