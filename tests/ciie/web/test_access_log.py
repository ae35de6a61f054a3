"""The access log: one line for each request, with who asked by their key alone and no path, which may hold secrets."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import structlog
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from structlog.testing import capture_logs

from ciie.accounts.operations import issue_token
from ciie.accounts.sessions import SessionStore
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.web import monitoring
from ciie.web.monitoring import person_key
from tests.clients import signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

Lines = list[MutableMapping[str, Any]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    monkeypatch.setattr(monitoring, "access_log", structlog.get_logger("new"))
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as kept:
        yield kept


def test_a_page_leaves_a_line_with_request_person_duration_and_status(lines: Lines) -> None:
    person = UserFactory(email="ana@example.org")
    page = signed_in(person).get("/accounts/profile/?next=/secret/")
    (line,) = lines
    assert isinstance(line.pop("ms"), int)
    assert line == {
        "log_level": "info",
        "event": "request",
        "request_id": page.headers["X-Request-ID"],
        "method": "GET",
        "route": "accounts/profile/",
        "status": 200,
        "bytes": len(page.content),
        "person": str(person.pk),
    }


def test_a_program_is_known_by_the_key_of_its_tokens_holder(lines: Lines) -> None:
    person = UserFactory()
    token = issue_token(person.pk, actor=SYSTEM, at=now())
    Client().get("/api/v1/companies", headers={"Authorization": f"Bearer {token}"})
    assert [(line["route"], line["person"]) for line in lines] == [("api/v1/companies", str(person.pk))]
    assert token not in str(lines)


def test_a_visitor_has_no_key_and_no_path(lines: Lines) -> None:
    Client().get("/accounts/password/reset/key/1-set-password/")
    Client().get("/ana@example.org/")
    assert [(line["route"], line["person"]) for line in lines] == [
        ("accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", None),
        ("none", None),
    ]
    assert "ana@example.org" not in str(lines)
    assert "set-password" not in str(lines)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/static/img/mark.svg"])
def test_what_watches_and_what_pages_are_made_of_leaves_no_line(lines: Lines, path: str) -> None:
    Client().get(path)
    assert [line for line in lines if line["event"] == "request"] == []


def test_a_session_that_the_request_did_not_need_is_not_read(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = UserFactory()
    request = rf.get("/")
    request.session = SessionStore(signed_in(person).session.session_key)
    with django_assert_num_queries(0):
        assert person_key(request) is None
    assert "any" not in request.session
    assert person_key(request) == str(person.pk)
