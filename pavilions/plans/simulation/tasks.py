"""Tasks that simulate in the background."""

import time
from collections.abc import Callable

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.clock import now
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.safety.queries import measured_plan
from pavilions.plans.simulation.engine import CannotSimulateError, Evacuation, evacuate, is_installed, room_for
from pavilions.plans.simulation.models import PlanSimulation
from pavilions.plans.simulation.operations import (
    TASK,
    begin_simulation,
    fail_simulation,
    finish_simulation,
    note_progress,
)
from pavilions.plans.simulation.queries import LOST_AFTER, facts_of, waiting_simulations
from pavilions.plans.simulation.states import Failure

SECONDS_AT_MOST = 10 * 60
NOTED_EVERY_S = 2
log = structlog.get_logger(__name__)

type Engine = Callable[..., Evacuation]


@shared_task(name=TASK, soft_time_limit=SECONDS_AT_MOST, time_limit=SECONDS_AT_MOST + 60)
def compare_evacuations(simulation_id: int) -> None:
    """Simulate both versions. Called a second time, or while another simulation is running, it does nothing."""
    simulate(simulation_id, engine=evacuate)


@shared_task(name="pavilions.resume_simulations", soft_time_limit=SECONDS_AT_MOST, time_limit=SECONDS_AT_MOST + 60)
def resume_simulations() -> None:
    """Carry out the oldest simulation that nobody began or that lost its worker, unless another one is running."""
    lost = waiting_simulations(before=now() - LOST_AFTER).first()
    if lost is not None:
        compare_evacuations(lost.pk)


def simulate(simulation_id: int, *, engine: Engine) -> None:
    """Begin a simulation, run it, and store its results or why there are none."""
    simulation = PlanSimulation.objects.filter(pk=simulation_id).select_related("started_by").first()
    if simulation is None:  # the draft has been discarded, and its simulations with it
        return
    actor: Actor = simulation.started_by or SYSTEM
    if not begin_simulation(simulation_id, actor=actor, at=now()):
        return
    try:
        failure = _carried_out(simulation, actor, engine)
    except SoftTimeLimitExceeded:
        failure = Failure.TOO_LONG
    except CannotSimulateError as error:
        log.warning("simulation_failed", simulation=simulation_id, reason=str(error))
        failure = Failure.ENGINE
    if failure and PlanSimulation.objects.filter(pk=simulation_id).exists():
        fail_simulation(simulation_id, failure, actor=actor, at=now())


def _carried_out(simulation: PlanSimulation, actor: Actor, engine: Engine) -> Failure | None:
    if not is_installed():
        return Failure.NOT_INSTALLED
    report = _Reports(simulation.pk, actor)
    results = []
    for place, plan_id in enumerate((simulation.before_id, simulation.after_id)):
        plan = FloorPlan.objects.select_related("hall").get(pk=plan_id)
        measured = measured_plan(plan)
        hall = measured.hall
        if not hall.usable_exits or hall.ways.is_empty or room_for(hall) < simulation.persons:
            return Failure.CHANGED
        report.done = place
        found = engine(hall, simulation.persons, reaction_s=simulation.reaction_s, seed=simulation.seed, report=report)
        results.append(facts_of(plan, measured, found))
    finish_simulation(simulation.pk, results, actor=actor, at=now())
    return None


class _Reports:
    """Records the progress of both versions every few seconds."""

    def __init__(self, simulation_id: int, actor: Actor) -> None:
        self._simulation_id, self._actor = simulation_id, actor
        self._noted = time.monotonic()
        self.done = 0

    def __call__(self, share: float) -> None:
        if time.monotonic() - self._noted < NOTED_EVERY_S:
            return
        self._noted = time.monotonic()
        per_cent = min(99, int(50 * (self.done + share)))
        note_progress(self._simulation_id, per_cent, actor=self._actor, at=now())
