from collections.abc import Iterator

import pytest
import structlog
from django.db import connection
from pytest_django import Settings
from structlog.testing import capture_logs

from ciie.accounts.models import User
from ciie.kernel import slow_statements
from ciie.kernel.slow_statements import _timed

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.SLOW_STATEMENT_MS = 20
    slow_statements._logged.clear()
    monkeypatch.setattr(slow_statements, "log", structlog.get_logger("new"))
    with connection.execute_wrapper(_timed):
        yield


@pytest.mark.usefixtures("watched")
def test_a_slow_statement_is_logged_once_with_its_plan_and_without_values() -> None:
    people = User.objects.filter(email="ana@example.org").extra(where=["pg_sleep(0.03) IS NOT NULL"])
    User.objects.create_user("ana@example.org", None, name="Ana Torres")
    with capture_logs() as lines:
        assert [person.name for person in people] == ["Ana Torres"]
        assert len(people.all()) == 1
        assert not User.objects.filter(email="ben@example.org").exists()
    (line,) = (each for each in lines if "pg_sleep" in each["statement"])  # on a busy machine others are slow too
    assert line["event"] == "slow statement"
    assert line["milliseconds"] >= 20
    assert "accounts_user" in line["statement"]
    assert "Scan" in line["plan"]
    assert "ana@example.org" not in str(line)


@pytest.mark.usefixtures("watched")
def test_a_statement_that_fails_leaves_the_transaction_as_it_would_be() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [0.03])
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
