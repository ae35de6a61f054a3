"""Editions that somebody changes, and what is refused."""

from collections.abc import Callable

import pytest

from ciie.kernel.errors import DomainError
from pavilions.floor.editions.operations.editions import change_edition
from pavilions.floor.models.edition import Edition
from tests.factories import NOON, organizer


def refusal(attempt: Callable[[], object]) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as refused:
        attempt()
    return refused.value.code, refused.value.field


def changed(edition: Edition, **values: object) -> Edition:
    return change_edition(edition.pk, values, actor=organizer(), at=NOON)
