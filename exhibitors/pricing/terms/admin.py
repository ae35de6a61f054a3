"""Read-only admin of terms and their acceptances, which are written on the organizer's pages."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance


@admin.register(EditionTerms)
class EditionTermsAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "version", "published_at", "published_by"]
    list_select_related = ["edition", "published_by"]
    list_filter = ["edition"]
    ordering = ["-pk"]


@admin.register(TermsAcceptance)
class TermsAcceptanceAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["booking", "terms", "name", "accepted_at", "address"]
    list_select_related = ["booking__edition", "terms__edition"]
    list_filter = ["terms__edition"]
    search_fields = ["name"]
    ordering = ["-pk"]
