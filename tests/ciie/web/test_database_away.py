"""What is answered while the database is away: 503, a sentence and when to try again, on pages and to programs."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.test import Client

from ciie.accounts.models import User
from ciie.kernel.troubles import is_trouble
from tests.api_client import Program
from tests.clients import signed_in
from tests.factories import organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client() -> Client:
    client = signed_in(organizer())
    client.raise_request_exception = False
    return client


@pytest.fixture
def token() -> str:
    return Program.of(User.objects.create_user("ana@example.org", None, name="Ana Torres")).token


@pytest.fixture
def away(client: Client, token: str) -> Iterator[str]:
    """Connections are lost and cannot be made anew. Yields where the database was."""
    where = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    yield where
    connection.close()
    connection.settings_dict["HOST"] = where


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize(("language", "word"), [("en", "briefly out of service"), ("zh-hans", "暂时")])
def test_a_page_says_so_without_session_or_database(client: Client, language: str, word: str) -> None:
    answer = client.get("/accounts/email/?search=9", headers={"Accept-Language": language})
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "private, no-store")
    assert_clean(answer)
    assert word in answer.text
    assert 'href="/accounts/email/?search=9"' in answer.text


@pytest.mark.usefixtures("away")
def test_a_form_leads_home_instead_of_being_sent_again(client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "ana@example.org", "password": "any"})
    assert answer.status_code == 503
    assert 'href="/"' in answer.text


@pytest.mark.usefixtures("away")
def test_a_program_gets_a_problem(token: str) -> None:
    answer = Program(token).get("companies")
    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"]) == (
        503,
        "5",
        "application/problem+json",
    )


def test_it_comes_back_by_itself(client: Client, away: str) -> None:
    assert client.get("/accounts/email/").status_code == 503
    connection.settings_dict["HOST"] = away
    assert client.get("/accounts/email/").status_code == 200


def caused(error: Exception, by: Exception) -> Exception:
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), True),
        (caused(OperationalError(), psycopg.errors.DiskFull()), True),
        (caused(OperationalError(), psycopg.OperationalError("connection refused")), True),
        (caused(OperationalError(), psycopg.errors.QueryCanceled()), False),
        (caused(IntegrityError(), psycopg.errors.UniqueViolation()), False),
        (caused(ValueError(), OSError(28, "No space left on device")), True),
        (OSError(2, "No such file or directory"), False),
        (DatabaseError(), False),
    ],
)
def test_what_is_trouble_and_what_is_a_mistake(error: Exception, expected: bool) -> None:
    assert is_trouble(error) is expected
