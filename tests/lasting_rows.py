"""A world that is made once for a module. Each test gets a copy of it, and what a test writes is rolled back."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import TestCase, override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.factories import NOON, BoothFactory

type Keep = Callable[[Callable[[], Any]], LastingWorld[Any]]
"""The fixture `keep`: it makes a world that lasts as long as the module's tests."""


@dataclass(frozen=True)
class LastingWorld[World]:
    """`next_booth` is where the row of the factory's booths goes on; `files` are those of the world."""

    made: World
    next_booth: int
    files: Path

    def for_a_test(self, settings: Settings, folder: Path) -> World:
        """A copy of the world, and of its files in the test's own folder."""
        shutil.copytree(self.files, folder, dirs_exist_ok=True)
        settings.MEDIA_ROOT = folder
        BoothFactory.reset_sequence(self.next_booth)
        return deepcopy(self.made)


@contextmanager
def lasting_world[World](
    make: Callable[[], World], request: pytest.FixtureRequest, blocker: DjangoDbBlocker, files: Path
) -> Iterator[LastingWorld[World]]:
    """What `make` writes at noon, in a transaction around those of the tests. The fixture `keep` calls it."""
    _assert_nobody_else_sees_it(request)
    with blocker.unblock():
        around = TestCase._enter_atomics()  # type: ignore[attr-defined]
        try:
            BoothFactory.reset_sequence(0)
            with override_settings(MEDIA_ROOT=files), time_machine.travel(NOON, tick=False):
                made = make()
            connection.check_constraints()
            with blocker.block():
                yield LastingWorld(made, BoothFactory._meta.next_sequence(), files)
        finally:
            TestCase._rollback_atomics(around)  # type: ignore[attr-defined]


def _assert_nobody_else_sees_it(request: pytest.FixtureRequest) -> None:
    """A test of the module that does not ask for the world would find it or not, as the order of the tests has it."""
    here = [item for item in request.session.items if isinstance(item, pytest.Function) and item.path == request.path]
    uses_database = [item for item in here if item.get_closest_marker("django_db") or "db" in item.fixturenames]
    others = {item.name for item in uses_database if request.fixturename not in item.fixturenames}
    assert others == set(), f"{others} find rows that they do not ask for: they belong in another module"
