"""`migrate` lets those who use a table go first, and tries again."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import pre_migrate
from psycopg.errors import LockNotAvailable
from pytest_django import Settings

from ciie.audit.management.commands import migrate
from ciie.audit.privileges import as_schema_owner

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


@pytest.fixture
def recorded() -> Iterator[Callable[[Iterable[tuple[str, str]]], None]]:
    """Write down that of the exhibitors' migrations exactly these were applied; afterwards it is as it was."""
    recorder = MigrationRecorder(connection)
    before = [key for key in recorder.applied_migrations() if key[0] == "exhibitors"]

    def record(keys: Iterable[tuple[str, str]]) -> None:
        with as_schema_owner():
            recorder.migration_qs.filter(app="exhibitors").delete()
            for key in keys:
                recorder.record_applied(*key)

    yield record
    record(before)


def test_a_database_older_than_the_release_before_is_refused_in_words(
    recorded: Callable[[Iterable[tuple[str, str]]], None],
) -> None:
    loader = MigrationLoader(None)
    replaced = loader.replacements["exhibitors", "0001_squashed"].replaces
    later = [key for key in loader.disk_migrations if key[0] == "exhibitors" and not key[1].startswith("0001")]
    recorded(replaced[:-1])
    with pytest.raises(CommandError, match=r"Check out the tag v0\.9\.0"):
        call_command("migrate", verbosity=0)
    recorded([*replaced, *later])
    call_command("migrate", verbosity=0)
    assert ("exhibitors", "0001_squashed") in MigrationRecorder(connection).applied_migrations()
