"""The states of a simulation, and the reasons why one ends without a result."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class SimulationState(TextChoices):
    WAITING = "waiting", pgettext_lazy("simulation", "waiting")
    RUNNING = "running", pgettext_lazy("simulation", "running")
    DONE = "done", pgettext_lazy("simulation", "done")
    FAILED = "aborted", pgettext_lazy("simulation", "failed")

    @property
    def is_over(self) -> bool:
        return self in {SimulationState.DONE, SimulationState.FAILED}


register_badges(
    "simulation_state",
    {
        SimulationState.WAITING: Badge(SimulationState.WAITING.label, "clock", "badge-grey"),
        SimulationState.RUNNING: Badge(SimulationState.RUNNING.label, "hourglass", "badge-blue"),
        SimulationState.DONE: Badge(SimulationState.DONE.label, "check", "badge-green"),
        SimulationState.FAILED: Badge(SimulationState.FAILED.label, "circle-x", "badge-red"),
    },
)

SIMULATION_LIFECYCLE = Lifecycle.of(
    initial=[SimulationState.WAITING],
    transitions={
        SimulationState.WAITING: [SimulationState.RUNNING],
        SimulationState.RUNNING: [SimulationState.DONE, SimulationState.FAILED],
        SimulationState.DONE: [],
        SimulationState.FAILED: [],
    },
)


class Failure(TextChoices):
    TOO_LONG = "too_long", _("The simulation took too long and was stopped. Try it with fewer persons.")
    NOT_INSTALLED = "not_installed", _("The worker cannot simulate, since JuPedSim is not installed where it runs.")
    CHANGED = "changed", _("A version has been changed since the start, so it can no longer be simulated.")
    ENGINE = "engine", _("JuPedSim could not simulate these plans.")
