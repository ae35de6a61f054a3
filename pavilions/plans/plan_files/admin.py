"""The read-only admin pages of imports."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite
from pavilions.plans.plan_files.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["file_name", "kind", "edition", "state", "rows_done", "rows_total", "created_at", "started_by"]
    list_select_related = ["edition", "started_by"]
    list_filter = ["kind", "state", "edition"]
    search_fields = ["file_name"]
    ordering = ["-pk"]
    exclude = ["content"]
