"""Fixtures of the clock, of what the process remembers, and of what pages leave out."""

from collections.abc import Iterator
from math import inf

import pytest
import time_machine
from django.core.cache import cache

from ciie.accounts.tokens import forget_tokens
from ciie.web.navigation import Navigation
from pavilions.floor.editions.requests import LISTING, Listing
from pavilions.texts.site_pages.queries import PUBLISHED_KINDS
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


@pytest.fixture(autouse=True)
def foot_without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page of the site is published and no edition in the menus, as this process remembers, so that no page asks;
    forget it to ask again.
    """
    for kept, nothing in ((PUBLISHED_KINDS, ()), (LISTING, Listing())):
        monkeypatch.setattr(kept, "value", nothing)
        monkeypatch.setattr(kept, "until", inf)


@pytest.fixture
def no_remembered_holders() -> None:
    forget_tokens()


@pytest.fixture
def without_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages have no menus, a third of the time of most. For tests of addresses, not of what is shown."""
    monkeypatch.setattr(Navigation, "groups", ())
