"""The read-only admin pages of edits of drafts."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite
from pavilions.plans.drafts.models import PlanEdit


@admin.register(PlanEdit)
class PlanEditAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["plan", "number", "kind", "made_by", "made_at", "undone_at"]
    list_select_related = ["plan__hall", "made_by"]
    list_filter = ["kind", "plan__edition", "plan__hall"]
    ordering = ["-pk"]
