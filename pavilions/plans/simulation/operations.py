"""Operations that compare how two versions of a plan empty. A planner requests it, and one worker at a time does it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one, lock_topic
from ciie.kernel.queueing import enqueue_on_commit
from ciie.kernel.wording import figure_words
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.safety.queries import measured_plan
from pavilions.plans.simulation.engine import is_installed, room_for
from pavilions.plans.simulation.models import PlanSimulation
from pavilions.plans.simulation.queries import LONGEST_REACTION_S, LOST_AFTER, MOST_PERSONS, is_open, others_running
from pavilions.plans.simulation.states import SIMULATION_LIFECYCLE, Failure, SimulationState

TASK: Final = "pavilions.compare_evacuations"
SEED: Final = 1
"""The seed is the same for all simulations, so that two versions differ by their plans and not by luck."""
NO_SIMULATION = _("Simulation not found.")


@operation("pavilions.simulation.started")
def start_simulation(
    before_id: int, after_id: int, *, persons: int, reaction_s: int, actor: Actor, at: datetime
) -> PlanSimulation:
    """Request a comparison of two versions of a hall's plan, with `persons` in each.

    They set off `reaction_s` seconds after the alarm.

    Raise `Invalid` (`same_version`, `other_hall`, `bad_persons`, `bad_reaction`, `no_exit`, `exit_unreachable`,
    `too_crowded`) and `DomainError` (`simulation_missing`, `simulation_one_per_hall`).
    """
    require("pavilions.plan_floor", actor)
    before, after = _plan(before_id), _plan(after_id)
    require("pavilions.plan_floor", actor, before.hall)
    if not is_installed():
        raise DomainError(_("JuPedSim is not installed, so nothing can be simulated."), code="simulation_missing")
    if (before.hall_id, before.edition_id) != (after.hall_id, after.edition_id):
        raise Invalid(_("Choose two versions of the same hall."), code="other_hall", field="after")
    if before == after:
        raise Invalid(_("Choose two different versions."), code="same_version", field="after")
    if not 0 < persons <= MOST_PERSONS:
        sentence = _("Enter a number of persons from 1 to %(most)s.") % {"most": figure_words(MOST_PERSONS)}
        raise Invalid(sentence, code="bad_persons", field="persons")
    if not 0 <= reaction_s <= LONGEST_REACTION_S:
        sentence = _("Enter a reaction time from 0 to %(most)s seconds.") % {"most": figure_words(LONGEST_REACTION_S)}
        raise Invalid(sentence, code="bad_reaction", field="reaction_s")
    for field, plan in (("before", before), ("after", after)):
        _require_ways_out(plan, field, persons)
    simulation = PlanSimulation.objects.create(
        edition=before.edition,
        hall=before.hall,
        before=before,
        after=after,
        persons=persons,
        reaction_s=reaction_s,
        seed=SEED,
        started_by=person_of(actor),
        started_at=at,
    )
    enqueue_on_commit(TASK, simulation_id=simulation.pk)
    return simulation


@operation("pavilions.simulation.begun")
def begin_simulation(simulation_id: int, *, actor: Actor, at: datetime) -> bool:
    """Assign a simulation to the calling worker.

    Return False if the simulation is over, another worker has it, or another simulation is running.
    """
    lock_topic("pavilions.simulations")
    simulation = lock_one(PlanSimulation.objects.all(), simulation_id, missing=NO_SIMULATION)
    heard_of = simulation.noted_at and simulation.noted_at > at - LOST_AFTER
    if not is_open(simulation) or heard_of or others_running(simulation, at=at):
        return False
    simulation.state, simulation.per_cent, simulation.noted_at = SimulationState.RUNNING, 0, at
    simulation.save(update_fields=["state", "per_cent", "noted_at"])
    return True


@operation("pavilions.simulation.noted")
def note_progress(simulation_id: int, per_cent: int, *, actor: Actor, at: datetime) -> None:
    """Record the progress of a simulation, which also shows that its worker is alive."""
    simulation = lock_one(PlanSimulation.objects.all(), simulation_id, missing=NO_SIMULATION)
    if simulation.state == SimulationState.RUNNING:
        simulation.per_cent, simulation.noted_at = per_cent, at
        simulation.save(update_fields=["per_cent", "noted_at"])


@operation("pavilions.simulation.finished")
def finish_simulation(
    simulation_id: int, results: Sequence[dict[str, Any]], *, actor: Actor, at: datetime
) -> PlanSimulation:
    """Store the results of the earlier and the later version."""
    simulation = _ended(simulation_id, SimulationState.DONE, at)
    simulation.results, simulation.per_cent = list(results), 100
    simulation.save(update_fields=["state", "results", "per_cent", "finished_at"])
    return simulation


@operation("pavilions.simulation.failed")
def fail_simulation(simulation_id: int, failure: Failure, *, actor: Actor, at: datetime) -> PlanSimulation:
    """Store why a simulation has no results."""
    simulation = _ended(simulation_id, SimulationState.FAILED, at)
    simulation.failure = failure
    simulation.save(update_fields=["state", "failure", "finished_at"])
    return simulation


def _ended(simulation_id: int, state: SimulationState, at: datetime) -> PlanSimulation:
    """Return the simulation in its final state, and enqueue the next one that is waiting."""
    simulation = lock_one(PlanSimulation.objects.all(), simulation_id, missing=NO_SIMULATION)
    SIMULATION_LIFECYCLE.require(simulation.state, state)
    simulation.state, simulation.finished_at = state, at
    following = PlanSimulation.objects.filter(state=SimulationState.WAITING).order_by("started_at", "pk").first()
    if following:
        enqueue_on_commit(TASK, simulation_id=following.pk)
    return simulation


def _plan(plan_id: int) -> FloorPlan:
    found = FloorPlan.objects.filter(pk=plan_id).select_related("hall", "edition").first()
    if found is None:
        raise NotFound(_("Plan not found."), code="not_found")
    return found


def _require_ways_out(plan: FloorPlan, field: str, persons: int) -> None:
    hall = measured_plan(plan).hall
    words: dict[str, object] = {"version": plan.version}
    if not hall.exit_rings:
        sentence = _("Version %(version)d has no exit. Draw its exits in the editor.") % words
        raise Invalid(sentence, code="no_exit", field=field)
    if not hall.usable_exits or hall.ways.is_empty:
        sentence = (
            _("No exit of version %(version)d can be reached. The safety check shows what is in the way.") % words
        )
        raise Invalid(sentence, code="exit_unreachable", field=field)
    room = room_for(hall)
    if persons > room:
        words["room"] = figure_words(room)
        sentence = _("At most %(room)s persons fit the aisles of version %(version)d.") % words
        raise Invalid(sentence, code="too_crowded", field="persons")
