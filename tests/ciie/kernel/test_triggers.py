"""The registry of triggers answers by its index what pgtrigger works out, and refuses what pgtrigger refuses."""

from collections.abc import Iterator

import pgtrigger
import pytest
from pgtrigger import registry

from ciie.accounts.models import User
from ciie.kernel.triggers import IndexedRegistry


@pytest.fixture
def trigger() -> Iterator[pgtrigger.Trigger]:
    added = pgtrigger.Protect(name="refused_for_a_test", operation=pgtrigger.Delete)
    added.register(User)
    yield added
    if f"{User._meta.label}:{added.name}" in registry._registry:
        added.unregister(User)


def test_index_has_every_trigger() -> None:
    ours = registry._registry
    assert isinstance(ours, IndexedRegistry)
    assert len(ours) > 100
    assert ours.by_db_table == registry._Registry.by_db_table.fget(ours)
    assert ours.pg_function_names == registry._Registry.pg_function_names.fget(ours)


def test_name_of_a_trigger_is_taken_until_it_is_removed(trigger: pgtrigger.Trigger) -> None:
    another = pgtrigger.Protect(name=trigger.name, operation=pgtrigger.Update)
    with pytest.raises(KeyError, match="already used"):
        another.register(User)
    trigger.unregister(User)
    another.register(User)
    another.unregister(User)
    assert (User._meta.db_table, trigger.name) not in registry._registry.by_db_table
    assert trigger.get_pgid(User) not in registry._registry.pg_function_names


def test_function_of_a_trigger_is_its_own(trigger: pgtrigger.Trigger, monkeypatch: pytest.MonkeyPatch) -> None:
    another = pgtrigger.Protect(name="another_for_a_test", operation=pgtrigger.Delete)
    monkeypatch.setattr(another, "get_pgid", trigger.get_pgid)
    with pytest.raises(KeyError, match="function name"):
        another.register(User)
