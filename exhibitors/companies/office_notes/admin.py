"""Read-only admin of what the office keeps about companies, which is written on the pages of a company."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask, OfficeRecord


@admin.register(OfficeRecord)
class OfficeRecordAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "customer_number", "owner", "tags"]
    list_select_related = ["company", "owner"]
    search_fields = ["customer_number", "company__name"]
    ordering = ["-pk"]


@admin.register(CompanyNote)
class CompanyNoteAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "kind", "on_date", "author", "text"]
    list_select_related = ["company", "author"]
    list_filter = ["kind"]
    search_fields = ["company__name", "text"]
    ordering = ["-pk"]


@admin.register(CompanyTask)
class CompanyTaskAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "text", "due_on", "person", "done_at"]
    list_select_related = ["company", "person"]
    search_fields = ["company__name", "text"]
    ordering = ["-pk"]
