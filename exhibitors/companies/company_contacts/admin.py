"""Read-only admin of the contacts of companies. They are edited on the pages of a company."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.companies.company_contacts.models import CompanyContact


@admin.register(CompanyContact)
class CompanyContactAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "company", "role", "email", "phone"]
    list_select_related = ["company"]
    list_filter = ["role"]
    search_fields = ["name", "email", "company__name"]
    ordering = ["-pk"]
