"""The registry of triggers, with an index.

That of pgtrigger goes through all triggers for each one that is added, to see whether its name is taken: an eighth of
the time that each process of ours took to start.
"""

from typing import Any

from pgtrigger import registry


class IndexedRegistry(registry._Registry):  # noqa: SLF001  # it has no public name
    """Answers by an index what is asked for each trigger that is added."""

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
        """Remove a trigger, whose names are free again."""
        model, trigger = self[key]
        super().__delitem__(key)
        del self._by_table[model._meta.db_table, trigger.name]
        self._function_names.remove(trigger.get_pgid(model))


def index_triggers() -> None:
    """Put our registry in the place of pgtrigger's, before the first model registers a trigger."""
    registry._registry = IndexedRegistry()  # noqa: SLF001
