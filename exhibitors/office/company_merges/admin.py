"""Read-only admin of merges of companies. Organizers make and undo them on pages of their own."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite
from exhibitors.office.company_merges.models import CompanyMerge


@admin.register(CompanyMerge)
class CompanyMergeAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["merged", "survivor", "merged_at", "merged_by", "undone_at", "undone_by"]
    list_select_related = ["merged", "survivor", "merged_by", "undone_by"]
    search_fields = ["merged__name", "survivor__name"]
    ordering = ["-pk"]
