"""A company that holds booths in many windows at once gets no more of them than the edition allows."""

import time
from collections.abc import Callable
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.operations import hold_limits
from exhibitors.operations.holding import hold_booths
from pavilions.models import Booth, SpaceClaim
from tests.concurrency.rivals import DONE, count, race
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

WINDOWS, LIMIT = 6, 4


@pytest.fixture
def attempts() -> list[Callable[[], object]]:
    """One company holds a different booth in each of its windows."""
    allotment = AllotmentFactory(edition__held_booths_limit=LIMIT)
    company_id = CompanyFactory().pk
    booths: list[Booth] = BoothFactory.create_batch(WINDOWS, allotment=allotment)
    return [partial(hold_booths, company_id, allotment.edition_id, [b.pk], actor=SYSTEM, at=NOON) for b in booths]


def test_limit_is_reached_and_never_passed(attempts: list[Callable[[], object]]) -> None:
    assert count(race(*attempts)) == {DONE: LIMIT, "hold_limit_exceeded": WINDOWS - LIMIT}
    assert SpaceClaim.objects.live().count() == LIMIT


def test_without_the_lock_the_limit_is_passed(
    attempts: list[Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: everyone looks before anyone writes, and each alone is within the limit."""
    look = hold_limits._held_by

    def look_and_wait(*asked: object) -> hold_limits.Held:
        held = look(*asked)  # type: ignore[arg-type]
        time.sleep(0.3)
        return held

    monkeypatch.setattr(hold_limits, "lock_topic", len)  # locks nothing
    monkeypatch.setattr(hold_limits, "_held_by", look_and_wait)
    assert count(race(*attempts)) == {DONE: WINDOWS}
