"""An operation happens whole or not at all."""

from datetime import datetime

import pytest

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError


@operation("accounts.person.created")
def half_done(*, actor: Actor, at: datetime) -> None:
    User.objects.create_user("ana@example.org")
    raise DomainError("No.", code="no")


@pytest.mark.django_db
def test_an_operation_that_is_refused_half_way_leaves_nothing() -> None:
    with pytest.raises(DomainError):
        half_done(actor=SYSTEM, at=now())
    assert not User.objects.exists()
