"""The registry of triggers, with an index.

For each new trigger, pgtrigger's own registry goes through all triggers to check whether its name is free, which took
an eighth of the start-up time of each process.
"""

from typing import Any

from pgtrigger import registry


class IndexedRegistry(registry._Registry):  # noqa: SLF001  # it has no public name
    """A registry that answers from an index what is queried for each new trigger."""

    def __init__(self) -> None:
        super().__init__()
        self._by_table: dict[tuple[str, str], Any] = {}
        self._function_names: set[str] = set()

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        return self._by_table

    @property
    def pg_function_names(self) -> set[str]:
        return self._function_names

    def __setitem__(self, key: str, value: tuple[Any, Any]) -> None:
        """Add a trigger, whose names must be free."""
        super().__setitem__(key, value)
        model, trigger = value
        self._by_table[model._meta.db_table, trigger.name] = trigger
        self._function_names.add(trigger.get_pgid(model))

    def __delitem__(self, key: str) -> None:
        """Remove a trigger and free its names."""
        model, trigger = self[key]
        super().__delitem__(key)
        del self._by_table[model._meta.db_table, trigger.name]
        self._function_names.remove(trigger.get_pgid(model))


def index_triggers() -> None:
    """Replace pgtrigger's registry by ours before the first model registers a trigger."""
    registry._registry = IndexedRegistry()  # noqa: SLF001
