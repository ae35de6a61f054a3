import pytest
from django.test import Client
from pytest_django import Settings

from ciie.accounts.operations import issue_token
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_program_gets_no_session_and_nothing_that_runs() -> None:
    token = issue_token(UserFactory().pk, actor=SYSTEM, at=now())
    answer = Client().get("/api/v1/companies", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert "X-Request-ID" in answer.headers


@pytest.mark.parametrize(("wanted", "language"), [({}, "en"), ({"Accept-Language": "zh-CN,zh;q=0.9"}, "zh-hans")])
def test_refusal_is_stated_in_the_requested_language(wanted: dict[str, str], language: str) -> None:
    answer = Client().get("/api/v1/companies", headers=wanted)
    assert answer.status_code == 401
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing", "/api/v9/companies"])
def test_unknown_address_is_a_problem_document(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_host_that_is_not_ours_is_refused() -> None:
    assert Client().get("/api/v1/companies", headers={"Host": "evil.example"}).status_code == 400


def test_plain_http_is_refused_and_led_nowhere(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_REDIRECT_EXEMPT = True, [r"^api/"]
    token = issue_token(UserFactory().pk, actor=SYSTEM, at=now())
    answer = Client().get("/api/v1/companies", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "https_required")
    assert Client().get("/venue/").status_code == 301
    assert (
        Client().get("/api/v1/companies", headers={"Authorization": f"Bearer {token}"}, secure=True).status_code == 200
    )
