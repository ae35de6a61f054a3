"""Simulations of how a hall empties, each of two versions of its plan."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.simulation.states import SIMULATION_LIFECYCLE, Failure, SimulationState

OPEN = (SimulationState.WAITING, SimulationState.RUNNING)
OVER = (SimulationState.DONE, SimulationState.FAILED)


class PlanSimulation(models.Model):
    """A comparison that was requested, its progress and its results. Discarding a draft deletes its simulations.

    `results` has one entry for each version, as `facts_of` returns it. `noted_at` is when the worker last reported.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="+", verbose_name=_("hall"))
    before = models.ForeignKey(
        FloorPlan, models.CASCADE, related_name="+", verbose_name=pgettext_lazy("version", "from")
    )
    after = models.ForeignKey(FloorPlan, models.CASCADE, related_name="+", verbose_name=pgettext_lazy("version", "to"))
    persons = models.PositiveIntegerField(_("persons"))
    reaction_s = models.PositiveSmallIntegerField(_("reaction time (s)"), default=0, db_default=0)
    seed = models.PositiveIntegerField(_("seed"))
    state = models.CharField(
        _("state"), max_length=10, choices=SimulationState, default=SimulationState.WAITING, editable=False
    )
    per_cent = models.PositiveSmallIntegerField(_("progress (%)"), default=0, editable=False)
    failure = models.CharField(_("failure"), max_length=20, choices=Failure, blank=True, editable=False)
    results = models.JSONField(_("results"), default=list, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    started_at = models.DateTimeField(_("started at"))
    noted_at = models.DateTimeField(_("last progress"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "hall"],
                condition=Q(state__in=OPEN),
                name="simulation_one_per_hall",
                violation_error_message=_("A simulation of this hall is still under way. Wait for its result."),
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="simulation_of_two_versions",
                violation_error_message=_("Choose two different versions."),
            ),
            models.CheckConstraint(condition=Q(persons__gt=0), name="simulation_has_persons"),
            models.CheckConstraint(condition=Q(per_cent__lte=100), name="simulation_share_is_possible"),
        ]
        triggers = [
            *SIMULATION_LIFECYCLE.triggers("state"),
            pgtrigger.ReadOnly(
                name="what_was_asked",
                fields=["edition", "hall", "before", "after", "persons", "reaction_s", "seed", "started_at"],
            ),
            pgtrigger.Protect(
                name="results_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=OVER)
                & (
                    pgtrigger.Q(old__results__df=pgtrigger.F("new__results"))
                    | pgtrigger.Q(old__failure__df=pgtrigger.F("new__failure"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall} {self.pk}"
