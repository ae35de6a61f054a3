"""`migrate` lets those who use a table go first, and tries again."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models.signals import pre_migrate
from psycopg.errors import LockNotAvailable
from pytest_django import Settings

from ciie.audit.management.commands import migrate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[list[str]]:
    """How long each try waits for a lock. The first one does not get it."""
    settings.MIGRATION_LOCK_TIMEOUT = "2s"
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0.0)
    waits: list[str] = []

    def begin(**_signal: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            waits.append(cursor.fetchone()[0])
        if len(waits) == 1:
            raise OperationalError from LockNotAvailable()

    pre_migrate.connect(begin, sender=apps.get_app_config("accounts"))
    yield waits
    pre_migrate.disconnect(begin, sender=apps.get_app_config("accounts"))


def test_a_table_in_use_is_waited_for_briefly_and_tried_again(tries: list[str]) -> None:
    call_command("migrate", verbosity=0)
    assert tries[:2] == ["2s", "2s"]
