"""Two planners start a simulation of one hall, and two workers take one up: it happens once.

The control takes the workers' locks away; then both look before either writes.
"""

import time
from functools import partial

import pytest

from ciie.kernel.errors import DomainError
from pavilions.plans.simulation import operations
from pavilions.plans.simulation.models import PlanSimulation
from pavilions.plans.simulation.operations import begin_simulation, start_simulation
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.factories import NOON, organizer
from tests.pavilions.simulation.versions import two_versions

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

STARTING = r'INSERT INTO "?pavilions_plansimulation"?'
TAKING_UP = r'UPDATE "?pavilions_plansimulation"?'


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "is_installed", lambda: True)


def test_two_planners_start_one_simulation_of_a_hall() -> None:
    versions, planner = two_versions(), organizer()
    start = partial(
        start_simulation, versions.before.pk, versions.after.pk, persons=9, reaction_s=0, actor=planner, at=NOON
    )
    outcomes = race(start, start, wrappers=[Before(STARTING, meeting(2))])
    assert count(outcomes) == {DONE: 1, "simulation_one_per_hall": 1}
    assert PlanSimulation.objects.count() == 1


def taken_up(*wrappers: Wrapper) -> list[str]:
    versions, planner = two_versions(), organizer()
    begun = start_simulation(versions.before.pk, versions.after.pk, persons=9, reaction_s=0, actor=planner, at=NOON)

    def take_up() -> None:
        if not begin_simulation(begun.pk, actor=planner, at=NOON):
            raise DomainError("Somebody else has it.", code="in_other_hands")

    return race(take_up, take_up, wrappers=wrappers)


def test_one_of_two_workers_takes_it_up() -> None:
    assert count(taken_up(Before(TAKING_UP, partial(time.sleep, 0.3)))) == {DONE: 1, "in_other_hands": 1}


def test_control_without_locks_both_take_it_up() -> None:
    assert count(taken_up(without_locks, Before(TAKING_UP, meeting(2)))) == {DONE: 2}
