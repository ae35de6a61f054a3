"""Read-only admin of powers of attorney. Organizers decide on them on a page of their own."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.companies.mandates.models import Mandate


@admin.register(Mandate)
class MandateAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "name", "person", "state", "sent_at", "decided_at", "decided_by"]
    list_select_related = ["company", "person", "decided_by"]
    list_filter = ["state"]
    search_fields = ["company__name", "name", "person__email"]
    ordering = ["-pk"]
