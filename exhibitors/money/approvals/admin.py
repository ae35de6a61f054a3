"""Read-only admin of proposals that need a second person. They are decided on the organizer's pages."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.money.approvals.models import Approval


@admin.register(Approval)
class ApprovalAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["act", "edition", "state", "proposed_by", "proposed_at", "decided_by", "decided_at"]
    list_select_related = ["edition", "proposed_by", "decided_by"]
    list_filter = ["state", "act", "edition"]
    search_fields = ["reason"]
    ordering = ["-pk"]
