"""What is read from a replica, and what never is."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import InternalError, connection, transaction

from ciie.kernel import replica
from ciie.kernel.replica import list_source
from ciie.settings.env import BASE_DIR
from ciie.settings.env import replica as entry_of_replica

AGAINST_OTHER_THAN_THE_DATABASE = re.compile(r"\.using\(|\bconnections\[|\bREPLICA\b|list_source\(")
# those of the second set: what `migrate` does, and ends with
READERS = {"ciie/kernel/replica.py", "ciie/web/downloads.py"} | {
    f"ciie/{name}.py"
    for name in ("audit/apps", "audit/privileges", "audit/management/commands/migrate", "privacy/apps")
}


class Connections(dict[str, object]):
    """The database, and a second way to it by the settings of a replica."""

    settings = ("default", "replica")


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connections]:
    """A replica that counts as one that has read everything."""
    monkeypatch.setenv("REPLICA_URL", "postgres://expo@replica/expo")
    copy = connection.copy()
    copy.settings_dict["OPTIONS"] = entry_of_replica()["replica"]["OPTIONS"]
    known = Connections(default=connection, replica=copy)
    monkeypatch.setattr(replica, "connections", known)
    monkeypatch.setattr(replica, "READ", "SELECT %s IS NOT NULL")
    yield known
    copy.close()


@pytest.mark.django_db
def test_without_a_replica_nothing_is_asked(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    with django_assert_num_queries(0):
        assert list_source() == "default"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("beside")
def test_a_list_is_read_from_a_replica_that_knows_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list_source() == "replica"
    with transaction.atomic():
        assert list_source() == "default"
    monkeypatch.setattr(replica, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(replica, "READ", "SELECT %s IS NULL")  # it is behind
    assert list_source() == "default"
    monkeypatch.setattr(replica, "READ", "SELECT nonsense(%s)")  # it does not answer
    assert list_source() == "default"


@pytest.mark.django_db
def test_the_replica_refuses_to_be_written_to(beside: Connections) -> None:
    with beside["replica"].cursor() as cursor, pytest.raises(InternalError, match="read-only"):  # type: ignore[attr-defined]
        cursor.execute(f"DELETE FROM {ContentType._meta.db_table}")


def test_nothing_else_names_a_database() -> None:
    found = {
        str(path.relative_to(BASE_DIR))
        for app in ("ciie", "pavilions", "exhibitors")
        for path in (BASE_DIR / app).rglob("*.py")
        if "migrations" not in path.parts and AGAINST_OTHER_THAN_THE_DATABASE.search(path.read_text())
    }
    assert found - READERS == set()
