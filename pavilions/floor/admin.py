"""The read-only admin of obstructions and backgrounds of plans."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite, once_narrowed
from pavilions.floor.models.floor_plan import Obstruction, PlanBackground


@admin.register(Obstruction)
class ObstructionAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["kind", "plan", "clearance_cm"]
    list_select_related = ["plan__hall"]
    list_filter = ["plan__edition", ("kind", once_narrowed("plan__edition__id__exact"))]
    ordering = ["pk"]


@admin.register(PlanBackground)
class PlanBackgroundAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["source_name", "content_hash", "created_at"]
    search_fields = ["source_name"]
    ordering = ["-created_at"]
