"""Read-only admin of requests to own a company. Organizers decide on them on a page of their own."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite
from exhibitors.companies.company_ownership.models import OwnershipRequest


@admin.register(OwnershipRequest)
class OwnershipRequestAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "person", "state", "requested_at", "decided_at", "decided_by"]
    list_select_related = ["company", "person", "decided_by"]
    list_filter = ["state"]
    search_fields = ["company__name", "person__email"]
    ordering = ["-pk"]
