"""A part that somebody else sets while an edition takes it over from another one is not overwritten."""

from collections.abc import Sequence

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.money.sales.operations.settings import set_dunning, set_schedule
from exhibitors.office.new_editions.operations import take_over
from tests.concurrency.rivals import DONE, Before, Wrapper, meeting, race, without_locks
from tests.exhibitors.new_editions.editions import SCHEDULE, YEAR, new_edition
from tests.factories import NOON, EditionFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def outcomes(wrappers: Sequence[Wrapper] = ()) -> list[str]:
    """What becomes of taking over a schedule, and of setting another one that nobody has seen there."""
    source, target = EditionFactory(number=7), new_edition()
    set_schedule(source.pk, SCHEDULE[1:], actor=SYSTEM, at=NOON)
    seen = set_dunning(target.pk, [], actor=SYSTEM, at=NOON).revision
    return race(
        lambda: take_over(target.pk, source.pk, ["schedule"], weeks=YEAR, actor=SYSTEM, at=NOON),
        lambda: set_schedule(target.pk, SCHEDULE[1:], seen=seen, actor=SYSTEM, at=NOON),
        wrappers=wrappers,
    )


def test_only_one_of_two_sets_the_schedule() -> None:
    assert outcomes() in ([DONE, "changed_meanwhile"], ["part_unavailable", DONE])


def test_control_without_locks_one_overwrites_the_other() -> None:
    both = Before(r'UPDATE "exhibitors_salessettings"', meeting(2))
    assert outcomes([without_locks, both]) == [DONE, DONE]
