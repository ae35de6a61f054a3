"""The read-only admin pages of simulations, which the organizer's pages start."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite
from pavilions.plans.simulation.models import PlanSimulation


@admin.register(PlanSimulation)
class PlanSimulationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["hall", "edition", "before", "after", "persons", "state", "started_by", "started_at", "finished_at"]
    list_select_related = ["hall", "edition", "before__hall", "after__hall", "started_by"]
    list_filter = ["edition", "hall", "state"]
    ordering = ["-started_at"]
