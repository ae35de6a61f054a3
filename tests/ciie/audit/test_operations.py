"""An operation happens whole or not at all."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected, DiskFull, LockNotAvailable

from ciie.accounts.models import User
from ciie.audit import operations
from ciie.audit.operations import PAUSES, operation
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import Busy, DomainError


@operation("accounts.person.created")
def half_done(*, actor: Actor, at: datetime) -> None:
    User.objects.create_user("ana@example.org")
    raise DomainError("No.", code="no")


@pytest.mark.django_db
def test_an_operation_that_is_refused_half_way_leaves_nothing() -> None:
    with pytest.raises(DomainError):
        half_done(actor=SYSTEM, at=now())
    assert not User.objects.exists()


@operation("accounts.person.created")
def disturbed(disturbances: Iterator[type[Exception]], *, actor: Actor, at: datetime) -> None:
    User.objects.create_user("ana@example.org")
    for error in disturbances:
        raise OperationalError from error()


@pytest.fixture
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "PAUSES", (0,) * len(PAUSES))


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [DeadlockDetected, LockNotAvailable])
def test_operation_in_the_way_of_another_is_tried_again(error: type[Exception]) -> None:
    disturbed(iter([error] * len(PAUSES)), actor=SYSTEM, at=now())
    assert User.objects.count() == 1


@pytest.mark.usefixtures("_no_pauses")
@pytest.mark.django_db(transaction=True)
def test_operation_that_is_always_disturbed_is_refused_in_words() -> None:
    with pytest.raises(Busy):
        disturbed(iter([LockNotAvailable] * (len(PAUSES) + 1)), actor=SYSTEM, at=now())
    assert not User.objects.exists()


@pytest.mark.django_db
def test_operation_within_a_transaction_is_refused_at_once() -> None:
    disturbances = iter([DeadlockDetected] * 2)
    with pytest.raises(Busy):
        disturbed(disturbances, actor=SYSTEM, at=now())
    assert list(disturbances) == [DeadlockDetected]


@pytest.mark.django_db(transaction=True)
def test_other_troubles_of_the_database_are_not_tried_again() -> None:
    with pytest.raises(OperationalError):
        disturbed(iter([DiskFull, DiskFull]), actor=SYSTEM, at=now())
