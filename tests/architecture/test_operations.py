"""Every writer keeps the rhythm: registered action, actor and clock handed in."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import exhibitors.operations
import pavilions.operations
from ciie.audit.actions import LABELS


def operations() -> Iterator[Callable[..., Any]]:
    for package in (exhibitors.operations, pavilions.operations):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            members = vars(importlib.import_module(module.name)).values()
            yield from (member for member in members if hasattr(member, "action"))


def test_every_operation_names_a_registered_action() -> None:
    unregistered = {operation.action for operation in operations()} - LABELS.keys()  # type: ignore[attr-defined]
    assert unregistered == set()


def test_every_operation_is_told_who_and_when() -> None:
    for operation in operations():
        parameters = inspect.signature(operation).parameters
        kinds = {name: parameters[name].kind for name in ("actor", "at") if name in parameters}
        keyword_only = inspect.Parameter.KEYWORD_ONLY
        assert kinds == {"actor": keyword_only, "at": keyword_only}, operation.__name__
        assert parameters["actor"].default is inspect.Parameter.empty, operation.__name__
