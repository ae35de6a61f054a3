"""Fixtures of the clock and of what the process remembers."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache

from ciie.accounts.tokens import forget_tokens
from tests.factories import NOON


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon on the day of the sample edition, when the editions of the factories take bookings."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def empty_cache() -> Iterator[None]:
    """Nothing is remembered from the tests before, nor for those after."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def no_remembered_holders() -> None:
    forget_tokens()
