"""The clock of the API's tests: noon on the sample's day, when the editions of the factories take bookings."""

from collections.abc import Iterator

import pytest
import time_machine

from ciie.accounts.tokens import forget_tokens
from tests.factories import NOON


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def no_remembered_holders() -> None:
    forget_tokens()
